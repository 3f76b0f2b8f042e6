/** The way back to where the reader was. */

import { h } from "../dom.ts";
import type { Place } from "./progress-record.ts";
import { SITE_ROOT } from "./site.ts";

/** `Continue where you left: Forms, Your turn`, with a link to that section. */
export function continueLine({ lesson, title, section, hash }: Place): HTMLElement {
  const target = new URL(`${lesson}/`, SITE_ROOT);
  target.hash = hash;
  const words = section ? `${title}, ${section}` : title;
  return h("p", { class: "flaskroom-continue" }, "Continue where you left: ", h("a", { href: target.href }, words));
}
