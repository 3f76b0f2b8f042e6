/** Names and values as rows to edit: query, header fields, form fields. There is always an empty row at the end. */

import { h, icon } from "../dom.ts";

export type Row = [name: string, value: string | File];

export class Rows {
  readonly element: HTMLElement;
  #list = h("ul", { class: "rows" });
  #what: string;
  #changed: () => void;
  #names: string | null;

  /** `what` names a row, such as `Header`; `names` is the id of a datalist for its names. */
  constructor(what: string, changed: () => void, names: string | null = null) {
    this.#what = what;
    this.#changed = changed;
    this.#names = names;
    this.element = this.#list;
    this.set([]);
  }

  /** Rows with a name or a value, in order. */
  get rows(): Row[] {
    return [...this.#list.children].flatMap((item): Row[] => {
      const [name, value] = item.querySelectorAll("input");
      const content = value.type === "file" ? value.files?.[0] ?? held.get(value) : value.value;
      return content === undefined || (name.value === "" && content === "") ? [] : [[name.value, content]];
    });
  }

  set(rows: Row[]): void {
    this.#list.replaceChildren(...rows.map(([name, value]) => this.#row(name, value)), this.#row("", ""));
    this.#number();
  }

  /** Adds a row whose value is a file, and opens the choice. */
  addFile(): void {
    const row = this.#row("file", new File([], ""));
    this.#list.lastElementChild!.before(row);
    this.#number();
    row.querySelector<HTMLInputElement>("input[type=file]")!.focus();
    this.#changed();
  }

  #row(name: string, value: string | File): HTMLElement {
    const names = this.#names;
    const key = h("input", { type: "text", class: "name", list: names, spellcheck: "false", autocomplete: "off" });
    key.value = name;
    const content = h("input", { type: typeof value === "string" ? "text" : "file", spellcheck: "false" });
    let chosen: HTMLElement | false = false;
    if (typeof value === "string") content.value = value;
    else if (value.name) {
      held.set(content, value); // the input cannot be given a file; it keeps this one until another is chosen
      chosen = h("span", { class: "note" }, value.name);
    }
    const remove = h("button", { type: "button", class: "tool bare" }, icon("cross"));
    const item = h("li", { class: "row" }, key, h("span", { class: "row-value" }, content, chosen), remove);
    remove.addEventListener("click", () => {
      const next = item.nextElementSibling ?? item.previousElementSibling;
      item.remove();
      this.#number();
      next?.querySelector("input")?.focus();
      this.#changed();
    });
    const edited = () => {
      if (item === this.#list.lastElementChild) {
        this.#list.append(this.#row("", ""));
        this.#number();
      }
      this.#changed();
    };
    key.addEventListener("input", edited);
    content.addEventListener("input", edited);
    return item;
  }

  #number(): void {
    [...this.#list.children].forEach((item, index) => {
      const [name, value] = item.querySelectorAll("input");
      const last = index === this.#list.childElementCount - 1;
      const what = `${this.#what} ${index + 1}`;
      name.ariaLabel = `${what} name`;
      name.placeholder = "Name";
      value.ariaLabel = `${what} ${value.type === "file" ? "file" : "value"}`;
      value.placeholder = "Value";
      const remove = item.querySelector("button")!;
      remove.ariaLabel = remove.title = `Remove ${what.toLowerCase()}`;
      remove.classList.toggle("absent", last);
      remove.disabled = last;
    });
  }
}

/** Files that a row was given, for as long as no other is chosen. */
const held = new WeakMap<HTMLInputElement, File>();
