/**
 * The solution against the learner's files, file by file. Loaded when it is asked for.
 *
 * The solution is the starter with some files changed, so a file that only the learner has changed is part of it too.
 */

import { fill, h } from "../dom.ts";
import type { ProjectFiles } from "../files/files.ts";
import type { Tabs } from "../files/tabs.ts";
import type { Notice } from "../notice.ts";
import type { Payload } from "../payload.ts";
import css from "./checks.css" with { type: "text" };
import { difference } from "./difference.ts";
import { rowsOf } from "./rows.ts";

/** What the solution is compared with and put into. */
export interface SolutionParts {
  files: ProjectFiles;
  tabs: Tabs;
  notice: Notice;
}

/** Follows the files: what is the same any more goes, what differs comes. */
export function solutionView(payload: Payload, { files, tabs, notice }: SolutionParts): HTMLElement {
  const whole = { ...payload.files, ...payload.exercise!.solution };
  const shown = h("div", { tabindex: -1 });
  let waiting = false;

  function use(names: string[]): void {
    const before = files.state;
    files.apply(Object.fromEntries(names.map((name) => [name, whole[name]])));
    tabs.select(names[0]);
    notice.show(names.length === 1 ? `${names[0]} is that of the solution now.` : "The solution is in the editor.", [
      { name: "Keep", act: () => {} },
      { name: "Undo", act: () => files.state = before },
    ]);
  }

  function draw(): void {
    waiting = false;
    const names = differing(whole, files);
    const isFocused = shown.contains((shown.getRootNode() as ShadowRoot).activeElement ?? null);
    fill(
      shown,
      !names.length && h("p", { class: "note" }, "Your files are the same as those of the solution."),
      ...names.map((name, index) => {
        const id = `solution-${index}`;
        return h(
          "figure",
          {},
          h("figcaption", {}, h("span", { id }, name), button("Use this file", () => use([name]), id)),
          compared(name, files.text(name) ?? "", whole[name]),
        );
      }),
      names.length > 1 && button("Use all", () => use(names)),
    );
    if (isFocused) shown.focus({ preventScroll: true }); // what was pressed may be gone
  }

  files.addEventListener("change", () => {
    if (waiting) return;
    waiting = true;
    setTimeout(draw, 200); // not at each letter
  });
  draw();
  return h("div", {}, h("style", {}, css), shown);
}

/** Names of the files that are not as in the solution; a line break at the end is no difference. */
export function differing(whole: Record<string, string>, files: Pick<ProjectFiles, "text">): string[] {
  const plain = (text: string | undefined) => text?.replace(/\n$/, "");
  return Object.keys(whole).filter((name) => plain(files.text(name)) !== plain(whole[name]));
}

/** Where the two have nothing in common, the solution alone. */
function compared(name: string, mine: string, solution: string): HTMLElement {
  const rows = rowsOf(mine, solution, false);
  if (rows) return difference(rows, { removed: "Yours", added: "Solution", name });
  return h("pre", { tabindex: 0, role: "group", "aria-label": name }, solution);
}

function button(words: string, act: () => void, describedBy: string | null = null): HTMLElement {
  return h("button", { type: "button", class: "tool worded", "aria-describedby": describedBy, onclick: act }, words);
}
