/**
 * Lines of output in a box of their own height. It follows the newest line until the reader scrolls up.
 *
 * Drawing waits for the next frame and for the box to be in view, so a flood of output costs no more than its last lines.
 */

import { fill, h, type Props } from "../dom.ts";
import { type LogLine, LogLines, type Place, placeIn, type Stream } from "../log-lines.ts";

export class LogBox {
  readonly element: HTMLElement;
  #lines = new LogLines();
  #dropped = h("p", { class: "log-dropped", hidden: true });
  #body = h("div", { class: "log-body" });
  #tail = h("div", { class: "log-line" });
  #drawn = 0;
  #waiting = false;
  #follows = true;
  #goTo: (place: Place) => void;
  #onDraw: (count: number) => boolean;

  /** `onDraw` gets the number of lines, which counts from 0 again after `clear`, and returns false while nobody sees them. */
  constructor(props: Props, goTo: (place: Place) => void, onDraw: (count: number) => boolean) {
    this.#goTo = goTo;
    this.#onDraw = onDraw;
    this.element = h("div", { class: "log", tabindex: 0, ...props }, this.#dropped, this.#body, this.#tail);
    this.element.addEventListener("scroll", () => {
      const { scrollTop, clientHeight, scrollHeight } = this.element;
      this.#follows = scrollTop + clientHeight >= scrollHeight - 24;
    });
  }

  /** True where there is nothing to see. */
  get empty(): boolean {
    return this.#lines.count === 0 && this.#lines.open === "";
  }

  add(stream: Stream, text: string): void {
    this.#lines.add(stream, text);
    this.later();
  }

  /** Completes a line that no newline will end. */
  flush(): void {
    this.#lines.flush();
    this.later();
  }

  /** Takes away the line that no newline has ended. */
  takeOpen(): string {
    this.later();
    return this.#lines.takeOpen();
  }

  clear(): void {
    this.#lines = new LogLines();
    this.#drawn = 0;
    this.#follows = true;
    this.#body.replaceChildren();
    this.later();
  }

  /** Shows the newest line, wherever the reader has scrolled. */
  follow(): void {
    this.#follows = true;
    this.later();
  }

  later(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.draw();
    });
  }

  draw(): void {
    const { lines, dropped, count, open } = this.#lines;
    if (!this.#onDraw(count)) return;
    this.#dropped.hidden = dropped === 0;
    this.#dropped.textContent = `${dropped.toLocaleString("en")} earlier lines are not kept.`;
    const fresh = lines.slice(Math.max(0, this.#drawn - dropped));
    const surplus = this.#body.childElementCount + fresh.length - lines.length;
    for (let n = 0; n < surplus; n++) this.#body.firstElementChild?.remove();
    this.#body.append(...fresh.map((line) => this.#line(line)));
    this.#drawn = count;
    fill(this.#tail, open);
    if (this.#follows) this.element.scrollTop = this.element.scrollHeight;
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
