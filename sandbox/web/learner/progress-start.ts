/**
 * Whether this page has anything to do with the reader's progress. It comes with every page, and the rest only to those
 * that do: a lesson, a list of lessons, and any page of a reader who has some progress.
 *
 * It shares no module with the rest, since that would be one more file for every page; so the name of what is kept
 * stands here too (`PROGRESS_KEY` in progress.ts).
 */

const ROOT = new URL("../../", import.meta.url).pathname;

/** Loads the rest when the browser has nothing else to do. */
export function startProgress(): void {
  const path = location.pathname.slice(ROOT.length);
  if (!document.querySelector(`flask-playground[name^="${path}"],[data-lesson]`) && !hasProgress()) return;
  const load = () => void import("./progress-page.ts").then((part) => part.showProgress()).catch(() => {});
  (globalThis.requestIdleCallback ?? setTimeout)(load); // WebKit has no idle callbacks
}

function hasProgress(): unknown {
  try {
    return localStorage.getItem(`flaskroom.progress ${ROOT}`);
  } catch {
    return false;
  }
}
