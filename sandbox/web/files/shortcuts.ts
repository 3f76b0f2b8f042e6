/** The list of keyboard shortcuts, as a dialog. Loaded when it is asked for. */

import { wearDialogs } from "./dialogs-look.ts";
import { h } from "../dom.ts";

/** `Mod` is Ctrl, and Command on a Mac. */
const SHORTCUTS: [where: string, keys: [keys: string, what: string][]][] = [
  ["Anywhere in the playground", [
    ["Mod+Enter", "Run"],
    ["?", "This list (outside of the editor)"],
  ]],
  ["Editor", [
    ["Ctrl+Space", "Offer names"],
    ["Shift+Alt+F", "Format the file (Python)"],
    ["F8", "Go to the next mistake"],
    ["Mod+F", "Find and replace"],
    ["Mod+/", "Comment lines out, or in again"],
    ["Alt+Up, Alt+Down", "Move the line"],
    ["Mod+D", "Select the next occurrence too"],
    ["Mod+Z", "Undo"],
    ["Tab, Shift+Tab", "Indent, outdent"],
    ["Escape, then Tab", "Leave the editor"],
  ]],
  ["Tabs of files", [
    ["Left, Right, Home, End", "Another file"],
    ["F2", "Rename the file"],
    ["Delete", "Delete the file"],
  ]],
  ["On the page, outside of playgrounds", [
    ["N", "Next lesson"],
    ["P", "Previous lesson"],
    ["S, /", "Search"],
  ]],
];

/** Opens the dialog in `bench`, whose measures it has. */
export function showShortcuts(bench: Element): void {
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const keys = (text: string) => text.replace("Mod", mac ? "⌘" : "Ctrl");
  const groups = SHORTCUTS.map(([where, list]) => [
    h("h3", {}, where),
    h("dl", {}, ...list.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, keys(key))), h("dd", {}, what)])),
  ]);
  const dialog: HTMLDialogElement = h(
    "dialog",
    { class: "dialog shortcuts", "aria-label": "Keyboard shortcuts" },
    h("h2", {}, "Keyboard shortcuts"),
    ...groups.flat(),
    h("button", { type: "button", class: "tool worded", onclick: () => dialog.close() }, "Close"),
  );
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => dialog.remove());
  wearDialogs(bench);
  bench.append(dialog);
  dialog.showModal();
}
