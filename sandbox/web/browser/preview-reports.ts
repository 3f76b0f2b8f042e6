/** What a page of the app tells of itself: that it is there, its title, and what went wrong in it. Takes the rest of its markup. */

import type { Wire } from "./preview-wire.ts";

export function provideReports({ tell, on }: Wire): void {
  on("write", ({ html }) => html === null ? document.close() : document.write(html));
  addEventListener("error", ({ message, filename, lineno }) => {
    if (message) tell({ type: "pageerror", message, source: filename, line: lineno });
  });
  addEventListener("unhandledrejection", ({ reason }) => {
    tell({ type: "pageerror", message: `Unhandled rejection: ${reason}`, source: "", line: 0 });
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    const { effectiveDirective: directive, blockedURI: blocked, lineNumber: line, originalPolicy } = event;
    // The preview's own policy is inherited; an app's never has this directive here (`content-policy.ts`).
    if (!originalPolicy.includes("form-action")) tell({ type: "violation", directive, blocked, line });
    else if (directive === "frame-src") {
      tell({
        type: "notice",
        text: `A frame of this page tried to go to ${blocked} by itself, which the preview blocks.`,
      });
    }
  });
  addEventListener("DOMContentLoaded", () => {
    tell({ type: "ready" });
    let title: string | null = null;
    const report = () => {
      if (document.title !== title) tell({ type: "title", title: title = document.title });
    };
    report();
    const observed = { subtree: true, childList: true, characterData: true };
    if (document.head) new MutationObserver(report).observe(document.head, observed);
  });
}
