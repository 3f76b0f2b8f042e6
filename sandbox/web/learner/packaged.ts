/** Whether this page is part of a package for an LMS, which holds a few pages of the site and none of the others. */

export function isPackaged(): boolean {
  return document.querySelector('meta[name="flaskroom-package"]') !== null;
}
