/** The files of one exercise as they were handed in, each beside what it was at the beginning. */

import { difference } from "../checks/difference.ts";
import { rowsOf } from "../checks/rows.ts";
import { h } from "../dom.ts";

/** What a learner has changed is open, what is as it was says so, and what is gone is named. */
export function handedIn(files: Record<string, string>, starters: Record<string, string>): HTMLElement[] {
  const gone = Object.keys(starters).filter((path) => !(path in files));
  return [
    ...Object.entries(files).map(([path, text]) => file(path, text, starters[path])),
    ...gone.length > 0 && Object.keys(files).length > 0
      ? [h("p", { class: "flaskroom-facts" }, `Not handed in: ${gone.join(", ")}.`)]
      : [],
  ];
}

function file(path: string, text: string, starter: string | undefined): HTMLElement {
  const code = () => h("pre", { tabindex: 0 }, h("code", {}, text));
  const titled = (facts: string, open: boolean, ...shown: HTMLElement[]) =>
    h(
      "details",
      { open },
      h("summary", {}, h("bdi", {}, path), h("span", { class: "flaskroom-facts" }, facts)),
      ...shown,
    );
  if (starter === undefined) return titled(" (new)", true, code());
  const rows = rowsOf(starter, text, false);
  if (rows?.every(({ kind }) => kind === "same")) return titled(" (as it was at the beginning)", false, code());
  if (!rows) return titled(" (all is different)", true, code());
  const sides = { removed: "at the beginning", added: "handed in", name: `What was changed in ${path}` };
  return titled("", true, difference(rows, sides), titled(" as it is now", false, code()));
}
