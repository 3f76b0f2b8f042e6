/**
 * The HTTP client: a form for one request, and what came back. Loaded when its region is opened for the first time.
 *
 * It sends past the preview and past its cache, as curl does: whatever it shows was on the wire.
 */

import css from "./client.css" with { type: "text" };
import { type Draft, EMPTY, fromSaved, fromWire, problemOf, toRequest } from "./draft.ts";
import { importsOf } from "./copy-test.ts";
import { enable, h, icon } from "../dom.ts";
import { PartTabs } from "../part-tabs.ts";
import type { SavedRequest } from "../payload.ts";
import type { WireRequest } from "../protocol.ts";
import { saved } from "../stage.ts";
import type { Exchange } from "../browser/user-agent.ts";
import type { ClientEvents } from "./panel.ts";
import { BodyEditor } from "./body.ts";
import { ClientCode } from "./code.ts";
import { ClientHistory } from "./history.ts";
import { ClientResult } from "./result.ts";
import { Rows } from "./rows.ts";

const ORIGIN = "http://localhost:5000";
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const FIELDS = ["Accept", "Accept-Language", "Authorization", "Content-Type", "Cookie", "If-None-Match", "Origin"];

export class ClientView {
  readonly element: HTMLElement;
  #events: ClientEvents;
  #method = input({ "aria-label": "Method", list: "client-methods", class: "client-method" });
  #url = input({ "aria-label": "URL", inputmode: "url", class: "client-url" });
  #send = h("button", { type: "submit", class: "tool main" }, icon("send"), "Send");
  #problem = h("p", { class: "client-problem", id: "client-problem", role: "status" });
  #follow = toggle("Follow redirects", true);
  #shared = toggle("Share cookies with the preview", true);
  #query = new Rows("Parameter", () => this.#queryEdited());
  #headers = new Rows("Header", () => this.#edited(), "client-fields");
  #body = new BodyEditor(() => this.#edited());
  #code = new ClientCode(() => this.#copied());
  #history = new ClientHistory((draft) => this.fill(draft));
  #result = new ClientResult();
  #tabs: PartTabs;
  #shownTab = "Query";
  #busy = false;
  #status: number | null = null;

