/**
 * A small browser window: address bar, Back, Forward, Reload, and the frame that draws the app's pages.
 *
 * It joins the parts; how a page gets here is up to `navigation.ts`.
 */

import css from "./browser-window.css" with { type: "text" };
import { h } from "../dom.ts";
import { formRequest } from "./forms.ts";
import type { InnerFrame } from "./inner-frame.ts";
import { FrameTree } from "./inner-frames.ts";
import { Navigation } from "./navigation.ts";
import { PageRequests } from "./page-requests.ts";
import { Preview } from "./preview.ts";
import type { FromApp, ToApp } from "./preview-wire.ts";
import type { UserAgent } from "./user-agent.ts";
import { WindowNotice } from "./window-notice.ts";

const STROKES = {
  Back: "M10 3L5 8l5 5",
  Forward: "M6 3l5 5-5 5",
  Reload: "M13 3v3.5H9.5M12.7 6.3A5.2 5.2 0 1 0 13.2 9",
};

export class BrowserWindow extends EventTarget {
  readonly element: HTMLElement;
  #agent: UserAgent;
  #preview = new Preview({
    message: (message, answer) => void this.#hear(message, answer),
    left: (url) =>
      this.#notice.show(`A script of this page tried to go to ${url} by itself, which the preview blocks.`),
    frame: (key, port) => this.#frames.connect(key, port),
    replaced: () => this.#frames.clear(),
  });
  #requests: PageRequests;
  #navigation: Navigation;
  #frames: FrameTree;
  #notice = new WindowNotice();
  #address = h("input", {
    type: "text",
    "aria-label": "Address",
    inputmode: "url",
    spellcheck: "false",
    autocomplete: "off",
    oninput: () => this.#typing = true,
    onblur: () => this.#typing = false,
  });
  #title = h("output", { class: "page-title", "aria-label": "Title" });
  /** What the reader types is not overwritten by a page that arrives meanwhile. */
  #typing = false;
  #buttons = { Back: this.#button("Back"), Forward: this.#button("Forward"), Reload: this.#button("Reload") };

  /** Events: `navigate` (CustomEvent<{url, status}>), `pageerror` (CustomEvent<string>). */
  constructor(agent: UserAgent) {
    super();
    this.#agent = agent;
    this.#requests = new PageRequests(agent, () => this.url);
    this.#navigation = new Navigation(agent, this.#preview, this.#requests, this.#notice, {
      busy: (on) => this.element.setAttribute("aria-busy", String(on)),
      moved: () => this.#moved(),
      failed: (url) => void (this.#address.value = url),
      drawn: (url, status) => this.dispatchEvent(new CustomEvent("navigate", { detail: { url, status } })),
    });
    this.#frames = new FrameTree({
      agent,
      notice: this.#notice,
      storage: this.#requests.storage,
      page: () => ({ url: this.url ?? agent.origin, policies: this.#navigation.policies }),
      tell: (message) => this.#preview.tell(message),
      go: (request, how) => this.#navigation.go(request, how),
      hear: (message, answer, from) => void this.#hear(message, answer, from),
    });
    agent.addEventListener("cookies", () => {
      this.#preview.tell({ type: "cookies", text: agent.cookies.forScript(this.url ?? agent.origin) });
      this.#frames.tellCookies();
    });
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
        this.#title,
      ),
      this.#notice.element,
      h("div", { class: "viewport" }, this.#preview.place),
    );
    for (const button of Object.values(this.#buttons)) button.disabled = true;
  }

  /** URL of the page that is shown, or undefined before the first. */
  get url(): string | undefined {
    return this.#navigation.url;
  }

  /** Opens a path or URL of the app; resolves when it is drawn or when the window says why not. Never rejects. */
  navigate(url: string): Promise<void> {
    if (this.#isElsewhereInPage(url)) {
      return Promise.resolve(this.#preview.tell({ type: "visit", url: this.#absolute(url) }));
    }
    // To the same address again is a reload in every browser: it makes no new entry.
    const same = this.url !== undefined && this.#absolute(url) === this.url;
    return this.#navigation.go({ url, initiator: "navigation" }, { replace: same });
  }

  /** Only the fragment differs, so no request is needed. */
  #isElsewhereInPage(url: string): boolean {
    const target = this.#absolute(url);
    return this.url !== undefined && target !== this.url && target.includes("#") &&
      target.split("#")[0] === this.url.split("#")[0];
  }

  #absolute(url: string): string {
    return URL.canParse(url, this.url ?? this.#agent.origin) ? new URL(url, this.url ?? this.#agent.origin).href : url;
  }

  back(): Promise<void> {
    return this.#navigation.travel(-1);
  }

  forward(): Promise<void> {
    return this.#navigation.travel(1);
  }

  /** Makes ready what the first visit needs, where the window is in the page. */
  prepare(): void {
    if (this.element.isConnected) void this.#preview.open();
  }

  /** Repeats the request of the page; the reader is asked before a form is sent again. */
  reload(): Promise<void> {
    return this.#navigation.reload();
  }

  #moved(): void {
    const { history, url } = this.#navigation;
    if (!this.#typing) this.#address.value = url!;
    this.#buttons.Back.disabled = !history.canGoBack;
    this.#buttons.Forward.disabled = !history.canGoForward;
    this.#buttons.Reload.disabled = false;
  }

  /** `from` is the frame whose page says it, null for the page that fills the window. */
  async #hear(
    message: FromApp,
    answer: (message: ToApp) => void,
    from: InnerFrame | null = null,
  ): Promise<void> {
    const navigation = this.#navigation;
    const frames = this.#frames;
    const referrer = from ? from.url : this.url;
    if (message.type === "link") {
      const { url, target, replace, acted } = message;
      await frames.go(from, { url, initiator: "navigation", referrer }, target, { replace, acted });
    } else if (message.type === "submit") {
      const { submission, target, acted } = message;
      const request = await formRequest(submission);
      await frames.go(from, { ...request, initiator: "form", referrer }, target, { acted });
    } else if (message.type === "frame") frames.open(from, message);
    else if (message.type === "unframe") frames.close(from, message.frame);
    else if (from && message.type === "reload") from.reload(message.acted);
    else if (from && message.type === "history") from.change(message);
    else if (from && message.type === "title") return;
    else if (from && message.type === "go" && from.travel(message.delta)) return;
    else if (message.type === "download") {
      const saveAs = message.name || new URL(message.url).pathname.split("/").pop() || "download";
      await navigation.go({ url: message.url, initiator: "navigation", referrer }, { saveAs });
    } else if (message.type === "file" && message.file instanceof File) this.#notice.offer(message.file);
    else if (message.type === "reload") await navigation.reload(message.acted);
    else if (message.type === "history") navigation.change(message);
    else if (message.type === "go") await navigation.travel(message.delta);
    else if (message.type === "title") this.#title.textContent = this.#title.title = message.title;
    else if (message.type === "notice") this.#notice.show(message.text);
    else if (message.type === "violation") {
      const { directive, blocked } = message;
      const what = blocked === "inline" ? "what stands in the page itself" : `“${blocked}”`;
      this.#notice.show(`The app's Content-Security-Policy (${directive}) blocked ${what}.`);
    } else if (message.type === "pageerror") {
      this.dispatchEvent(new CustomEvent("pageerror", { detail: message.message }));
      this.#notice.show(`A script of this page failed: ${message.message}`);
    } else if (message.type !== "ready" && message.type !== "file") {
      await (from?.requests ?? this.#requests).hear(message, answer);
      if (message.type === "storage") frames.tellOthers(from, { ...message, type: "stored" });
    }
  }

  #go(event: SubmitEvent): void {
    event.preventDefault();
    this.#typing = false;
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
}
