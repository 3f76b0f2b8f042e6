/** A small tablist for the parts of one thing, with the keys of the WAI-ARIA tabs pattern: arrows, Home, End. */

import { fill, h } from "./dom.ts";

export class PartTabs {
  readonly element: HTMLElement;
  #tabs: Map<string, HTMLButtonElement>;
  #panels: Record<string, HTMLElement>;
  #onShow: (name: string) => void;

  /** `prefix` begins the ids; `onShow` hears which part comes into view. */
  constructor(label: string, prefix: string, parts: Record<string, HTMLElement>, onShow: (name: string) => void) {
    this.#onShow = onShow;
    const names = Object.keys(parts);
    const id = (name: string) => `${prefix}-${name.toLowerCase()}`;
    this.#tabs = new Map(names.map((name) => [
      name,
      h("button", {
        type: "button",
        role: "tab",
        id: id(name),
        class: "part-tab",
        "aria-controls": `${id(name)}-panel`,
        onclick: () => this.show(name),
      }, name),
    ]));
    this.#panels = Object.fromEntries(
      names.map((name) => [
        name,
        h(
          "div",
          { role: "tabpanel", id: `${id(name)}-panel`, class: "part", "aria-label": name },
          parts[name],
        ),
      ]),
    );
    const list = h("div", {
      class: "part-tabs",
      role: "tablist",
      "aria-label": label,
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    }, ...this.#tabs.values());
    this.element = h("div", { class: "parts" }, list, ...Object.values(this.#panels));
    this.show(names[0]);
  }

  show(name: string, focus = false): void {
    for (const [each, tab] of this.#tabs) {
      tab.setAttribute("aria-selected", String(each === name));
      tab.tabIndex = each === name ? 0 : -1;
      this.#panels[each].hidden = each !== name;
    }
    if (focus) this.#tabs.get(name)!.focus();
    this.#onShow(name);
  }

  /** A short account beside the name, and whether something is wrong there. */
  note(name: string, text: string, wrong = false): void {
    const tab = this.#tabs.get(name)!;
    const mark = wrong && h("span", { class: "wrong", "aria-hidden": "true" }, "!");
    fill(tab, name, text && " ", text && h("span", { class: "tally" }, text), mark);
    tab.setAttribute("aria-description", wrong ? "has a mistake" : "");
  }

  #key(event: KeyboardEvent): void {
    const names = [...this.#tabs.keys()];
    const at = names.findIndex((name) => this.#tabs.get(name)!.tabIndex === 0);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.show(names.at(to % names.length)!, true);
  }
}
