/**
 * The editor: one CodeMirror view, one state per file, so that each file keeps its own undo history and selection.
 *
 * Loaded when first needed; until then the page's listing stands in its place, with the same metrics and colours.
 */

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyField, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { look } from "./editor-look.ts";
import { leaving } from "./editor-leaving.ts";
import { markLine, marks } from "./editor-marks.ts";
import type { ProjectFiles } from "./files.ts";
import { languageOf } from "./languages.ts";

export class Editor {
  readonly view: EditorView;
  #files: ProjectFiles;
  #states = new Map<string, EditorState>();
  #name: string;
  #common: Extension[];

  constructor(parent: HTMLElement, root: ShadowRoot, files: ProjectFiles, name: string) {
    this.#files = files;
    this.#name = name;
    this.#common = [
      lineNumbers(),
      history(),
      drawSelection(),
      indentUnit.of("    "),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      marks,
      look,
      leaving,
      keymap.of([
        { key: "Mod-Enter", run: () => true }, // runs the app, which the element sees to; it is no new line
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        const known = files.text(this.#name) !== undefined && !files.isCheck(this.#name);
        if (update.docChanged && known) files.type(this.#name, update.state.doc.toString());
      }),
    ];
    this.view = new EditorView({ parent, root, state: this.#stateOf(name) });
  }

  /** Shows another file. */
  show(name: string): void {
    if (name === this.#name) return;
    this.#states.set(this.#name, this.view.state);
    this.#name = name;
    this.view.setState(this.#stateOf(name));
  }

  /** Takes over texts that changed elsewhere (Reset, a link, a script). Undo brings the former text back. */
  refresh(): void {
    const { state } = this.view;
    const text = this.#files.text(this.#name);
    if (text === undefined || state.doc.toString() === text) return; // a file that is gone is not typed anew
    this.view.dispatch({ changes: { from: 0, to: state.doc.length, insert: text } });
  }

  /** Files have other names now (old → new); each keeps its undo history, in the language of its new name. */
  renamed(names: Record<string, string>): void {
    this.#states.set(this.#name, this.view.state);
    for (const [from, to] of Object.entries(names)) {
      const state = this.#states.get(from);
      this.#states.delete(from);
      if (!state) continue;
      const fields = { history: historyField };
      this.#states.set(to, EditorState.fromJSON(state.toJSON(fields), { extensions: this.#extensions(to) }, fields));
    }
    if (!Object.hasOwn(names, this.#name)) return;
    this.#name = names[this.#name];
    this.view.setState(this.#stateOf(this.#name));
  }

  /** Marks a line of the file shown (from 1) and brings it into view, the cursor too if asked; null takes it away. */
  mark(line: number | null, focus: boolean): void {
    const { doc } = this.view.state;
    const at = line === null ? null : doc.line(Math.min(Math.max(line, 1), doc.lines)).from;
    this.view.dispatch({
      effects: [markLine.of(at), ...(at === null ? [] : [EditorView.scrollIntoView(at, { y: "center" })])],
      ...(at !== null && focus ? { selection: { anchor: at } } : {}),
    });
    if (focus) this.view.focus();
  }

  focus(at?: { x: number; y: number }): void {
    const position = at && this.view.posAtCoords(at);
    if (typeof position === "number") this.view.dispatch({ selection: { anchor: position } });
    this.view.focus();
  }

  destroy(): void {
    this.view.destroy();
  }

  #stateOf(name: string): EditorState {
    const doc = this.#files.text(name) ?? "";
    const kept = this.#states.get(name);
    if (kept?.doc.toString() === doc) return kept;
    return EditorState.create({ doc, extensions: this.#extensions(name) });
  }

  #extensions(name: string): Extension[] {
    const fixed = this.#files.isCheck(name);
    const about = {
      tabindex: "0", // it takes the focus anyway; tools that look for a focusable child of the scroller ask for it
      "aria-label": fixed ? `${name}, read only` : name,
      "aria-description": "Tab indents; Escape, then Tab leaves the editor.",
    };
    return [
      this.#common,
      languageOf(name),
      EditorView.contentAttributes.of(about),
      EditorState.readOnly.of(fixed),
    ];
  }
}
