/** Where this site begins: pages by their addresses, and names in the browser's storage, which several sites may share. */

/** The site's root: scripts are in `assets/sandbox/`. */
export const SITE_ROOT = new URL("../../", import.meta.url);

/** A name that other sites of the same origin do not use, e.g. `flaskroom.progress /course/`. */
export function siteKey(name: string): string {
  return `flaskroom.${name} ${SITE_ROOT.pathname}`;
}

/** The address of a page as a lesson's id, `<track>/<lesson>`; of other pages it is the id of none. */
export function lessonOf(pathname: string): string {
  return pathname.slice(SITE_ROOT.pathname.length).replace(/\/(index\.html)?$/, "");
}
