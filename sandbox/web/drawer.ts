/**
 * The drawer: regions under editor and window, of which at most one is open.
 *
 * The buttons are toggles and no tabs, because closing all is a choice too. The regions are empty until their panels
 * are placed, which come later than the page (`panels/late.ts`).
 */

import { fill, h } from "./dom.ts";

export const PANELS = ["Server log", "Requests", "HTTP client", "Cookies", "Problems", "Checks", "Console"] as const;
export type PanelName = (typeof PANELS)[number];

/** What a region shows. */
export interface Panel {
  readonly element: HTMLElement;
  /** Called whenever its region is opened. */
  shown?(): void;
}

/** A short account beside a region's name, and whether it is good or bad news. */
export interface Tally {
  text: string;
  tone?: "good" | "bad" | "plain";
}

export class Drawer {
  readonly element: HTMLElement;
  #toggles = new Map<PanelName, HTMLButtonElement>();
  #regions = new Map<PanelName, HTMLElement>();
  #panels: Record<PanelName, Panel> | null = null;
  #onEmpty: (region: HTMLElement) => void;

  /** `onEmpty` hears of a region that is opened before the panels are there. */
  constructor(onEmpty: (region: HTMLElement) => void) {
    this.#onEmpty = onEmpty;
    const bar = h("div", { class: "drawer-bar" });
    this.element = h("div", { class: "drawer" }, bar);
    for (const name of PANELS) {
      const id = `region-${name.toLowerCase().replace(" ", "-")}`;
      const toggle = h("button", {
        type: "button",
        class: "toggle",
        "aria-expanded": "false",
        "aria-controls": id,
        onclick: () => this.open(this.opened === name ? null : name),
      }, name);
      bar.append(toggle);
      const region = h("section", { id, class: "region", role: "region", "aria-label": name, hidden: true });
      this.element.append(region);
      this.#toggles.set(name, toggle);
      this.#regions.set(name, region);
    }
  }

  /** Fills the regions. */
  place(panels: Record<PanelName, Panel>): void {
    this.#panels = panels;
    for (const name of PANELS) fill(this.#regions.get(name)!, panels[name].element);
    if (this.opened) panels[this.opened].shown?.();
  }

  get opened(): PanelName | null {
    return PANELS.find((name) => !this.#regions.get(name)!.hidden) ?? null;
  }

  /** Opens one region and closes the others; null closes all. */
  open(wanted: PanelName | null): void {
    for (const name of PANELS) {
      this.#regions.get(name)!.hidden = name !== wanted;
      this.#toggles.get(name)!.setAttribute("aria-expanded", String(name === wanted));
    }
    if (!wanted) return;
    if (this.#panels) this.#panels[wanted].shown?.();
    else this.#onEmpty(this.#regions.get(wanted)!);
  }

  /** Shows `tally` beside the region's name; null takes it away. */
  tally(name: PanelName, tally: Tally | null): void {
    const badge = tally && h("span", { class: `tally ${tally.tone ?? "plain"}` }, tally.text);
    fill(this.#toggles.get(name)!, name, badge && " ", badge);
  }
}
