/**
 * Mistakes in Python, underlined while one types, with a line under the editor that says the first of them.
 *
 * Loaded after the first Run, so that Ruff never competes with what Run waits for.
 */

import { type Diagnostic, linter } from "@codemirror/lint";
import { type Extension, StateEffect, StateField, type Text } from "@codemirror/state";
import { EditorView, type Panel, showPanel } from "@codemirror/view";
import type { Diagnostic as Found } from "@astral-sh/ruff-wasm-web";
import { h, icon } from "../dom.ts";
import { ruffAtHand } from "./ruff.ts";

/** Milliseconds without a key after which the text counts as a thought. */
const PAUSE = 600;
/** Untidy rather than wrong: marked, and left out of what is said. */
const UNTIDY = new Set(["F401", "F841"]);

const found = StateEffect.define<Diagnostic[]>();
const said: StateField<Diagnostic[]> = StateField.define<Diagnostic[]>({
  create: () => [],
  update: (before, { effects, changes, docChanged }) => {
    const news = effects.find((effect) => effect.is(found))?.value ?? before;
    return docChanged
      ? news.map((one) => ({ ...one, from: changes.mapPos(one.from), to: changes.mapPos(one.to) }))
      : news;
  },
  // One and the same function, so that the panel stays and only its words change.
  provide: (field) => showPanel.from(field, (diagnostics) => diagnostics.length ? panel : null),
});

/** For an editor that shows a Python file. */
export const mistakes: Extension = [
  said,
  linter(look, { delay: PAUSE, needsRefresh: ({ selectionSet, docChanged }) => selectionSet && !docChanged }),
];

async function look(view: EditorView): Promise<Diagnostic[]> {
  const { doc } = view.state;
  // Without it code is written as well.
  const ruff = await ruffAtHand();
  const all = ruff ? safely(() => ruff.check(doc.toString())).map((one) => diagnostic(one, doc)) : [];
  if (view.state.doc !== doc) return [];
  // Where the cursor stands, a word or a bracket may still be on its way: that is underlined and not yet spoken of.
  const { head } = view.state.selection.main;
  const typing = ({ from, to }: Diagnostic) => view.hasFocus && from <= head && head <= to + 1;
  const worth = all.filter((one) => one.severity !== "info" && !typing(one));
  const before = view.state.field(said, false)?.[0]?.message;
  const news = worth.length > 0 && worth[0].message !== before;
  // The linter may not change the view that it looks at.
  queueMicrotask(() =>
    view.dispatch({ effects: [found.of(worth), ...(news ? [EditorView.announce.of(told(worth, doc))] : [])] })
  );
  return all;
}

/** Ruff's own faults are not the learner's. */
function safely(check: () => Found[]): Found[] {
  try {
    return check();
  } catch {
    return [];
  }
}

/** In CodeMirror's terms; a place of no width is made one character wide, to be seen. */
export function diagnostic({ code, message, start_location, end_location }: Found, doc: Text): Diagnostic {
  const from = position(doc, start_location);
  const to = Math.max(position(doc, end_location), Math.min(from + 1, doc.length));
  const severity = code === null || code === "invalid-syntax" || code.startsWith("E9") ? "error" : "warning";
  return { from, to, message: message.replaceAll("`", ""), severity: UNTIDY.has(code ?? "") ? "info" : severity };
}

function position(doc: Text, { row, column }: Found["start_location"]): number {
  const line = doc.line(Math.min(Math.max(row, 1), doc.lines));
  return Math.min(line.from + column - 1, line.to);
}

function told([first, ...others]: Diagnostic[], doc: Text): string {
  const line = doc.lineAt(Math.min(first.from, doc.length)).number;
  const more = others.length ? ` And ${others.length} more.` : "";
  return `Line ${line}: ${first.message.replace(/\.?$/, ".")}${more}`;
}

function panel(view: EditorView): Panel {
  const text = h("span", {});
  const go = () => {
    const [first] = view.state.field(said);
    if (!first) return;
    view.dispatch({ selection: { anchor: first.from }, scrollIntoView: true });
    view.focus();
  };
  const button = h("button", { type: "button", class: "tool", onclick: go }, "Show");
  const dom = h("div", { class: "mistake", role: "group", "aria-label": "Mistakes" }, icon("warn"), text, button);
  const write = (diagnostics: Diagnostic[]) => text.textContent = told(diagnostics, view.state.doc);
  write(view.state.field(said));
  return {
    dom,
    update: ({ state }) => {
      const diagnostics = state.field(said);
      if (diagnostics.length) write(diagnostics);
    },
  };
}
