/** Small pieces that every part of the story uses. */

import { type Child, h } from "../dom.ts";
import type { Place } from "../log-lines.ts";
import type { CodePlace } from "../protocol.ts";

export type GoTo = (place: Place) => void;

/** `app.py, line 3`: a link for a file of the project, words for any other. */
export function place({ file, line, own }: CodePlace, goTo: GoTo): Child {
  if (!own) return file && h("span", { class: "soft" }, file);
  const go = () => goTo({ file, line });
  return h("button", { type: "button", class: "link", onclick: go }, `${file}, line ${line}`);
}

/** Text as code. */
export function code(text: string): HTMLElement {
  return h("code", {}, text);
}

/** A table of names and values. */
export function values(rows: [name: string, value: Child][]): HTMLElement {
  return h(
    "dl",
    { class: "values" },
    ...rows.map(([name, value]) => h("div", {}, h("dt", {}, code(name)), h("dd", {}, value))),
  );
}

/** Something that opens; `open` from the start where it is what the reader came for. */
export function folded(summary: string, open: boolean, ...inside: Child[]): HTMLElement {
  return h("details", { open }, h("summary", {}, summary), ...inside);
}

/** Milliseconds with as many digits as they deserve. */
export function ms(time: number): string {
  return `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;
}
