/**
 * Requests: everything the browser asked of the app, one line a hop, and the saved requests worth sending.
 *
 * Only the first few KiB of each body are kept here: an upload of 50 MB must not be held because it is listed.
 */

import type { Panel } from "../drawer.ts";
import { fill, h } from "../dom.ts";
import { type Preview, preview } from "../body-preview.ts";
import type { Place } from "../log-lines.ts";
import type { SavedRequest } from "../payload.ts";
import type { Header } from "../protocol.ts";
import { saved } from "../stage.ts";
import type { Exchange } from "../user-agent.ts";
import { insideFlask } from "./inside-flask.ts";

/** Hops kept in the list. */
const MOST = 200;

export class RequestsPanel implements Panel {
  readonly element: HTMLElement;
  #list = h("ol", { class: "exchanges", hidden: true });
  #empty = h("p", { class: "empty" }, "No requests yet. Each one that the app gets is listed here.");
  #count = 0;
  #onCount: (count: number) => void;
  #goTo: (place: Place) => void;

  constructor(
    requests: SavedRequest[],
    send: (request: SavedRequest) => void,
    onCount: (count: number) => void,
    goTo: (place: Place) => void,
  ) {
    this.#onCount = onCount;
    this.#goTo = goTo;
    const offers = h("ul", { class: "saved" }, ...requests.map((request) => h("li", {}, saved(request, send))));
    this.element = h("div", { class: "panel requests" }, requests.length > 0 && offers, this.#empty, this.#list);
  }

  /** Lists a hop. */
  add(exchange: Exchange): void {
    const box = this.element;
    const follows = box.scrollTop + box.clientHeight >= box.scrollHeight - 48;
    this.#list.append(hop(exchange, this.#goTo));
    if (this.#list.childElementCount > MOST) this.#list.firstElementChild?.remove();
    this.#list.hidden = false;
    this.#empty.hidden = true;
    this.#onCount(++this.#count);
    if (follows) box.scrollTop = box.scrollHeight;
  }

  /** Shows the details of a hop and brings it into view. */
  open(id: Exchange["id"]): void {
    const item = this.#list.querySelector<HTMLElement>(`[data-id="${id}"]`);
    if (!item) return;
    item.querySelector("button")?.click();
    this.element.scrollTop = item.offsetTop - this.element.offsetTop;
  }

  clear(): void {
    this.#count = 0;
    this.#list.replaceChildren();
    this.#list.hidden = true;
    this.#empty.hidden = false;
    this.#onCount(0);
  }
}

function hop(exchange: Exchange, goTo: (place: Place) => void): HTMLElement {
  const { id, request, response, initiator, duration, redirectedTo } = exchange;
  const { pathname, search } = new URL(request.url);
  const tone = response.status >= 500 ? "bad" : response.status >= 400 ? "warn" : "plain";
  const details = h("div", { class: "details", hidden: true });
  const sent = preview(request.headers, request.body);
  const received = preview(response.headers, response.body);
  const button = h(
    "button",
    { type: "button", class: "exchange", "aria-expanded": "false" },
    h("span", { class: "method" }, request.method),
    " ",
    h("span", { class: "path" }, pathname + search),
    " ",
    h("span", { class: `reply ${tone}` }, `${response.status} ${response.reason}`),
    " ",
    h("span", { class: "time" }, `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`),
  );
  button.addEventListener("click", () => {
    details.hidden = !details.hidden;
    button.setAttribute("aria-expanded", String(!details.hidden));
    if (details.childElementCount) return;
    fill(
      details,
      h(
        "p",
        { class: "origin" },
        `Sent by ${INITIATORS[initiator]}.`,
        redirectedTo && ` Redirected to ${redirectedTo}.`,
      ),
      side("Request", `${request.method} ${pathname}${search} HTTP/1.1`, request.headers, sent),
      insideFlask(exchange, goTo),
      side("Response", `HTTP/1.1 ${response.status} ${response.reason}`, response.headers, received),
    );
  });
  return h("li", { "data-id": id, class: redirectedTo ? "redirect" : "" }, button, details);
}

const INITIATORS: Record<Exchange["initiator"], string> = {
  navigation: "the browser",
  form: "a form",
  fetch: "a script of the page",
  subresource: "the page, for something it shows",
  client: "you, not the page",
};

function side(name: string, start: string, headers: Header[], body: Preview): HTMLElement {
  const lines = headers.map(([field, value]) => h("div", {}, h("span", { class: "field" }, `${field}:`), ` ${value}`));
  return h(
    "section",
    {},
    h("p", { class: "side" }, name),
    h("div", { class: "message-head", tabindex: 0 }, h("div", { class: "start-line" }, start), ...lines),
    body.text !== null && h("pre", { class: "body", tabindex: 0 }, body.text),
    body.note && h("p", { class: "note" }, body.note),
  );
}
