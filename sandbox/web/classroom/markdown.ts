/**
 * An instructor's Markdown as elements. A link may come from anybody, so it is never HTML on the way: marked tells the
 * parts of the text, `h()` makes elements of those that are known here, and the rest stays text.
 */

import { lexer, type Token, type Tokens } from "marked";
import { h } from "../dom.ts";

/** Deeper nesting is nobody's instructions. */
const DEEPEST = 12;
/** Characters. Some texts of 100,000 take seconds. */
const LONGEST = 10_000;

/** What is too long or too deep is shown as it is written. `level` is that of the highest heading. */
export function rendered(markdown: string, level: 3 | 4 = 3): Node[] {
  try {
    if (markdown.length <= LONGEST) return blocks(lexer(markdown), { level, depth: 0 });
  } catch {
    // thousands of quotations in each other, which the lexer has no room for
  }
  return [h("pre", { tabindex: 0 }, markdown)];
}

interface Within {
  level: number;
  depth: number;
}

function blocks(tokens: Token[] | undefined, within: Within): Node[] {
  return (tokens ?? []).flatMap((token) => block(token, { ...within, depth: within.depth + 1 }));
}

function block(token: Token, within: Within): Node[] {
  if (within.depth > DEEPEST) return [document.createTextNode(token.raw)];
  const { level } = within;
  switch (token.type) {
    case "space":
    case "def":
      return [];
    case "heading":
      return [h(`h${Math.min(6, level + token.depth - 1)}` as "h3", {}, ...blocks(token.tokens, within))];
    case "paragraph":
      return [h("p", {}, ...blocks(token.tokens, within))];
    case "blockquote":
      return [h("blockquote", {}, ...blocks(token.tokens, within))];
    case "list": {
      const items = (token as Tokens.List).items.map((item) => h("li", {}, ...blocks(item.tokens, within)));
      return [token.ordered ? h("ol", { start: Number(token.start) || 1 }, ...items) : h("ul", {}, ...items)];
    }
    case "code":
      return [h("pre", { tabindex: 0 }, h("code", {}, token.text))];
    case "hr":
      return [h("hr")];
    case "br":
      return [h("br")];
    case "strong":
    case "em":
    case "del":
      return [h(token.type, {}, ...blocks(token.tokens, within))];
    case "codespan":
      return [h("code", {}, token.text)];
    case "link":
      return link(token as Tokens.Link, blocks(token.tokens, within));
    case "text":
      return "tokens" in token && token.tokens ? blocks(token.tokens, within) : [words((token as Tokens.Text).text)];
    case "escape":
      return [words(token.text)];
    default:
      return [words(token.raw)]; // HTML, images and tables are shown as they are written
  }
}

/** Only where it leads to a page or an e-mail; a link within our site could act in the learner's name. */
function link({ href, raw }: Tokens.Link, inside: Node[]): Node[] {
  const sound = /^(https?:\/\/|mailto:)/i.test(href) && URL.canParse(href);
  return sound ? [h("a", { href, rel: "noopener noreferrer" }, ...inside)] : [words(raw)];
}

function words(text: string): Text {
  return document.createTextNode(text);
}
