/** The tablist of the project's files, with the keys of the WAI-ARIA tabs pattern: arrows, Home, End. */

import { fill, h, icon } from "./dom.ts";
import type { ProjectFiles } from "./files.ts";

export class Tabs {
  readonly element: HTMLElement;
  #files: ProjectFiles;
  #selected: string;
  #panel: HTMLElement;
  #onSelect: (name: string) => void;

  constructor(files: ProjectFiles, selected: string, panel: HTMLElement, onSelect: (name: string) => void) {
    this.#files = files;
    this.#selected = selected;
    this.#panel = panel;
    this.#onSelect = onSelect;
    this.element = h("div", {
      class: "tabs",
      role: "tablist",
      "aria-label": "Files",
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
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
      const hidden = offsetLeft < this.element.scrollLeft ||
        offsetLeft + offsetWidth > this.element.scrollLeft + this.element.clientWidth;
      if (hidden) this.element.scrollLeft = offsetLeft - 24;
    }
    this.#onSelect(name);
  }

  /** Draws the tabs anew where names changed, and their marks. */
  draw(): void {
    const { names } = this.#files;
    if (!names.includes(this.#selected)) this.#selected = names[0];
    const tabs = this.#tabs;
    if (tabs.map((tab) => tab.dataset.file).join("\n") !== names.join("\n")) {
      fill(this.element, ...names.map((name, index) => this.#tab(name, index)));
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
    return [...this.element.querySelectorAll("button")];
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

  #key(event: KeyboardEvent): void {
    const { names } = this.#files;
    const at = names.indexOf(this.#selected);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.select(names.at(to % names.length)!, true);
  }
}
