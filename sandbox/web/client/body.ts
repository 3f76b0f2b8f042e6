/** The body of a request in the HTTP client: what kind it is, and an editor for each kind. */

import type { Body } from "./draft.ts";
import { fill, h } from "../dom.ts";
import { Rows } from "./rows.ts";

const KINDS: Record<string, string> = {
  none: "None",
  urlencoded: "Form fields",
  multipart: "Form with files",
  json: "JSON",
  text: "Text",
  file: "File",
};

export class BodyEditor {
  readonly element: HTMLElement;
  #kind = h(
    "select",
    { "aria-label": "Kind of body" },
    ...Object.entries(KINDS).map(([kind, name]) => h("option", { value: kind }, name)),
  );
  #place = h("div", { class: "body-place" });
  #fields: Rows;
  #json = h("textarea", {
    "aria-label": "JSON",
    spellcheck: "false",
    rows: 7,
    placeholder: '{"name": "Ada"}',
    "aria-describedby": "client-problem",
  });
  #text = h("textarea", { "aria-label": "Text", spellcheck: "false", rows: 7 });
  #type = h("input", { type: "text", "aria-label": "Content-Type of the text", list: "client-types" });
  #file = h("input", { type: "file", "aria-label": "File to send" });
  #kept: File | null = null;

  constructor(changed: () => void) {
    this.#fields = new Rows("Field", changed);
    this.#type.value = "text/plain; charset=utf-8";
    this.#kind.addEventListener("change", () => (this.#draw(), changed()));
    for (const input of [this.#json, this.#text, this.#type]) input.addEventListener("input", changed);
    this.#file.addEventListener("change", () => {
      this.#kept = this.#file.files?.[0] ?? null;
      this.#draw();
      changed();
    });
    const types = ["text/plain; charset=utf-8", "text/html; charset=utf-8", "application/xml", "text/csv"];
    this.element = h(
      "div",
      { class: "body-editor" },
      this.#kind,
      h("datalist", { id: "client-types" }, ...types.map((value) => h("option", { value }))),
      this.#place,
    );
    this.#draw();
  }

  get value(): Body {
    const kind = this.#kind.value;
    if (kind === "urlencoded" || kind === "multipart") {
      return { kind: "form", encoding: kind, entries: this.#fields.rows };
    }
    if (kind === "json") return { kind, text: this.#json.value };
    if (kind === "text") return { kind, type: this.#type.value.trim(), text: this.#text.value };
    return kind === "file" ? { kind, file: this.#kept } : { kind: "none" };
  }

  set value(body: Body) {
    this.#kind.value = body.kind === "form" ? body.encoding : body.kind;
    if (body.kind === "form") this.#fields.set(body.entries);
    if (body.kind === "json") this.#json.value = body.text;
    if (body.kind === "text") [this.#type.value, this.#text.value] = [body.type, body.text];
    if (body.kind === "file") this.#kept = body.file;
    this.#draw();
  }

  /** Marks the JSON as wrong. */
  mark(wrong: boolean): void {
    this.#json.setAttribute("aria-invalid", String(wrong));
  }

  #draw(): void {
    const kind = this.#kind.value;
    const isForm = kind === "urlencoded" || kind === "multipart";
    const add = () => this.#fields.addFile();
    fill(
      this.#place,
      isForm && this.#fields.element,
      kind === "multipart" && h("button", { type: "button", class: "tool worded", onclick: add }, "Add a file"),
      kind === "json" && this.#json,
      kind === "text" && this.#type,
      kind === "text" && this.#text,
      kind === "file" && this.#file,
      kind === "file" && this.#kept && h("p", { class: "note" }, `${this.#kept.name}, ${this.#kept.size} bytes`),
    );
  }
}
