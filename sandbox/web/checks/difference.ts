/** A difference between two texts, line by line, with signs as well as colours. */

import { h } from "../dom.ts";
import { folded, type Gap, type Part, type Row } from "./rows.ts";

const SIGNS = { same: " ", removed: "−", added: "+" };

/** What the two sides are called. */
export interface Sides {
  removed: string;
  added: string;
  /** Of the whole, for those who do not see it. */
  name: string;
}

/** The difference with its legend. */
export function difference(rows: Row[], sides: Sides): HTMLElement {
  return h(
    "div",
    {},
    h(
      "p",
      { class: "legend" },
      h("span", { class: "removed" }, `− ${sides.removed}`),
      h("span", { class: "added" }, `+ ${sides.added}`),
    ),
    h(
      "div",
      { class: "difference", role: "group", tabindex: 0, "aria-label": sides.name },
      h("div", { class: "rows" }, ...folded(rows).map(drawn)),
    ),
  );
}

/** Text with its changed parts marked. */
export function marked(parts: Part[]): (HTMLElement | string)[] {
  return parts.map(({ text, changed }) => changed ? h("mark", {}, text) : text);
}

function drawn(row: Row | Gap): HTMLElement {
  if (row.kind === "gap") {
    const words = `${row.count} equal lines`;
    return h("div", { class: "row gap" }, h("span", { "aria-hidden": "true" }, "⋯"), h("span", {}, words));
  }
  const tag = { same: "span", removed: "del", added: "ins" }[row.kind] as "span" | "del" | "ins";
  return h(
    "div",
    { class: `row ${row.kind}` },
    h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[row.kind]),
    h(tag, {}, ...marked(row.parts)),
  );
}
