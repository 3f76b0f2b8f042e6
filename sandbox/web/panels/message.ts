/** One side of an exchange as it went over the wire: start line, field lines, body. */

import type { Preview } from "../body-preview.ts";
import { h } from "../dom.ts";
import type { Header } from "../protocol.ts";

/** A request or a response; `body` is null where it is shown elsewhere. */
export function side(name: string, start: string, headers: Header[], body: Preview | null): HTMLElement {
  const lines = headers.map(([field, value]) => h("div", {}, h("span", { class: "field" }, `${field}:`), ` ${value}`));
  return h(
    "section",
    {},
    h("p", { class: "side" }, name),
    h(
      "div",
      { class: "message-head", tabindex: 0, role: "group", "aria-label": `${name}: head` },
      h("div", { class: "start-line" }, start),
      ...lines,
    ),
    body?.text !== null && body?.text !== undefined &&
      h("pre", { class: "body", tabindex: 0, role: "group", "aria-label": `${name}: body` }, body.text),
    body?.note && h("p", { class: "note" }, body.note),
  );
}

/** The colour that a status has; its number says the same. */
export function tone(status: number): "bad" | "warn" | "plain" {
  return status >= 500 ? "bad" : status >= 400 ? "warn" : "plain";
}

/** A time for people. */
export function milliseconds(duration: number): string {
  return `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`;
}

/** Path and query of a URL. */
export function target(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
