/** Whether this page has anything to do with assignments. It comes with every page, and the rest only to those that do. */

import { siteKey } from "../learner/site.ts";

export function startClassroom(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(siteKey("assignments"));
  } catch {
    // forbidden
  }
  if (kept || document.querySelector("flask-assign,flask-assignment,flask-grade")) {
    void import("./classroom.ts").catch(() => {});
  }
}
