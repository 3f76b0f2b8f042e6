/**
 * The drawer, and its panels once they are there: they come with the first Run or Check, or with the first region that
 * is opened, because nobody sees them sooner.
 *
 * Nothing has to be kept for panels that are not there yet: all that they show comes from a session or from checks, and
 * either waits for them first.
 */

import type { Surroundings } from "../console/shell.ts";
import { Drawer } from "../drawer.ts";
import { fill, h } from "../dom.ts";
import { loadPart } from "../load-part.ts";
import type { SavedRequest } from "../payload.ts";
import type { Stage } from "../runtime/stages.ts";
import type { Panels, PanelsEvents } from "./all.ts";

export class LatePanels {
  readonly drawer = new Drawer((region) => void this.#bring(region));
  /** Null until they are loaded. */
  here: Panels | null = null;
  #parts: [SavedRequest[], Surroundings, PanelsEvents];

  constructor(...parts: [SavedRequest[], Surroundings, PanelsEvents]) {
    this.#parts = parts;
    document.addEventListener("flaskroom:spare", this.#prepare);
  }

  dispose(): void {
    document.removeEventListener("flaskroom:spare", this.#prepare);
    this.here?.console.dispose();
  }

  /** Rejects with an `Error` for the reader where they cannot be loaded; the next call tries again. */
  async load(): Promise<Panels> {
    const { Panels } = await loadPart(() => import("./all.ts"));
    return this.here ??= new Panels(this.drawer, ...this.#parts);
  }

  reset(): void {
    this.here?.reset();
    this.drawer.open(null);
  }

  /** With an interpreter waiting, the first Run is so short that making them would show in it. */
  #prepare = (event: Event): void => {
    if ((event as CustomEvent<Stage>).detail.name !== "ready") return;
    document.removeEventListener("flaskroom:spare", this.#prepare);
    void import("../runtime/spare.ts").then(({ whenIdle }) => whenIdle(() => void this.load().catch(() => {}))).catch(
      () => {},
    ); // a Run tells
  };

  async #bring(region: HTMLElement): Promise<void> {
    fill(region, h("p", { class: "panel empty", role: "status" }, "Loading…"));
    try {
      await this.load();
    } catch (error) {
      const { message, advice = "" } = error as Error & { advice?: string };
      const again = () => void this.#bring(region);
      const button = h("button", { type: "button", class: "tool worded", onclick: again }, "Try again");
      fill(region, h("div", { class: "panel" }, h("p", { role: "alert" }, `${message} ${advice}`), button));
    }
  }
}
