/** Two versions of a project, file by file and line by line, in a dialog. Loaded when it is asked for. */

import css from "../checks/checks.css" with { type: "text" };
import { difference, type Sides } from "../checks/difference.ts";
import { rowsOf } from "../checks/rows.ts";
import { h } from "../dom.ts";
import type { Content } from "../files/files.ts";
import { wearDialogs } from "../files/dialogs-look.ts";
import type { NoticeAction } from "../notice.ts";
import { sameContent } from "./draft.ts";

export interface Compared {
  title: string;
  /** What − and + stand for. */
  sides: Omit<Sides, "name">;
  before: [name: string, content: Content][];
  after: [name: string, content: Content][];
  /** What the reader can choose having seen it. */
  choices: NoticeAction[];
}

/** Resolves to true when the reader has chosen, to false when the dialog was closed. */
export function showDifference(
  parent: HTMLElement,
  { title, sides, before, after, choices }: Compared,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const choice = ({ name, act }: NoticeAction) =>
    h("button", { type: "button", class: "tool worded", onclick: () => (resolve(true), dialog.close(), act()) }, name);
  const files = differences(new Map(before), new Map(after), sides);
  const dialog: HTMLDialogElement = h(
    "dialog",
    { class: "dialog comparison", "aria-label": title },
    h("style", {}, css),
    h("h2", {}, title),
    h("div", { class: "comparison-files", tabindex: 0, role: "group", "aria-label": "Files" }, ...files),
    h(
      "div",
      { class: "group" },
      ...choices.map(choice),
      h("button", { type: "button", class: "tool worded", onclick: () => dialog.close() }, "Close"),
    ),
  );
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // Ctrl+Enter in here runs nothing
  dialog.addEventListener("close", () => (dialog.remove(), resolve(false)));
  wearDialogs(parent);
  parent.append(dialog);
  dialog.showModal();
  return promise;
}

function differences(
  before: Map<string, Content>,
  after: Map<string, Content>,
  sides: Omit<Sides, "name">,
): HTMLElement[] {
  const names = [...new Set([...after.keys(), ...before.keys()])];
  const shown = names.map((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    if (one !== undefined && other !== undefined && sameContent(one, other)) return null;
    const how = one === undefined ? "only in yours" : other === undefined ? "not in yours" : "changed";
    return h("section", {}, h("h3", {}, name, h("span", {}, how)), body(one ?? "", other ?? "", { ...sides, name }));
  });
  const files = shown.filter((section) => section !== null);
  return files.length ? files : [h("p", {}, "Both have the same files.")];
}

function body(before: Content, after: Content, sides: Sides): HTMLElement {
  if (typeof before !== "string" || typeof after !== "string") {
    return h("p", {}, `No text: ${before.length} bytes and ${after.length} bytes.`);
  }
  const rows = rowsOf(before, after, true);
  return rows ? difference(rows, sides) : h("p", {}, "The two have too little in common to be compared line by line.");
}
