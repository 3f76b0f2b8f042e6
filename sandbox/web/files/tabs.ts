/**
 * The tablist of the project's files, with the keys of the WAI-ARIA tabs pattern: arrows, Home, End; F2 renames and
 * Delete deletes. What is done to files stands in `file-actions.ts`, which is loaded when it is asked for.
 */

import { fill, h, type Icon, icon } from "../dom.ts";
import type { ProjectFiles } from "./files.ts";

/** What the reader wants done to files. */
export type FileWish =
  | { type: "menu"; button: HTMLElement }
  | { type: "add" }
  | { type: "rename" | "delete"; name: string }
  | { type: "drop"; items: (FileSystemEntry | File)[] };

export interface TabsEvents {
  select(name: string): void;
  wish(wish: FileWish): void;
}

export class Tabs {
  readonly element: HTMLElement;
  #list: HTMLElement;
  #files: ProjectFiles;
  #selected: string;
  #panel: HTMLElement;
  #events: TabsEvents;

  constructor(files: ProjectFiles, selected: string, panel: HTMLElement, events: TabsEvents) {
    this.#files = files;
    this.#selected = selected;
    this.#panel = panel;
    this.#events = events;
    this.#list = h("div", {
      class: "tabs",
      role: "tablist",
      "aria-label": "Files",
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
    const add = this.#button("Add a file", "add", () => events.wish({ type: "add" }));
    const more = this.#button("File menu", "more", () => events.wish({ type: "menu", button: more }));
    more.ariaHasPopup = "menu";
    this.element = h("div", { class: "tab-bar" }, this.#list, add, more);
    this.#takeDrops();
    this.draw();
  }

  get selected(): string {
    return this.#selected;
  }

  select(name: string, focus = false): void {
    this.#selected = name;
    this.draw();
    const tab = this.#tabs.find((tab) => tab.dataset.file === name);
    if (focus) tab?.focus();
    if (tab && this.element.isConnected) {
      // scrollIntoView would move the page as well
      const { offsetLeft, offsetWidth } = tab;
      const hidden = offsetLeft < this.#list.scrollLeft ||
        offsetLeft + offsetWidth > this.#list.scrollLeft + this.#list.clientWidth;
      if (hidden) this.#list.scrollLeft = offsetLeft - 24;
    }
    this.#events.select(name);
  }

  /** The tab selected stays so under its new name. */
  renamed(names: Record<string, string>): void {
    if (Object.hasOwn(names, this.#selected)) this.#selected = names[this.#selected];
  }

  /** Draws the tabs anew where names changed, and their marks. */
  draw(): void {
    const { names } = this.#files;
    if (!names.includes(this.#selected)) this.#selected = names[0];
    const tabs = this.#tabs;
    if (tabs.map((tab) => tab.dataset.file).join("\n") !== names.join("\n")) {
      const focused = this.#list.contains((this.#list.getRootNode() as ShadowRoot).activeElement);
      fill(this.#list, ...names.map((name, index) => this.#tab(name, index)));
      if (focused) queueMicrotask(() => this.#tabs.find((tab) => tab.ariaSelected === "true")?.focus());
    }
    for (const tab of this.#tabs) {
      const name = tab.dataset.file!;
      const selected = name === this.#selected;
      const changed = this.#files.isChanged(name);
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      tab.classList.toggle("changed", changed);
      if (changed) tab.setAttribute("aria-description", "changed");
      else if (!this.#files.isCheck(name)) tab.removeAttribute("aria-description");
      if (selected) this.#panel.setAttribute("aria-labelledby", tab.id);
    }
  }

  get #tabs(): HTMLButtonElement[] {
    return [...this.#list.querySelectorAll("button")];
  }

  #tab(name: string, index: number): HTMLButtonElement {
    const check = this.#files.isCheck(name);
    return h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `file-${index}`,
        class: "tab",
        "data-file": name,
        "aria-controls": "code",
        "aria-description": check ? "checks, read only" : null,
        title: check ? "The checks, read only" : null,
        onclick: () => this.select(name),
      },
      check && icon("lock"),
      name,
    );
  }

  #button(name: string, drawing: Icon, act: () => void): HTMLButtonElement {
    const label = h("span", { class: "unseen" }, name);
    return h("button", { type: "button", class: "tool bare", title: name, onclick: act }, icon(drawing), label);
  }

  /** Files dropped onto the bar come into the project; without this the browser would leave the page for them. */
  #takeDrops(): void {
    const over = (on: boolean) => this.element.classList.toggle("over", on);
    this.element.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      over(true);
    });
    this.element.addEventListener("dragleave", () => over(false));
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      // They can be asked for during the event only, and what takes them may still have to be loaded.
      const items = itemsOf(event);
      if (items.length) this.#events.wish({ type: "drop", items });
    });
  }

  #key(event: KeyboardEvent): void {
    const wish = ({ F2: "rename", Delete: "delete" } as const)[event.key as "F2" | "Delete"];
    if (wish) {
      event.preventDefault();
      return this.#events.wish({ type: wish, name: this.#selected });
    }
    const { names } = this.#files;
    const at = names.indexOf(this.#selected);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.select(names.at(to % names.length)!, true);
  }
}

/** Folders and files that were dropped; what a script has put in is a file without an entry. */
export function itemsOf({ dataTransfer }: DragEvent): (FileSystemEntry | File)[] {
  return [...dataTransfer?.items ?? []].map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
    .filter((item) => item !== null);
}
