/**
 * Whether this page has anything to do with the reader's progress. It comes with every page, and the rest only to those
 * that do: a lesson, a list of lessons, and any page of a reader who has some progress.
 */

import { SITE_ROOT, siteKey } from "./site-key.ts";

/** Loads the rest when the browser has nothing else to do. */
export function startProgress(): void {
  const lesson = lessonOf(location.pathname);
  if (!document.querySelector(`flask-playground[name^="${lesson}/"],[data-lesson]`) && !hasProgress()) return;
  const load = () => void import("./progress-page.ts").then((part) => part.showProgress(lesson)).catch(() => {});
  (globalThis.requestIdleCallback ?? setTimeout)(load); // WebKit has no idle callbacks
}

/** The address of a page as a lesson's id, `<track>/<lesson>`; of other pages it is the id of none. */
export function lessonOf(pathname: string): string {
  return pathname.slice(SITE_ROOT.pathname.length).replace(/\/(index\.html)?$/, "");
}

function hasProgress(): boolean {
  try {
    return localStorage.getItem(siteKey("progress")) !== null;
  } catch {
    return false;
  }
}
