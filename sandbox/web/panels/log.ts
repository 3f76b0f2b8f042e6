/** Server log: what the terminal that runs the app would show. */

import type { Panel } from "../drawer.ts";
import { h } from "../dom.ts";
import type { Place } from "../log-lines.ts";
import { LogBox } from "./log-box.ts";

export class LogPanel implements Panel {
  readonly element: HTMLElement;
  #empty = h("p", { class: "empty" }, "Nothing printed yet. What the app and its server print appears here.");
  #box: LogBox;

  constructor(goTo: (place: Place) => void, onCount: (lines: number) => void) {
    this.#box = new LogBox({}, goTo, (count) => {
      onCount(count);
      return this.#show();
    });
    this.element = h("div", { class: "panel" }, this.#empty, this.#box.element);
    this.#box.draw();
  }

  add(stream: "stdout" | "stderr", text: string): void {
    this.#box.add(stream, text);
  }

  /** Completes a line that no newline will end. */
  flush(): void {
    this.#box.flush();
  }

  clear(): void {
    this.#box.clear();
  }

  shown(): void {
    this.#box.draw();
  }

  /** False while the region is closed. */
  #show(): boolean {
    if (this.element?.parentElement?.hidden) return false;
    this.#empty.hidden = !this.#box.empty;
    this.#box.element.hidden = this.#box.empty;
    return true;
  }
}
