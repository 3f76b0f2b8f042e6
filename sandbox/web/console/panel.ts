/** Console: a place for the console, which is loaded when the region is first opened. */

import type { Console } from "./console.ts";
import type { Surroundings } from "./shell.ts";
import type { Panel } from "../drawer.ts";
import { fill, h } from "../dom.ts";
import { loadPart } from "../load-part.ts";
import type { Place } from "../log-lines.ts";

export class ConsolePanel implements Panel {
  readonly element = h("div", { class: "console-place" });
  #around: Surroundings;
  #goTo: (place: Place) => void;
  #console: Console | null = null;

  constructor(around: Surroundings, goTo: (place: Place) => void) {
    this.#around = around;
    this.#goTo = goTo;
  }

  shown(): void {
    if (this.#console) this.#console.view.shown();
    else void this.#load();
  }

  reset(): void {
    this.#console?.reset();
  }

  /** Ends what runs in it. */
  dispose(): void {
    this.#console?.dispose();
  }

  async #load(): Promise<void> {
    fill(this.element, h("p", { class: "panel empty" }, "Loading the console…"));
    try {
      const { Console } = await loadPart(() => import("./console.ts"));
      this.#console ??= new Console(this.#around, this.#goTo);
      const { view } = this.#console;
      fill(this.element, view.element);
      view.placed();
      if (!this.element.parentElement?.hidden) view.shown();
    } catch (error) {
      const { message, advice = "" } = error as Error & { advice?: string };
      fill(this.element, h("p", { class: "panel empty" }, `${message} ${advice}`));
    }
  }
}
