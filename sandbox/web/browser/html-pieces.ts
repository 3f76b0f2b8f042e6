/**
 * The markup of a page that is still arriving, in pieces that can be drawn.
 *
 * A piece ends between two tags. An element whose text is no markup, a script for example, is never divided, since it
 * has to be seen whole where its references are replaced.
 */

const INSIDE = `(?:[^>"']|"[^"]*"|'[^']*')*`;
/** A comment; an element with raw text; a tag; text. */
const TOKEN = new RegExp(
  `<!--[^]*?-->|<(script|style|textarea|title)\\b${INSIDE}>[^]*?</\\1\\s*>|<(?!!--)[a-z/!?]${INSIDE}>|<(?![a-z/!?])|[^<]+`,
  "giy",
);
const RAW = /^<(script|style|textarea|title)\b/i;

export class HtmlPieces {
  #rest = "";

  /** What of the text so far can be drawn, as tokens; the remainder waits for more. */
  take(text: string): string[] {
    this.#rest += text;
    const tokens: string[] = [];
    let at = 0;
    while (at < this.#rest.length) {
      TOKEN.lastIndex = at;
      const found = TOKEN.exec(this.#rest)?.[0];
      // Half a tag, or a script that goes on.
      if (found === undefined || (RAW.test(found) && !/<\/[a-z]+\s*>$/i.test(found))) break;
      if (found === "<" && at + 1 === this.#rest.length) break;
      tokens.push(found);
      at += found.length;
    }
    this.#rest = this.#rest.slice(at);
    return tokens;
  }

  /** What is left when nothing more comes. */
  end(): string {
    const rest = this.#rest;
    this.#rest = "";
    return rest;
  }
}
