/** What differs in the lesson's page because it stands in a package. */

import { changeKept } from "../classroom/kept.ts";

/** The assignment of this package is the only one: its pages withhold what it withholds. */
export function hold(fragment: string): void {
  changeKept((kept) => void (kept.assignments = [fragment]));
}

/** A link to a page inside of an LMS helps nobody, so Share is not offered. Constructed sheets belong to one document. */
export function adapt(frame: Window & typeof globalThis): void {
  const look = new frame.CSSStyleSheet();
  look.replaceSync(".toolbar button:has(.icon-share) { display: none; }");
  for (const { shadowRoot } of frame.document.querySelectorAll("flask-playground")) {
    shadowRoot?.adoptedStyleSheets.push(look);
  }
}
