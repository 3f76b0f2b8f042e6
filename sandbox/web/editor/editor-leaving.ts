/**
 * Tab indents, so the keyboard needs another way out: Escape, then Tab.
 *
 * CodeMirror offers that for two seconds after Escape, which is too short for some hands; here it holds until another
 * key is pressed or the editor is left.
 */

import { Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

const STAY = new Set(["Escape", "Tab", "Shift"]);

export const leaving = [
  Prec.highest(keymap.of([{
    key: "Escape",
    run: (view) => {
      view.setTabFocusMode(true);
      return false; // closing a search panel and the like still happens
    },
  }])),
  Prec.highest(EditorView.domEventHandlers({
    keydown: (event, view) => void (STAY.has(event.key) || view.setTabFocusMode(false)),
    blur: (_event, view) => view.setTabFocusMode(false),
  })),
];
