/**
 * A small browser window: address bar, Back, Forward, Reload, and the frame that draws the app's pages.
 *
 * Longer than other files because it joins them: history, user agent, documents and preview. Back and Forward show
 * the page as it came, with no new request, as a browser does from its cache.
 */

import css from "./browser-window.css" with { type: "text" };
import { documentOf, messageDocument } from "./documents.ts";
import { h } from "./dom.ts";
import { formRequest } from "./forms.ts";
import { History } from "./history.ts";
import { PageRequests } from "./page-requests.ts";
import { Preview } from "./preview.ts";
import type { FromApp, PageStart, ToApp } from "./preview-page.ts";
import { type AgentRequest, LeavesApp, type UserAgent } from "./user-agent.ts";
import { WindowNotice } from "./window-notice.ts";

/** One visit: what was asked, and the page that came. */
interface Visit {
  request: AgentRequest;
  /** URL of the last hop, which the address bar shows. */
  url: string;
  html: string;
}

const STROKES = {
  Back: "M10 3L5 8l5 5",
  Forward: "M6 3l5 5-5 5",
  Reload: "M13 3v3.5H9.5M12.7 6.3A5.2 5.2 0 1 0 13.2 9",
};

export class BrowserWindow extends EventTarget {
  readonly element: HTMLElement;
  #agent: UserAgent;
  #history = new History<Visit>();
  #preview = new Preview({
    message: (message, answer) => void this.#hear(message, answer),
    left: (url) =>
      this.#notice.show(`A script of this page tried to go to ${url} by itself, which the preview blocks.`),
  });
  #requests: PageRequests;
  #notice = new WindowNotice();
  #address = h("input", {
    type: "text",
    "aria-label": "Address",
    inputmode: "url",
    spellcheck: "false",
    autocomplete: "off",
  });
  #buttons = { Back: this.#button("Back"), Forward: this.#button("Forward"), Reload: this.#button("Reload") };
  #turn = 0;

  /** Events: `navigate` (CustomEvent<{url, status}>), `title` (CustomEvent<string>), `pageerror` (CustomEvent<string>). */
  constructor(agent: UserAgent) {
    super();
    this.#agent = agent;
    this.#requests = new PageRequests(agent, () => this.url);
    agent.addEventListener("cookies", () => this.#preview.tell({ type: "cookies", text: this.#scriptCookies() }));
    const { Back, Forward, Reload } = this.#buttons;
    this.element = h(
      "div",
      { class: "window" },
      h("style", {}, css),
      h(
        "form",
        { class: "bar", onsubmit: (event: SubmitEvent) => this.#go(event) },
        Back,
        Forward,
        Reload,
        this.#address,
      ),
      this.#notice.element,
      h("div", { class: "viewport" }, this.#preview.element),
    );
    this.#enable();
  }

  /** URL of the page that is shown, or undefined before the first. */
  get url(): string | undefined {
    return this.#history.current?.url;
  }

  /** Opens a path or URL of the app; resolves when it is drawn or when the window says why not. Never rejects. */
  navigate(url: string): Promise<void> {
    // To the same address again is a reload in every browser: it makes no new entry.
    const same = this.url !== undefined && URL.canParse(url, this.url) && new URL(url, this.url).href === this.url;
    return this.#visit({ url, initiator: "navigation" }, same ? "replace" : "push");
  }

  back(): Promise<void> {
    return this.#travel(-1);
  }

  forward(): Promise<void> {
    return this.#travel(1);
  }

  /** Once the window is in the page: makes ready what the first visit needs. */
  prepare(): void {
    void this.#preview.open();
  }

  /** Repeats the request of the page; the reader is asked before a form is sent again. */
  async reload(): Promise<void> {
    const visit = this.#history.current;
    if (!visit) return;
    const again = () => this.#visit({ ...visit.request, headers: fresh(visit.request) }, "replace");
    if ((visit.request.method ?? "GET") === "GET") return await again();
    this.#notice.ask("This page came from a form. Reloading sends the form again.", "Send again", () => void again());
  }

  async #visit(request: AgentRequest, as: "push" | "replace"): Promise<void> {
    const turn = ++this.#turn;
    this.#notice.hide();
    this.element.setAttribute("aria-busy", "true");
    try {
      const asked = { ...request, url: this.#agent.resolve(request.url, this.url), referrer: request.referrer };
      const exchange = await this.#agent.fetch(asked);
      const shown = exchange.response.status === 204
        ? null
        : await documentOf(exchange, this.#requests.loader(exchange.request.url));
      if (turn !== this.#turn || shown === null) return;
      if ("download" in shown) return this.#notice.offer(shown.download);
      // The address bar keeps the fragment, which never goes over the wire.
      const url = exchange.request.url + new URL(asked.url).hash;
      // What Reload repeats: after a redirect it is the last hop, so a form is not sent again.
      const repeats = exchange.request.url === asked.url.split("#")[0] &&
        exchange.request.method === (asked.method ?? "GET");
      this.#history[as]({ request: repeats ? asked : { url, initiator: "navigation" }, url, html: shown.html });
      await this.#draw();
      this.dispatchEvent(new CustomEvent("navigate", { detail: { url, status: exchange.response.status } }));
    } catch (error) {
      if (turn === this.#turn) await this.#refuse(error as Error, request);
    } finally {
      if (turn === this.#turn) this.element.removeAttribute("aria-busy");
    }
  }

  async #refuse(error: Error, request: AgentRequest): Promise<void> {
    if (error instanceof LeavesApp) return this.#notice.leave(error.url);
    const html = messageDocument("This page did not come", error.message);
    await this.#preview.show(html, this.#start(this.#agent.origin));
    if (!this.#history.current) this.#address.value = request.url;
  }

  async #travel(step: -1 | 1): Promise<void> {
    if (!this.#history.go(step)) return;
    this.#turn++;
    this.#notice.hide();
    await this.#draw();
  }

  async #draw(): Promise<void> {
    const { url, html } = this.#history.current!;
    this.#address.value = url;
    this.#enable();
    await this.#preview.show(html, this.#start(url));
  }

  #start(url: string): PageStart {
    return { url, cookie: this.#scriptCookies(), storage: this.#requests.storage };
  }

  #scriptCookies(): string {
    return this.#agent.cookies.forScript(this.url ?? this.#agent.origin);
  }

  async #hear(message: FromApp, answer: (message: ToApp) => void): Promise<void> {
    const referrer = this.url;
    if (message.type === "link") {
      await this.#visit({ url: message.url, initiator: "navigation", referrer }, "push");
    } else if (message.type === "submit") {
      await this.#visit({ ...await formRequest(message.submission), initiator: "form", referrer }, "push");
    } else if (message.type === "ready") {
      this.dispatchEvent(new CustomEvent("title", { detail: message.title }));
    } else if (message.type === "location") {
      this.#address.value = message.url;
    } else if (message.type === "pageerror") {
      this.dispatchEvent(new CustomEvent("pageerror", { detail: message.message }));
      this.#notice.show(`A script of this page failed: ${message.message}`);
    } else {
      await this.#requests.hear(message, answer);
    }
  }

  #go(event: SubmitEvent): void {
    event.preventDefault();
    const typed = this.#address.value.trim();
    // As browsers do: what starts with no scheme is a host, what starts with a slash a path.
    const url = typed.startsWith("/") || /^https?:/i.test(typed) ? typed : `http://${typed}`;
    if (URL.canParse(url, this.#agent.origin)) void this.navigate(url);
    else this.#notice.show(`“${typed}” is not an address. Try a path such as /, or ${this.#agent.origin}/.`);
  }

  #button(name: keyof typeof STROKES): HTMLButtonElement {
    const act = { Back: () => this.back(), Forward: () => this.forward(), Reload: () => this.reload() }[name];
    const button = h("button", { type: "button", "aria-label": name, title: name, onclick: () => void act() });
    const paths = `<path d="${STROKES[name]}"/>`;
    button.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true">${paths}</svg>`;
    return button;
  }

  #enable(): void {
    this.#buttons.Back.disabled = !this.#history.canGoBack;
    this.#buttons.Forward.disabled = !this.#history.canGoForward;
    this.#buttons.Reload.disabled = !this.#history.current;
  }
}

/** Reload asks for a page that no cache has kept. */
function fresh({ headers = [] }: AgentRequest): AgentRequest["headers"] {
  return [...headers.filter(([name]) => name !== "Cache-Control"), ["Cache-Control", "max-age=0"]];
}
