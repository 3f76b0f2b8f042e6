/**
 * Whether this page has anything to do with the reader's progress. It comes with every page, and the rest only to those
 * that do: a lesson, a list of lessons, and any page of a reader who has some progress.
 */

import { lessonOf, siteKey } from "./site.ts";

/** Loads the rest when the browser has nothing else to do. */
export function startProgress(): void {
  const lesson = lessonOf(location.pathname);
  if (!document.querySelector(`flask-playground[name^="${lesson}/"],[data-lesson]`) && !hasProgress()) return;
  const load = () => void import("./progress-page.ts").then((part) => part.showProgress()).catch(() => {});
  (globalThis.requestIdleCallback ?? setTimeout)(load); // WebKit has no idle callbacks
}

function hasProgress(): unknown {
  try {
    return localStorage.getItem(siteKey("progress"));
  } catch {
    return false;
  }
}
