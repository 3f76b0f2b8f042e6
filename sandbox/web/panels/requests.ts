/**
 * Requests: everything the browser asked of the app, one line a hop, and the saved requests worth sending.
 *
 * Only the first few KiB of each body are kept here: an upload of 50 MB must not be held because it is listed. Lines are
 * added once a frame, because a script can send thousands of requests in one.
 */

import type { Panel } from "../drawer.ts";
import { fill, h } from "../dom.ts";
import { preview, size } from "../body-preview.ts";
import type { Place } from "../log-lines.ts";
import type { SavedRequest } from "../payload.ts";
import type { WireRequest } from "../protocol.ts";
import { saved } from "../stage.ts";
import type { Exchange } from "../browser/user-agent.ts";
import { insideFlask } from "../inspector/inside-flask.ts";
import { milliseconds, side, target, tone } from "./message.ts";

/** Hops kept in the list. */
const MOST = 200;
/** Largest body, in bytes, that is kept for sending it again. */
const KEPT = 64 * 1024;

/** What the reader does with the list. */
export interface RequestActions {
  /** Sends a saved request. */
  send(request: SavedRequest): void;
  /** Puts a request into the HTTP client. */
  edit(request: WireRequest): void;
  count(count: number): void;
  goTo(place: Place): void;
}

export class RequestsPanel implements Panel {
  readonly element: HTMLElement;
  #list = h("ol", { class: "exchanges", hidden: true });
  #empty = h("p", { class: "empty" }, "No requests yet. Each one that the app gets is listed here.");
  #cut = h("p", { class: "note", hidden: true });
  #count = 0;
  #waiting: Exchange[] = [];
  #actions: RequestActions;

  constructor(requests: SavedRequest[], actions: RequestActions) {
    this.#actions = actions;
    const offers = h(
      "ul",
      { class: "saved" },
      ...requests.map((request) => h("li", {}, saved(request, (chosen) => actions.send(chosen)))),
    );
    this.element = h(
      "div",
      { class: "panel requests" },
      requests.length > 0 && offers,
      this.#empty,
      this.#cut,
      this.#list,
    );
  }

  /** Lists a hop, with the next frame. */
  add(exchange: Exchange): void {
    this.#count++;
    this.#waiting.push(exchange);
    if (this.#waiting.length > MOST) this.#waiting.shift();
    // In a hidden tab there are no frames; there the list waits until it is asked for.
    else if (this.#waiting.length === 1) requestAnimationFrame(() => this.#draw());
  }

  /** Shows the details of a hop and brings it into view. */
  open(id: Exchange["id"]): void {
    this.#draw();
    const item = this.#list.querySelector<HTMLElement>(`[data-id="${id}"]`);
    if (!item) return;
    item.querySelector("button")?.click();
    this.element.scrollTop = item.offsetTop - this.element.offsetTop;
  }

  clear(): void {
    this.#count = 0;
    this.#waiting = [];
    this.#list.replaceChildren();
    this.#list.hidden = this.#cut.hidden = true;
    this.#empty.hidden = false;
    this.#actions.count(0);
  }

  #draw(): void {
    if (!this.#waiting.length) return;
    const box = this.element;
    const follows = box.scrollTop + box.clientHeight >= box.scrollHeight - 48;
    this.#list.append(...this.#waiting.map((exchange) => this.#hop(exchange)));
    this.#waiting = [];
    while (this.#list.childElementCount > MOST) this.#list.firstElementChild!.remove();
    this.#list.hidden = false;
    this.#empty.hidden = true;
    this.#cut.hidden = this.#count <= MOST;
    this.#cut.textContent = `The latest ${MOST} of ${this.#count.toLocaleString("en")} requests.`;
    this.#actions.count(this.#count);
    if (follows) box.scrollTop = box.scrollHeight;
  }

  #hop(exchange: Exchange): HTMLElement {
    const { id, request, response, duration, redirectedTo, hops, cached } = exchange;
    const details = h("div", { class: "details", hidden: true });
    const show = this.#details(exchange);
    const button = h(
      "button",
      { type: "button", class: "exchange", "aria-expanded": "false" },
      h("span", { class: "method" }, request.method),
      " ",
      h(
        "span",
        { class: "path" },
        target(request.url),
        cached && " ",
        cached && h("span", { class: "mark" }, cached.notModified ? "revalidated: 304" : "from cache"),
      ),
      " ",
      h("span", { class: `reply ${tone(response.status)}` }, `${response.status} ${response.reason}`),
      " ",
      h("span", { class: "time" }, cached && !cached.notModified ? "" : milliseconds(duration)),
    );
    button.addEventListener("click", () => {
      details.hidden = !details.hidden;
      button.setAttribute("aria-expanded", String(!details.hidden));
      if (!details.childElementCount) fill(details, ...show());
    });
    const classes = [redirectedTo && "redirect", hops.length > 0 && "hop"].filter(Boolean).join(" ");
    return h("li", { "data-id": id, class: classes }, button, details);
  }

  /** Keeps what the details need and no more, and builds them when they are opened. */
  #details({ request, response, initiator, redirectedTo, hops, cached, inspection }: Exchange): () => HTMLElement[] {
    const sent = preview(request.headers, request.body);
    const received = preview(response.headers, response.body);
    const fits = request.body.length <= KEPT;
    // A copy, since the body may be a part of something larger.
    const kept = { ...request, body: fits ? request.body.slice() : new Uint8Array() };
    const [{ method, url, headers }, { status, reason }] = [request, response];
    const answer = { status, reason, headers: response.headers };
    const wire = cached?.notModified ?? answer;
    const large = `Its body of ${size(request.body.length)} is not kept, so it has to be chosen again.`;
    return () => [
      h(
        "p",
        { class: "origin" },
        `Sent by ${INITIATORS[initiator]}.`,
        hops.length > 0 && ` Redirect ${hops.length}.`,
        redirectedTo && ` Redirected to ${redirectedTo}.`,
        cached && (cached.notModified ? REVALIDATED : FROM_CACHE),
      ),
      h(
        "p",
        {},
        h("button", { type: "button", class: "link", onclick: () => this.#actions.edit(kept) }, "Open in HTTP client"),
        !fits && ` ${large}`,
      ),
      side("Request", `${method} ${target(url)} HTTP/1.1`, headers, sent),
      ...(inspection ? [insideFlask(request, inspection, (place) => this.#actions.goTo(place))] : []),
      side("Response", `HTTP/1.1 ${wire.status} ${wire.reason}`, wire.headers, cached?.notModified ? null : received),
      ...(cached?.notModified
        ? [side("What the page got", `HTTP/1.1 ${status} ${reason}`, answer.headers, received)]
        : []),
    ];
  }
}

const FROM_CACHE = " From cache: the stored response is fresh, so the app was not asked.";
const REVALIDATED = " Revalidated: the app answered 304, so the stored response was used once more.";

const INITIATORS: Record<Exchange["initiator"], string> = {
  navigation: "the browser",
  form: "a form",
  frame: "the page, for a frame in it",
  fetch: "a script of the page",
  subresource: "the page, for something it shows",
  client: "you, not the page",
};
