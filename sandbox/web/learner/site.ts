/** Where this site begins: pages by their addresses, and names in the browser's storage, which several sites may share. */

/** The site's root: scripts are in `assets/sandbox/`. */
export const SITE_ROOT = new URL("../../", import.meta.url);

/** In a package for an LMS the frame's name says whose work it is, because learners may share a browser (`lms/`). */
let reader = /^flaskroom-reader-\w+$/.test(frameName()) ? ` ${frameName()}` : "";

/** From now on the work of this reader, a name as above, is meant; for the page around that frame. */
export function readAs(name: string): void {
  reader = ` ${name}`;
}

/** What other sites of the same origin do not have in their names, e.g. `/course/`. */
export function siteScope(): string {
  return SITE_ROOT.pathname + reader;
}

/** A name that other sites of the same origin do not use, e.g. `flaskroom.progress /course/`. */
export function siteKey(name: string): string {
  return `flaskroom.${name} ${siteScope()}`;
}

/** Empty where there is no window. */
function frameName(): string {
  return String((globalThis as { name?: unknown }).name ?? "");
}

/** The address of a page as a lesson's id, `<track>/<lesson>`; of other pages it is the id of none. */
export function lessonOf(pathname: string): string {
  return pathname.slice(SITE_ROOT.pathname.length).replace(/\/(index\.html)?$/, "");
}
