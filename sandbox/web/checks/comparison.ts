/** What a check expected against what it got: short values side by side, long texts as a difference of their lines. */

import { h } from "../dom.ts";
import type { Comparison } from "../protocol.ts";
import { difference, marked } from "./difference.ts";
import { changedParts, rowsOf } from "./rows.ts";

/** Characters up to which both values fit side by side. */
const SHORT = 400;

/** True where the values can stand in the list; longer ones are unfolded. */
export function isShort({ expected, received }: Comparison): boolean {
  return [expected, received].every((text) => text.length <= SHORT && text.split("\n").length <= 6);
}

export function comparison(compared: Comparison): HTMLElement {
  const { wanted, expected, received, of, alike, lines } = compared;
  const equal = alike && expected === received;
  const long = alike && !equal && (expected.includes("\n") || received.includes("\n"));
  const rows = long ? rowsOf(received, expected, lines) : null;
  const asked = of !== "" && h("code", {}, of);
  return h(
    "div",
    { class: "comparison", role: "group", "aria-label": "Expected and received" },
    rows && asked && h("p", { class: "asked" }, asked),
    rows ? difference(rows, { removed: "Received", added: wanted, name: "Difference" }) : besides(compared, asked),
    equal && h("p", { class: "note" }, "Both read the same here: they differ in their type, or in what is left out."),
  );
}

function besides({ wanted, expected, received, alike }: Comparison, asked: HTMLElement | false): HTMLElement {
  const parts = alike && expected !== received ? changedParts(expected, received) : null;
  const shown = (index: number, text: string) => parts ? marked(parts[index]) : [text || "(empty)"];
  const value = (index: number, text: string) =>
    h("dd", {}, h("pre", { tabindex: text.length > 200 ? 0 : null }, ...shown(index, text)));
  return h(
    "dl",
    { class: "sides" },
    h("div", {}, h("dt", {}, wanted), value(0, expected)),
    h("div", {}, h("dt", {}, "Received", asked && " ", asked), value(1, received)),
  );
}
