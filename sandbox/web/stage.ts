/**
 * The place of the browser window: the window itself, and over it what there is to say while nothing is served.
 *
 * The window arrives with the first Run. Until then a drawn one shows where the app will be, and what is worth asking it.
 */

import { fill, h, icon } from "./dom.ts";
import type { SavedRequest } from "./payload.ts";

export class Stage {
  readonly element: HTMLElement;
  #cover = h("div", { class: "cover" });
  #progress: { bar: HTMLElement; fill: HTMLElement; text: HTMLElement } | null = null;
  #window: HTMLElement | null = null;
  #blank: HTMLElement;

  constructor(path: string) {
    const address = h("span", { class: "blank-address" }, `http://localhost:5000${path}`);
    this.#blank = h("div", { class: "blank-bar", "aria-hidden": "true" }, h("span"), h("span"), h("span"), address);
    this.element = h("div", { class: "stage" }, this.#blank, this.#cover);
  }

  /** Puts the browser window in. */
  place(window: HTMLElement): void {
    if (this.#window === window) return;
    this.#window = window;
    this.#blank.remove();
    this.element.prepend(window);
  }

  /** Takes the window out; the drawn one is back. */
  remove(): void {
    this.#window?.remove();
    this.#window = null;
    this.element.prepend(this.#blank);
  }

  /** Nothing runs yet: what to press, and the requests worth sending. */
  idle(requests: SavedRequest[], send: (request: SavedRequest) => void): void {
    this.#show(
      "idle",
      h("p", {}, "Press ", h("strong", {}, "Run"), " to start the app; it answers here."),
      requests.length > 0 && h("p", { class: "worth" }, "Or start it with one of these requests:"),
      requests.length > 0 &&
        h("ul", { class: "saved" }, ...requests.map((request) => h("li", {}, saved(request, send)))),
    );
  }

  /** Downloads and starts; sizes in bytes. */
  starting(name: "download" | "start", loaded: number, total: number): void {
    if (!this.#progress) {
      const inner = h("div", { class: "progress-fill" });
      const bar = h("div", { class: "progress", role: "progressbar", "aria-label": "Starting Python" }, inner);
      this.#progress = { bar, fill: inner, text: h("p", { class: "progress-text" }) };
      this.#show("starting", bar, this.#progress.text);
    }
    const { bar, fill: inner, text } = this.#progress;
    const part = total > 0 ? Math.min(loaded / total, 1) : 0;
    bar.setAttribute("aria-valuenow", String(Math.round(part * 100)));
    inner.style.inlineSize = `${part * 100}%`;
    bar.classList.toggle("unknown", name === "start");
    text.textContent = name === "start" || total === 0
      ? "Starting Python…"
      : `Starting Python… ${megabytes(loaded)} of ${megabytes(total)} MB`;
  }

  /** Something kept the app from running. */
  failed(message: string, advice: string, again: (() => void) | null): void {
    this.#show(
      "failed",
      h("p", { class: "failure" }, icon("warn"), message),
      advice && h("p", {}, advice),
      again && h("button", { type: "button", class: "tool worded again", onclick: again }, "Try again"),
    );
  }

  /** Takes the cover away: the window is what counts. */
  uncover(): void {
    this.#progress = null;
    this.#cover.hidden = true;
    if (this.#window) this.#window.inert = false;
  }

  #show(kind: "idle" | "starting" | "failed", ...content: Parameters<typeof fill>[1][]): void {
    if (kind !== "starting") this.#progress = null;
    this.#cover.className = `cover ${kind}`;
    this.#cover.hidden = false;
    if (this.#window) this.#window.inert = true;
    fill(this.#cover, ...content);
  }
}

/** A button that sends a saved request; its name is the request line. */
export function saved(request: SavedRequest, send: (request: SavedRequest) => void): HTMLElement {
  return h(
    "button",
    { type: "button", class: "saved-request", title: request.name, onclick: () => send(request) },
    h("span", { class: "method" }, request.method),
    " ",
    h("span", { class: "path" }, request.path),
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
