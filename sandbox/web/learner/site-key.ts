/** Names in the browser's storage. Several sites may share an origin, so each name ends with where this one begins. */

/** The site's root: scripts are in `assets/sandbox/`. */
export const SITE_ROOT = new URL("../../", import.meta.url);

/** E.g. `flaskroom.progress /course/`. */
export function siteKey(name: string): string {
  return `flaskroom.${name} ${SITE_ROOT.pathname}`;
}
