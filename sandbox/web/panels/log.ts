/**
 * Server log: what the terminal would show. It follows the newest line until the reader scrolls up.
 *
 * Drawing waits for the next frame and for the region to be open, so a flood of output costs no more than its last lines.
 */

import type { Panel } from "../drawer.ts";
import { fill, h } from "../dom.ts";
import { type LogLine, LogLines, type Place, placeIn } from "../log-lines.ts";

export class LogPanel implements Panel {
  readonly element: HTMLElement;
  #lines = new LogLines();
  #box = h("div", { class: "log", tabindex: 0 });
  #empty = h("p", { class: "empty" }, "Nothing printed yet. What the app and its server print appears here.");
  #dropped = h("p", { class: "log-dropped", hidden: true });
  #body = h("div", { class: "log-body" });
  #tail = h("div", { class: "log-line" });
  #drawn = 0;
  #waiting = false;
  #follows = true;
  #goTo: (place: Place) => void;
  #onCount: (lines: number) => void;

  constructor(goTo: (place: Place) => void, onCount: (lines: number) => void) {
    this.#goTo = goTo;
    this.#onCount = onCount;
    this.#box.append(this.#dropped, this.#body, this.#tail);
    this.#box.addEventListener("scroll", () => {
      this.#follows = this.#box.scrollTop + this.#box.clientHeight >= this.#box.scrollHeight - 24;
    });
    this.element = h("div", { class: "panel" }, this.#empty, this.#box);
    this.#draw();
  }

  add(stream: "stdout" | "stderr", text: string): void {
    this.#lines.add(stream, text);
    this.#later();
  }

  /** Completes a line that no newline will end. */
  flush(): void {
    this.#lines.flush();
    this.#later();
  }

  clear(): void {
    this.#lines = new LogLines();
    this.#drawn = 0;
    this.#follows = true;
    this.#body.replaceChildren();
    this.#later();
  }

  shown(): void {
    this.#draw();
  }

  #later(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#draw();
    });
  }

  #draw(): void {
    const { lines, dropped, count, open } = this.#lines;
    this.#onCount(count);
    if (this.element.parentElement?.hidden) return;
    this.#empty.hidden = count > 0 || open !== "";
    this.#box.hidden = !this.#empty.hidden;
    this.#dropped.hidden = dropped === 0;
    this.#dropped.textContent = `${dropped.toLocaleString("en")} earlier lines are not kept.`;
    const fresh = lines.slice(Math.max(0, this.#drawn - dropped));
    const surplus = this.#body.childElementCount + fresh.length - lines.length;
    for (let n = 0; n < surplus; n++) this.#body.firstElementChild?.remove();
    this.#body.append(...fresh.map((line) => this.#line(line)));
    this.#drawn = count;
    fill(this.#tail, open);
    if (this.#follows) this.#box.scrollTop = this.#box.scrollHeight;
  }

  #line({ text, status, stream }: LogLine): HTMLElement {
    const tone = status === null ? stream : status >= 500 ? "bad" : status >= 400 ? "warn" : "plain";
    const found = placeIn(text);
    if (!found) return h("div", { class: `log-line ${tone}` }, text || " ");
    const { before, label, after, place } = found;
    const link = h("button", { type: "button", class: "link", onclick: () => this.#goTo(place) }, label);
    return h("div", { class: `log-line ${tone}` }, before, link, after);
  }
}
