/** Two versions of a project, file by file and line by line, in a dialog. Loaded when it is asked for. */

import { structuredPatch } from "diff";
import { h } from "../dom.ts";
import type { Content } from "../files/files.ts";
import { wearDialogs } from "../files/dialogs-look.ts";
import type { NoticeAction } from "../notice.ts";
import { sameContent } from "./draft.ts";

export interface Compared {
  title: string;
  /** What − and + stand for. */
  signs: string;
  before: [name: string, content: Content][];
  after: [name: string, content: Content][];
  /** What the reader can choose having seen it. */
  choices: NoticeAction[];
}

/** Comparing gives up after so many ms; texts that have nothing in common would take minutes. */
const PATIENCE = 1000;

/** Resolves to true when the reader has chosen, to false when the dialog was closed. */
export function showDifference(
  parent: HTMLElement,
  { title, signs, before, after, choices }: Compared,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const choice = ({ name, act }: NoticeAction) =>
    h("button", { type: "button", class: "tool worded", onclick: () => (resolve(true), dialog.close(), act()) }, name);
  const files = differences(new Map(before), new Map(after));
  const dialog: HTMLDialogElement = h(
    "dialog",
    { class: "dialog difference", "aria-label": title },
    h("h2", {}, title),
    h("p", { class: "help-text" }, signs),
    h("div", { class: "difference-files", tabindex: 0, role: "group", "aria-label": "Files" }, ...files),
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

function differences(before: Map<string, Content>, after: Map<string, Content>): HTMLElement[] {
  const names = [...new Set([...after.keys(), ...before.keys()])];
  const shown = names.map((name) => {
    const [one, other] = [before.get(name), after.get(name)];
    if (one !== undefined && other !== undefined && sameContent(one, other)) return null;
    const how = one === undefined ? "only in yours" : other === undefined ? "not in yours" : "changed";
    return h("section", {}, h("h3", {}, name, h("span", {}, how)), body(one ?? "", other ?? ""));
  });
  const files = shown.filter((section) => section !== null);
  return files.length ? files : [h("p", {}, "Both have the same files.")];
}

function body(before: Content, after: Content): HTMLElement {
  if (typeof before !== "string" || typeof after !== "string") {
    return h("p", {}, `No text: ${before.length} bytes and ${after.length} bytes.`);
  }
  const patch = structuredPatch("", "", before, after, "", "", { context: 3, timeout: PATIENCE });
  if (!patch) return h("p", {}, "The two have too little in common to be compared line by line.");
  const hunks = patch.hunks.map(({ oldStart, lines }) => [
    h("span", { class: "place" }, `line ${oldStart}\n`),
    ...lines.filter((line) => !line.startsWith("\\")).map(lineOf),
  ]);
  return h("pre", {}, ...hunks.flat());
}

/** A line with its sign, which says the same as its colour. */
function lineOf(line: string): HTMLElement {
  const [sign, text] = [line[0], `${line.slice(1)}\n`];
  if (sign === "-") return h("del", {}, `− ${text}`);
  return sign === "+" ? h("ins", {}, `+ ${text}`) : h("span", {}, `  ${text}`);
}
