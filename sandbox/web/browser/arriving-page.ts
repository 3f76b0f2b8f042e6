/**
 * A page that is drawn while it arrives: what has come so far, as soon as the server lets the reader wait.
 *
 * A response that comes at once is left alone, so that all but slow pages are parsed in one go.
 */

import { adaptMetaPolicies, policiesOf, policyMarkup } from "./content-policy.ts";
import { isText, type Page, refreshOf, serialize, takeBase, takeRefresh } from "./documents.ts";
import { HtmlPieces } from "./html-pieces.ts";
import { GrowingText } from "./plain-documents.ts";
import type { Exchange } from "./user-agent.ts";
import type { Loader } from "./resources.ts";
import { inlineSubresources } from "./subresources.ts";

/** How long a response may take from its head to its end before its first part is drawn, in ms. */
const PATIENCE = 150;
/** Tags that may refer to something, or hold a script. */
const REFERS =
  /^<(script|style|link|meta|img|source|video|audio|track|input|image|iframe|object|embed)\b|^<[a-z][^>]*\s(style|on[a-z]+|href)\s*=/i;
/** Most characters of markup that are drawn as they come: an endless page would fill the memory. */
export const MOST_MARKUP = 24 * 2 ** 20;
const REFRESH = /^<meta\s[^>]*http-equiv\s*=\s*["']?refresh/i;

export interface Arrival {
  url: string;
  head: Pick<Exchange["response"], "status" | "reason" | "headers">;
  load: Loader;
  /** Draws the beginning; `policy` is markup for the head. */
  begin(html: string, policy: string, page: Page): Promise<void>;
  /** Adds to it; null after the last. */
  write(html: string | null): void;
  /** It has become more than can be drawn. */
  full(): void;
}

export class ArrivingPage {
  readonly page: Page;
  #arrival: Arrival;
  #pieces = new HtmlPieces();
  #text: GrowingText | null;
  #size = 0;
  #decoder: TextDecoder;
  #tokens: string[] = [];
  #begun = false;
  #turn: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout>;
  #late = false;

  constructor(arrival: Arrival, charset: string | undefined) {
    this.#arrival = arrival;
    this.#decoder = decoderFor(charset);
    this.#text = isText(arrival.head) ? new GrowingText() : null;
    if (this.#text) this.#tokens.push(this.#text.beginning);
    this.page = {
      html: "",
      base: null,
      refresh: refreshOf(arrival.head, arrival.url),
      policies: policiesOf(arrival.head.headers),
    };
    this.#timer = setTimeout(() => {
      this.#late = true;
      this.#flush();
    }, PATIENCE);
  }

  /** True once something of it is drawn: then it is not to be drawn as a whole. */
  get begun(): boolean {
    return this.#begun;
  }

  add(bytes: Uint8Array): void {
    const text = this.#decoder.decode(bytes, { stream: true });
    this.#tokens.push(...this.#text ? [this.#text.take(text)] : this.#pieces.take(text));
    this.#size += this.#text ? 0 : text.length;
    if (this.#size > MOST_MARKUP && this.#late) return this.#arrival.full();
    if (this.#late) this.#flush();
  }

  /** Nothing more comes; resolves when what has come is drawn, if it was begun. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#begun) return;
    this.#tokens.push(this.#text ? this.#text.end() : this.#pieces.end());
    this.#flush();
    await this.#turn;
    this.#arrival.write(null);
    this.page.html = serialize(new DOMParser().parseFromString(this.page.html, "text/html"));
  }

  #flush(): void {
    if (this.#tokens.length === 0) return;
    this.#begun = true;
    this.#turn = this.#turn.then(() => this.#draw(this.#tokens.splice(0)));
  }

  async #draw(tokens: string[]): Promise<void> {
    if (tokens.length === 0) return;
    const { url, load, head, begin, write } = this.#arrival;
    const first = this.page.html === "";
    if (first) {
      const beginning = new DOMParser().parseFromString(tokens.join(""), "text/html");
      this.page.base = takeBase(beginning, url);
      this.page.refresh = takeRefresh(beginning, this.page.base ?? url) ?? this.page.refresh;
    }
    const base = this.page.base ?? url;
    const shown = tokens.filter((token) => !REFRESH.test(token));
    const html = (await Promise.all(
      shown.map((token) => !this.#text && REFERS.test(token) ? inlineToken(token, base, load) : token),
    ))
      .join("");
    this.page.html += html;
    if (first) await begin(html, policyMarkup(head.headers, url), this.page);
    else write(html);
  }
}

async function inlineToken(token: string, base: string, load: Loader): Promise<string> {
  const page = new DOMParser().parseFromString(`<!DOCTYPE html><body>${token}`, "text/html");
  const before = page.body.innerHTML;
  if (!before) return token; // a tag that has no place in a body, such as one of a table
  adaptMetaPolicies(page, base);
  await inlineSubresources(page, base, load);
  const after = page.body.innerHTML;
  if (after === before) return token;
  // The parser has closed what the token only opens. A frame that was something else is closed by no tag of the page.
  return token.includes("</") || /^<(object|embed)\b/i.test(token) ? after : after.replace(/<\/[a-z][^>]*>$/i, "");
}

function decoderFor(charset: string | undefined): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder(); // a charset that no browser knows
  }
}