  constructor(requests: SavedRequest[], events: ClientEvents) {
    this.#events = events;
    this.#tabs = new PartTabs("Parts of the request", "client", {
      Query: this.#query.element,
      Headers: this.#headers.element,
      Body: this.#body.element,
      Code: this.#code.element,
      History: this.#history.element,
    }, (name) => this.#shows(name));
    this.#method.addEventListener("input", () => this.#edited());
    this.#url.addEventListener("input", () => (this.#readQuery(), this.#edited()));
    for (const { box } of [this.#follow, this.#shared]) box.addEventListener("change", () => this.#edited());
    const offers = requests.map((request) => h("li", {}, saved(request, (chosen) => this.fill(fromSaved(chosen)))));
    const form = h(
      "form",
      { class: "client-form", "aria-label": "Request", onsubmit: (event: SubmitEvent) => this.#submit(event) },
      offers.length > 0 && h("ul", { class: "saved" }, ...offers),
      h("div", { class: "client-start" }, this.#method, this.#url, this.#send),
      this.#problem,
      h("div", { class: "client-line" }, this.#follow.element, this.#shared.element),
      this.#tabs.element,
      h("datalist", { id: "client-methods" }, ...METHODS.map((value) => h("option", { value }))),
      h("datalist", { id: "client-fields" }, ...FIELDS.map((value) => h("option", { value }))),
    );
    this.element = h(
      "div",
      { class: "client-parts", onkeydown: (event: KeyboardEvent) => this.#key(event) },
      h("style", {}, css),
      form,
      this.#result.element,
    );
    this.fill(EMPTY);
  }

  /** Puts a request into the form. */
  fill({ method, url, headers, body }: Draft): void {
    this.#method.value = method;
    this.#url.value = url;
    this.#headers.set(headers);
    this.#body.value = body;
    this.#readQuery();
    this.#edited();
  }

  /** Puts in what was on the wire; `body` tells why its body is missing. */
  fillWire(request: WireRequest): void {
    this.fill(fromWire(request));
    this.#url.focus();
  }

  /** Forgets what was sent. */
  clear(): void {
    this.#history.clear();
    this.#result.clear();
    this.#status = null;
  }

  get #draft(): Draft {
    const headers = this.#headers.rows.map(([name, value]): [string, string] => [name.trim(), String(value).trim()]);
    return { method: this.#method.value.trim(), url: this.#url.value.trim(), headers, body: this.#body.value };
  }

  #edited(): void {
    const draft = this.#draft;
    const problem = problemOf(draft, ORIGIN);
    this.#status = null;
    this.#problem.textContent = problem?.message ?? "";
    this.#problem.hidden = !problem;
    this.#method.setAttribute("aria-invalid", String(problem?.part === "method"));
    this.#url.setAttribute("aria-invalid", String(problem?.part === "url"));
    this.#body.mark(problem?.part === "body" && draft.body.kind === "json");
    enable(this.#send, !problem && !this.#busy);
    if (problem) this.#send.setAttribute("aria-describedby", "client-problem");
    else this.#send.removeAttribute("aria-describedby");
    this.#tabs.note("Query", count(this.#query.rows.length));
    this.#tabs.note("Headers", count(draft.headers.length), problem?.part === "headers");
    this.#tabs.note("Body", draft.body.kind === "none" ? "" : KINDS[draft.body.kind], problem?.part === "body");
    if (this.#shownTab === "Code") this.#code.draw();
  }

  /** The rows follow the URL … */
  #readQuery(): void {
    const url = this.#url.value;
    const query = url.includes("?") ? url.slice(url.indexOf("?") + 1).split("#")[0] : "";
    this.#query.set([...new URLSearchParams(query)]);
  }

  /** … and the URL follows the rows. */
  #queryEdited(): void {
    const [before, hash] = this.#url.value.split("#");
    const query = new URLSearchParams(this.#query.rows.map(([name, value]) => [name, String(value)])).toString();
    this.#url.value = before.split("?")[0] + (query && `?${query}`) + (hash ? `#${hash}` : "");
    this.#edited();
  }

  #shows(name: string): void {
    this.#shownTab = name;
    if (name === "Code") this.#code.draw();
  }

  #copied() {
    const draft = this.#draft;
    const problem = problemOf(draft, ORIGIN);
    if (problem) return problem.message;
    const cookie = this.#events.cookies(new URL(draft.url, ORIGIN).href, this.#shared.box.checked);
    const imports = importsOf(this.#events.source());
    return { draft, origin: ORIGIN, cookie, follow: this.#follow.box.checked, status: this.#status, imports };
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation(); // elsewhere in the element these keys run the app
    void this.#submit(event);
  }

  /** Where the response is below the form, it comes into view; the page itself stays where it is. */
  #reveal(): void {
    const panel = this.element.parentElement;
    if (!panel) return;
    const { top, bottom } = panel.getBoundingClientRect();
    const start = this.#result.element.getBoundingClientRect().top;
    if (start > bottom - 160) panel.scrollTop += start - top;
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const draft = this.#draft;
    if (this.#busy || problemOf(draft, ORIGIN)) return;
    this.#busy = true;
    enable(this.#send, false);
    const hops: Exchange[] = [];
    let error: string | null = null;
    this.#result.waiting("Waiting for the response…");
    try {
      const request = await toRequest(draft, ORIGIN);
      const sent = await this.#events.send(request, {
        follow: this.#follow.box.checked,
        shared: this.#shared.box.checked,
        onHop: (hop) => hops.push(hop),
      });
      if (!sent) error = "The app did not start, so nothing was sent. Problems and Server log say why.";
    } catch (thrown) {
      error = (thrown as Error).message;
    }
    this.#busy = false;
    this.#edited();
    this.#status = hops.at(-1)?.response.status ?? null;
    this.#result.show(hops, error);
    this.#reveal();
    this.#history.add(draft, this.#status);
    if (this.#shownTab === "Code") this.#code.draw();
  }
}

const KINDS = { form: "form", json: "JSON", text: "text", file: "file" };

function count(number: number): string {
  return number ? String(number) : "";
}

function input(props: Record<string, string>): HTMLInputElement {
  return h("input", { type: "text", spellcheck: "false", autocomplete: "off", autocapitalize: "off", ...props });
}

function toggle(label: string, checked: boolean): { box: HTMLInputElement; element: HTMLElement } {
  const box = h("input", { type: "checkbox", role: "switch", checked });
  return { box, element: h("label", { class: "client-switch" }, box, label) };
}
