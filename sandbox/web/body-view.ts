/** The body of a response to look at: JSON in order or raw, text, an image, or the first bytes in hexadecimal. */

import { applyEdits, format } from "jsonc-parser";
import { preview, size } from "./body-preview.ts";
import { fill, h } from "./dom.ts";
import { field } from "./browser/fields.ts";
import type { Header } from "./protocol.ts";

/** Bytes shown of what is neither text nor an image. */
const HEAD = 256;
const MOST_TEXT = 64 * 1024;

export class BodyView {
  readonly element = h("div", { class: "body-view" });
  #url: string | null = null;

  show(headers: Header[], body: Uint8Array): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = null;
    const type = (field(headers, "Content-Type") ?? "").toLowerCase();
    if (body.length === 0) return void fill(this.element, h("p", { class: "note" }, "The response has no body."));
    if (type.startsWith("image/")) return this.#image(type, body);
    const { text, note } = preview(headers, body, MOST_TEXT);
    if (text === null) {
      const rest = body.length > HEAD ? ` The first ${HEAD} bytes:` : "";
      return void fill(
        this.element,
        h("p", { class: "note" }, note + rest),
        block(hexadecimal(body.subarray(0, HEAD))),
      );
    }
    const ordered = /[/+]json\b/.test(type) && note === "" ? pretty(text) : null;
    if (ordered === null || ordered === text) fill(this.element, block(text), note && h("p", { class: "note" }, note));
    else this.#choice(ordered, text);
  }

  #choice(ordered: string, raw: string): void {
    const code = block(ordered);
    const button = h("button", { type: "button", class: "tool worded raw", "aria-pressed": "false" }, "Raw");
    button.addEventListener("click", () => {
      const isRaw = button.ariaPressed !== "true";
      button.ariaPressed = String(isRaw);
      code.textContent = isRaw ? raw : ordered;
    });
    fill(this.element, button, code);
  }

  #image(type: string, body: Uint8Array): void {
    // In an image element an SVG runs no scripts and loads nothing.
    this.#url = URL.createObjectURL(new Blob([body as Uint8Array<ArrayBuffer>], { type }));
    const image = h("img", { src: this.#url, alt: "The body, an image" });
    image.addEventListener("error", () => {
      fill(this.element, h("p", { class: "note" }, `${size(body.length)} of ${type}, which is no such image.`));
    });
    fill(this.element, image, h("p", { class: "note" }, `${size(body.length)} of ${type}.`));
  }
}

function block(text: string): HTMLElement {
  return h("pre", { class: "body", tabindex: 0, role: "group", "aria-label": "Body" }, text);
}

/** JSON over several lines, its numbers as they came; null where it is none. */
export function pretty(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2, eol: "\n" })).trim();
}

/** Sixteen bytes a line: offset, hexadecimal, ASCII. */
export function hexadecimal(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = [...bytes.subarray(at, at + 16)];
    const pairs = part.map((byte) => byte.toString(16).padStart(2, "0")).join(" ").padEnd(47);
    const text = part.map((byte) => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".").join("");
    lines.push(`${at.toString(16).padStart(4, "0")}  ${pairs}  ${text}`);
  }
  return lines.join("\n");
}
