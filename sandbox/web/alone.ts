/** A playground alone in the window, as other sites embed it: the page's address has `?embed=<its name>`. */

import css from "./alone.css" with { type: "text" };
import { h, sheet } from "./dom.ts";

/** Leaves of the page in sight that playground and a way to the lesson. A page without it stays as it is. */
export function showAlone(name: string): void {
  const element = document.querySelector(`flask-playground[name="${CSS.escape(name)}"]`);
  if (!element) return;
  const lesson = new URL(location.href);
  lesson.search = lesson.hash = "";
  const origin = h("a", { class: "alone-origin", href: lesson.href, target: "_blank" }, `From: ${document.title}`);
  document.adoptedStyleSheets.push(sheet(css));
  // The rest is hidden and not removed, since the theme's scripts look for it.
  document.body.append(h("div", { class: "alone md-typeset" }, element.closest(".flaskroom") ?? element, origin));
}
