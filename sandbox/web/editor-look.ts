/**
 * The editor in the colours of the page's listings: Material's own code colours, so that nothing jumps or changes hue
 * when the editor takes the listing's place, and dark mode comes for free.
 */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags as t } from "@lezer/highlight";

const hue = (name: string) => ({ color: `var(--fr-hl-${name})` });

const colours = HighlightStyle.define([
  {
    tag: [t.keyword, t.controlKeyword, t.definitionKeyword, t.moduleKeyword, t.modifier, t.tagName],
    ...hue("keyword"),
  },
  { tag: [t.operator, t.operatorKeyword, t.definitionOperator, t.compareOperator], ...hue("operator") },
  { tag: [t.punctuation, t.bracket, t.separator, t.angleBracket], ...hue("punctuation") },
  { tag: [t.string, t.special(t.string), t.attributeValue], ...hue("string") },
  { tag: [t.escape, t.processingInstruction, t.documentMeta], ...hue("special") },
  { tag: [t.number, t.integer, t.float], ...hue("number") },
  { tag: [t.bool, t.null], ...hue("constant") },
  { tag: [t.definition(t.function(t.variableName)), t.definition(t.className), t.className], ...hue("function") },
  { tag: [t.variableName, t.propertyName, t.function(t.variableName)], ...hue("name") },
  { tag: [t.attributeName], ...hue("variable") },
  { tag: [t.meta, t.labelName], ...hue("name") },
  { tag: [t.comment, t.lineComment, t.blockComment, t.docString], ...hue("comment") },
]);

const surface = EditorView.theme({
  "&": { height: "100%", color: "var(--fr-code-ink)", backgroundColor: "transparent", fontSize: "inherit" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit" },
  ".cm-content": { padding: "var(--fr-code-pad) 0", caretColor: "var(--fr-code-ink)" },
  ".cm-line": { padding: "0 1em 0 var(--fr-code-gap)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--fr-ink-soft)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0 0 1em", minWidth: "calc(1em + 3ch)", textAlign: "end" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--fr-active-line)" },
  ".cm-cursor": { borderLeftColor: "var(--fr-code-ink)", borderLeftWidth: "2px" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--fr-selection)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--fr-active-line)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--fr-selection)" },
  ".marked-line, &.cm-focused .marked-line": {
    backgroundColor: "var(--fr-marked-line)",
    boxShadow: "inset 3px 0 0 var(--fr-bad)",
  },
  ".cm-panels": { backgroundColor: "var(--fr-paper-2)", color: "var(--fr-ink)" },
  ".cm-panels-bottom": { borderTop: "1px solid var(--fr-line)" },
  ".cm-textfield, .cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--fr-paper)",
    color: "inherit",
    border: "1px solid var(--fr-line)",
    borderRadius: "4px",
  },
});

export const look = [surface, syntaxHighlighting(colours)];
