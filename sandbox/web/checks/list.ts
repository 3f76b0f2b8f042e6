/** What the checks found, one by one in the author's order. Loaded when there is something to show. */

import { h, icon } from "../dom.ts";
import type { Place } from "../log-lines.ts";
import type { KnownMistake } from "../payload.ts";
import type { CheckResult, WireRequest } from "../protocol.ts";
import css from "./checks.css" with { type: "text" };
import { grouped } from "./grouped.ts";
import { knownMistake } from "./known-mistake.ts";
import { resultItem } from "./result.ts";

/** What the reader does in the list. */
export interface ListEvents {
  goTo(place: Place): void;
  /** Puts a request into the HTTP client. */
  edit(request: WireRequest): void;
}

/** The id of what stands for checks that could not start; the problem above the list has said why. */
const NONE = "checks";

/** The list, below what is known of its mistakes. */
export function checkList(results: CheckResult[], mistakes: KnownMistake[], events: ListEvents): HTMLElement {
  const mistake = knownMistake(mistakes, results);
  const shown = results.filter(({ id }) => id !== NONE);
  const first = results.find(({ outcome }) => outcome === "failed" || outcome === "error");
  const item = (result: CheckResult) => resultItem(result, result === first, events);
  return h(
    "div",
    {},
    h("style", {}, css),
    mistake && known(mistake),
    h(
      "ol",
      { class: "results" },
      ...grouped(shown).map((group) => group.length === 1 ? item(group[0]) : folded(group, item)),
    ),
  );
}

function folded(group: CheckResult[], item: (result: CheckResult) => HTMLElement): HTMLElement {
  const inner = h("ol", { class: "results" });
  const fill = () => inner.childElementCount || inner.append(...group.map(item));
  return h(
    "li",
    { class: "folded" },
    h(
      "details",
      { ontoggle: fill },
      h("summary", {}, h("span", { class: "outcome good" }, icon("check"), `${group.length} checks passed`)),
      inner,
    ),
  );
}

function known({ because }: KnownMistake): HTMLElement {
  const text = h("div", { class: "because" });
  text.innerHTML = because; // the author's Markdown, rendered by the site's own build
  return h(
    "aside",
    { class: "known", "aria-label": "A known mistake" },
    h("p", {}, h("strong", {}, "A common reason for this")),
    text,
  );
}
