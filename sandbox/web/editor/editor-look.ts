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
  ".cm-panels-bottom .cm-panel + .cm-panel": { borderTop: "1px solid var(--fr-line)" },
  ".mistake": {
    display: "flex",
    alignItems: "center",
    gap: "0.6em",
    minHeight: "var(--touch)",
    padding: "0 0.25em 0 1em",
    fontFamily: "var(--fr-ui-font)",
  },
  ".mistake > span": { flex: "1", minWidth: "0", overflowWrap: "anywhere" },
  ".mistake .icon": { color: "var(--fr-warn)" },
  ".cm-panel.cm-search": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "0.4em",
    padding: "0.5em 2.5em 0.5em 1em",
    fontFamily: "var(--fr-ui-font)",
  },
  ".cm-panel.cm-search br": { flexBasis: "100%", content: "''" },
  ".cm-panel.cm-search :is(input, button, label)": { margin: "0", fontSize: "inherit" },
  ".cm-panel.cm-search [name=close]": { fontSize: "1.4em", color: "var(--fr-ink-soft)", padding: "0.1em 0.4em" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "0.3em" },
  ".cm-textfield": { fontFamily: "var(--fr-code-font)", padding: "0.3em 0.6em", minWidth: "10em" },
  ".cm-button": { padding: "0.3em 0.7em", cursor: "pointer" },
  ".cm-tooltip": {
    backgroundColor: "var(--fr-paper)",
    color: "var(--fr-ink)",
    border: "1px solid var(--fr-line)",
    borderRadius: "6px",
    boxShadow: "0 0.3em 1em rgb(0 0 0 / 0.15)",
    zIndex: "500", // above the panels
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--fr-code-font)", maxWidth: "min(36em, 92vw)" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "0.15em 0.6em", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--fr-accent)",
    color: "var(--fr-accent-ink)",
  },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.75" },
  ".cm-completionInfo": { fontFamily: "var(--fr-ui-font)", padding: "0.5em 0.75em", maxWidth: "24em" },
  ".cm-diagnostic": { fontFamily: "var(--fr-ui-font)", padding: "0.4em 0.75em" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--fr-bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--fr-warn)" },
  ".cm-textfield, .cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--fr-paper)",
    color: "inherit",
    border: "1px solid var(--fr-line)",
    borderRadius: "4px",
  },
});

export const look = [surface, syntaxHighlighting(colours)];
