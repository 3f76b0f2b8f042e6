/**
 * The editor: one CodeMirror view, one state per file, so that each file keeps its own undo history and selection.
 *
 * Loaded when first needed; until then the page's listing stands in its place, with the same metrics and colours.
 */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyField, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { lintKeymap } from "@codemirror/lint";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { look } from "./editor-look.ts";
import { leaving } from "./editor-leaving.ts";
import { markLine, marks } from "./editor-marks.ts";
import type { ProjectFiles } from "../files/files.ts";
import { flaskCompletion } from "./completion.ts";
import { languageOf, loadLanguage } from "./languages.ts";
import { loadPart } from "../load-part.ts";

/** What is not the same for every file: its language, and what looks for mistakes in it. */
const language = new Compartment();

export class Editor {
  readonly view: EditorView;
  #onFailure: (message: string) => void;
  #files: ProjectFiles;
  #states = new Map<string, EditorState>();
  #name: string;
  #common: Extension[];
  /** Looks for mistakes in Python, once that has been loaded. */
  #mistakes: Extension = [];
  #assisted = false;

  /** `onFailure` hears, in words for the reader, what a command could not do. */
  constructor(
    parent: HTMLElement,
    root: ShadowRoot,
    files: ProjectFiles,
    name: string,
    onFailure: (message: string) => void,
  ) {
    this.#onFailure = onFailure;
    this.#files = files;
    this.#name = name;
    const completion = flaskCompletion(files);
    this.#common = [
      lineNumbers(),
      history(),
      drawSelection(),
      indentUnit.of("    "),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      autocompletion(),
      EditorState.languageData.of(() => [{ autocomplete: completion }]),
      highlightActiveLine(),
      highlightSelectionMatches(),
      marks,
      look,
      leaving,
      keymap.of([
        { key: "Mod-Enter", run: () => true }, // runs the app, which the element sees to; it is no new line
        { key: "Shift-Alt-f", run: () => (void this.format(), true) },
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...lintKeymap.filter(({ key }) => key === "F8"),
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
    void this.#speak();
  }

  /** Shows another file. */
  show(name: string): void {
    if (name === this.#name) return;
    this.#states.set(this.#name, this.view.state);
    this.#name = name;
    this.view.setState(this.#stateOf(name));
    void this.#speak();
  }

  /** Underlines mistakes in Python from now on. Rejects where the part for it cannot be loaded. */
  async assist(): Promise<void> {
    if (this.#assisted) return;
    const { mistakes } = await import("./python-help.ts");
    this.#assisted = true;
    this.#mistakes = mistakes;
    this.#configure();
  }

  /** Formats the file, if it is Python; `onFailure` hears of what stands against it. */
  async format(): Promise<void> {
    const { view } = this;
    const name = this.#name;
    if (this.#files.isCheck(name)) return this.#onFailure(`${name} is read only, so it is not formatted.`);
    if (!name.endsWith(".py")) return this.#onFailure(`Only Python files can be formatted, and ${name} is none.`);
    try {
      const { formatted } = await loadPart(() => import("./format.ts"));
      const changes = await formatted(view.state.doc.toString());
      if (this.#name === name) view.dispatch({ changes });
    } catch (error) {
      this.#onFailure(`${name} cannot be formatted: ${(error as Error).message}`);
    }
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
    void this.#speak();
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

  /** Brings the language of the file shown. */
  async #speak(): Promise<void> {
    const name = this.#name;
    await loadLanguage(name);
    if (this.#name === name) this.#configure();
  }

  #configure(): void {
    this.view.dispatch({ effects: language.reconfigure(this.#languageOf(this.#name)) });
  }

  #languageOf(name: string): Extension {
    return [languageOf(name), name.endsWith(".py") && !this.#files.isCheck(name) ? this.#mistakes : []];
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
      language.of(this.#languageOf(name)),
      EditorView.contentAttributes.of(about),
      EditorState.readOnly.of(fixed),
    ];
  }
}
