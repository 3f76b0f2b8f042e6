/** What came back in the HTTP client: each hop as it went over the wire, the last one with its body in full. */

import { preview, size } from "../body-preview.ts";
import { BodyView } from "../body-view.ts";
import { fill, h } from "../dom.ts";
import type { Exchange } from "../browser/user-agent.ts";
import { milliseconds, side, target, tone } from "../panels/message.ts";

export class ClientResult {
  readonly element = h("section", { class: "client-result", "aria-label": "Response" });
  #body = new BodyView();

  constructor() {
    this.clear();
  }

  clear(): void {
    fill(this.element, h("p", { class: "empty" }, "The response appears here, as it comes over the wire."));
  }

  /** Something is on its way. */
  waiting(what: string): void {
    fill(this.element, h("p", { class: "empty", role: "status" }, what));
  }

  /** The hops so far, and why there are no more where something went wrong. */
  show(hops: Exchange[], error: string | null): void {
    const last = hops.at(-1);
    const failure = error !== null && h("p", { class: "client-failure", role: "alert" }, error);
    if (!last) return void fill(this.element, failure);
    const { request, response, duration } = last;
    this.#body.show(response.headers, response.body);
    fill(
      this.element,
      failure,
      h(
        "p",
        { class: "client-status", role: "status" },
        h("strong", { class: `reply ${tone(response.status)}` }, `${response.status} ${response.reason}`),
        h("span", { class: "note" }, milliseconds(duration)),
        h("span", { class: "note" }, size(response.body.length)),
        hops.length > 1 &&
          h("span", { class: "note" }, `after ${hops.length - 1} ${hops.length > 2 ? "redirects" : "redirect"}`),
      ),
      this.#body.element,
      last.redirectedTo && h("p", { class: "note" }, `It redirects to ${last.redirectedTo}.`),
      details("Response", side("Response", statusLine(last), response.headers, null), true),
      details(
        "Request",
        side("Request", requestLine(last), request.headers, preview(request.headers, request.body)),
        false,
      ),
      ...hops.slice(0, -1).map((hop, index) =>
        details(`Redirect ${index + 1}: ${requestLine(hop)}`, whole(hop), false)
      ),
    );
  }
}

function details(summary: string, content: HTMLElement, open: boolean): HTMLElement {
  return h("details", { open }, h("summary", {}, summary), content);
}

function whole(hop: Exchange): HTMLElement {
  const { request, response } = hop;
  return h(
    "div",
    { class: "details" },
    side("Request", requestLine(hop), request.headers, preview(request.headers, request.body)),
    side("Response", statusLine(hop), response.headers, preview(response.headers, response.body)),
  );
}

function requestLine({ request }: Exchange): string {
  return `${request.method} ${target(request.url)} HTTP/1.1`;
}

function statusLine({ response }: Exchange): string {
  return `HTTP/1.1 ${response.status} ${response.reason}`;
}
