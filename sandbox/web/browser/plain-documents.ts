/** Documents of our own: a message, or a response that is no page, as text, as JSON, as a picture, sound or film. */

import { dataUrlOf } from "./resources.ts";

/** Larger texts are shown up to here, in characters: a browser would draw them, slowly. */
const MOST_TEXT = 1_000_000;
const PLAIN =
  "body{font:14px/1.5 ui-monospace,monospace;margin:1rem}pre{font:inherit;margin:0;white-space:pre-wrap;overflow-wrap:anywhere}";
// The names of the buttons are drawn, not written: the text of the page is the response and nothing else.
const VIEWS = "input{appearance:none;float:right;margin:0;padding:.1rem .6rem;font:12px/1.6 system-ui,sans-serif;" +
  "border:1px solid #ccc;color:#555;cursor:pointer}input::before{content:attr(aria-label)}" +
  "input:checked{background:#eee;color:#111}input:focus-visible{outline:2px solid #0969da}" +
  "input[value=raw]{border-radius:0 4px 4px 0;border-left:0}input[value=pretty]{border-radius:4px 0 0 4px}";
/** Runs in the document: shows the one text or the other. */
const SWITCH = "addEventListener('change',({target})=>{const pre=document.querySelector('pre');" +
  "const other=document.querySelector('template').content;const text=pre.textContent;" +
  "pre.textContent=other.textContent;other.textContent=text;target.blur()})";
const MESSAGE = "body{font:16px/1.6 system-ui,sans-serif;margin:3rem auto;max-width:32rem;padding:0 1rem;color:#444}" +
  "h1{font-size:1.15rem;color:#222}";

/** Says something, e.g. why nothing came. */
export function messageDocument(title: string, text: string): string {
  return page(MESSAGE, `<h1>${escape(title)}</h1><p>${escape(text)}</p>`);
}

export function textDocument(text: string): string {
  return page(PLAIN, `<pre>${escape(shortened(text))}</pre>`);
}

/** A text that goes on: the beginning of its document, its pieces as they come, and the end. */
export class GrowingText {
  readonly beginning = `<!DOCTYPE html><html><head><style>${PLAIN}</style></head><body><pre>`;
  #length = 0;

  /** The piece as markup; empty once there is more than can be drawn. */
  take(text: string): string {
    const room = Math.max(MOST_TEXT - this.#length, 0);
    this.#length += text.length;
    return escape(text.slice(0, room));
  }

  end(): string {
    return this.#length > MOST_TEXT ? `\n… ${this.#length - MOST_TEXT} more characters` : "";
  }
}

/** JSON with its structure visible; as it came on demand. What is no JSON after all is shown as it came. */
export function jsonDocument(text: string): string {
  const pretty = prettied(text);
  if (pretty === text.trim()) return textDocument(text);
  const views = `<input type="radio" name="view" value="raw" aria-label="Raw">` +
    `<input type="radio" name="view" value="pretty" aria-label="Pretty" checked>`;
  const content = `${views}<pre>${escape(shortened(pretty))}</pre><template>${escape(shortened(text))}</template>`;
  return page(PLAIN + VIEWS, content, SWITCH);
}

/** A picture, a sound or a film. */
export async function mediaDocument(type: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const url = await dataUrlOf({ type, body });
  const kind = type.split("/")[0];
  const element = kind === "image" ? `<img alt="" src="${url}">` : `<${kind} controls src="${url}"></${kind}>`;
  return page("body{margin:0;display:grid;place-items:center;min-height:100vh}img,video{max-width:100%}", element);
}

function prettied(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text.trim();
  }
}

function shortened(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}\n… ${text.length - MOST_TEXT} more characters` : text;
}

function page(style: string, content: string, script = ""): string {
  const head = `<style>${style}</style>${script && `<script>${script}</script>`}`;
  return `<!DOCTYPE html><html><head>${head}</head><body>${content}</body></html>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
