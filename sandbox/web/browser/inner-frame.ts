/**
 * A frame inside a page of the app: gets its page as the window does, and draws it where the page around it has the frame.
 *
 * It has entries of its own for Back and Forward of its scripts; the window's buttons know whole pages alone.
 */

import { ArrivingPage } from "./arriving-page.ts";
import { allows } from "./content-policy.ts";
import { charsetOf, documentOf, htmlPage, isPage, isText, type Page } from "./documents.ts";
import { refusesFrame } from "./frame-policy.ts";
import { History } from "./history.ts";
import type { FrameTree } from "./inner-frames.ts";
import { asJson, type How, MOST_ALONE } from "./navigation.ts";
import { PageRequests } from "./page-requests.ts";
import { messageDocument } from "./plain-documents.ts";
import { withLoader, withScript } from "./preview-page.ts";
import type { FromApp, PageStart, ToApp } from "./preview-wire.ts";
import type { Receiver } from "./receive.ts";
import { type AgentRequest, LeavesApp } from "./user-agent.ts";

/** Entries that share their `document` are places in it. */
interface Visit {
  request: AgentRequest;
  /** The page's own, for a frame that has `srcdoc`. */
  markup: string | null;
  url: string;
  document: symbol;
  state: unknown;
}

export class InnerFrame {
  readonly key = [...crypto.getRandomValues(new Uint32Array(4))].join("-");
  readonly requests: PageRequests;
  name = "";
  /** Content-Security-Policy of its page. */
  policies: string[] = [];
  #tree: FrameTree;
  #history = new History<Visit>();
  #port: MessagePort | null = null;
  #connected = Promise.withResolvers<void>();
  #turn = new AbortController();
  #alone = 0;

  constructor(tree: FrameTree, readonly parent: InnerFrame | null, readonly number: number) {
    this.#tree = tree;
    this.requests = new PageRequests(tree.agent, () => this.url, tree.storage);
  }

  get url(): string | undefined {
    return this.#history.current?.url;
  }

  /** How many pages are around it. */
  get depth(): number {
    return this.parent ? this.parent.depth + 1 : 1;
  }

  /** The page has sent its port. */
  connect(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    this.#connected.resolve();
    port.onmessage = ({ data }: MessageEvent<FromApp>) => {
      if (port === this.#port) {
        this.#tree.hear(data, (message, transfer = []) => port.postMessage(message, transfer), this);
      }
    };
  }

  tell(message: ToApp): void {
    this.#port?.postMessage(message);
  }

  /** Nobody sees it any more. */
  close(): void {
    this.#turn.abort();
    this.requests.leave();
    this.#port?.close();
    this.#port = null;
  }

  /** Brings a page; what goes wrong is said in the frame. `markup` is the page itself where it has no URL. */
  async open(request: AgentRequest, how: How = {}, markup: string | null = null): Promise<void> {
    this.#alone = how.acted === false ? this.#alone + 1 : 0;
    if (this.#alone > MOST_ALONE) {
      return this.#tree.notice.ask(
        `A frame of this page has gone on by itself ${MOST_ALONE} times, so it was stopped at ${request.url}.`,
        "Go on",
        () => void this.open(request, { ...how, acted: true }, markup),
      );
    }
    const document = Symbol();
    const enter = (url: string) =>
      this.#history[how.replace || this.url === undefined ? "replace" : "push"](
        { request, markup, url, document, state: null },
      );
    if (this.#isElsewhereInPage(request, markup)) return this.tell({ type: "visit", url: request.url });
    await this.#load(request, markup, enter);
  }

  /** Another place in the same document, which the page has gone to itself. */
  change({ url, state, replace }: Extract<FromApp, { type: "history" }>): void {
    const { current } = this.#history;
    if (current) this.#history[replace ? "replace" : "push"]({ ...current, url, state });
  }

  /** Back or forward among the frame's own entries; false where it has none there. */
  travel(delta: number): boolean {
    const before = this.#history.current;
    const visit = this.#history.go(delta);
    if (!visit) return false;
    const { index, length } = this.#history;
    const { url, state } = visit;
    if (visit.document === before?.document) this.tell({ type: "traversed", url, state, index, length });
    else void this.#load(visit.request, visit.markup, () => {});
    return true;
  }

  reload(acted: boolean): void {
    const visit = this.#history.current;
    if (visit) void this.open({ ...visit.request, url: visit.url }, { replace: true, acted }, visit.markup);
  }

  #isElsewhereInPage({ url, method = "GET" }: AgentRequest, markup: string | null): boolean {
    return this.#port !== null && this.url !== undefined && markup === null && method === "GET" && url.includes("#") &&
      url !== this.url && url.split("#")[0] === this.url.split("#")[0];
  }

  async #load(request: AgentRequest, markup: string | null, enter: (url: string) => void): Promise<void> {
    this.#turn.abort();
    this.requests.leave();
    const turn = this.#turn = new AbortController();
    const refused = this.#tree.refusal(this, request.url);
    if (refused) return this.#say(refused.title, refused.text);
    try {
      if (markup === null) await this.#fetch(turn, request, enter);
      else {
        const { url } = request;
        const page = await htmlPage(markup, { status: 200, reason: "", headers: [] }, url, this.requests.loader(url));
        if (!turn.signal.aborted) this.#draw(page, url, request, enter);
      }
    } catch (error) {
      if (turn.signal.aborted) return;
      if (error instanceof LeavesApp) this.#say("Not part of this app", `The frame asks for ${error.url}.`);
      else this.#say("This page did not come", (error as Error).message);
    }
  }

  async #fetch(turn: AbortController, request: AgentRequest, enter: (url: string) => void): Promise<void> {
    const { agent, notice } = this.#tree;
    const asked = { ...request, url: agent.resolve(request.url) };
    const arrival: { page: ArrivingPage | null } = { page: null };
    const place = (last: string) => last + new URL(asked.url).hash;
    const receiver: Receiver = {
      head: (last, head) => {
        if (!(isPage(head) || isText(head)) || refusesFrame(head.headers, agent.origin)) return;
        const begin = async (html: string, policy: string, page: Page) => {
          if (turn.signal.aborted) return;
          const start = this.#enter(page, place(last), request, enter);
          this.#connected = Promise.withResolvers();
          this.#put(withLoader(html, start, policy));
          await this.#connected.promise;
        };
        const write = (html: string | null) => turn.signal.aborted || this.tell({ type: "write", html });
        const load = this.requests.loader(last);
        const page = arrival.page = new ArrivingPage(
          { url: last, head, load, begin, write, full: () => turn.abort() },
          charsetOf(head),
        );
        return (bytes) => page.add(bytes);
      },
    };
    let exchange;
    try {
      exchange = await agent.fetch({ ...asked, signal: turn.signal, receiver });
    } finally {
      await arrival.page?.end();
    }
    if (turn.signal.aborted || arrival.page?.begun) return;
    const { url } = exchange.request;
    const refused = refusesFrame(exchange.response.headers, agent.origin);
    if (refused) {
      notice.show(`${url} refuses to be drawn in a frame: ${refused}.`);
      return this.#say("This page refuses to be in a frame", `${url} was answered with ${refused}.`);
    }
    const shown = await documentOf(exchange, this.requests.loader(url));
    if (turn.signal.aborted) return;
    if ("page" in shown) this.#draw(shown.page, place(url), request, enter);
    else if ("download" in shown) {
      notice.offer(shown.download);
      this.#say("A file", `${shown.download.name} is offered above the page.`);
    }
    if (shown.warnings?.length) notice.show(shown.warnings.join(" "));
  }

  #draw(page: Page, url: string, request: AgentRequest, enter: (url: string) => void): void {
    this.#put(withScript(page.html, this.#enter(page, url, request, enter)));
  }

  #enter(page: Page, url: string, request: AgentRequest, enter: (url: string) => void): PageStart {
    enter(url);
    this.policies = page.policies;
    return this.#start(url, page, request.referrer);
  }

  #say(title: string, text: string): void {
    this.policies = [];
    this.#put(withScript(messageDocument(title, text), this.#start(this.#tree.top)));
  }

  #put(html: string): void {
    this.#tree.tell(this.parent, { type: "framed", frame: this.number, html });
  }

  #start(url: string, page?: Page, referrer = ""): PageStart {
    const { agent, storage, top } = this.#tree;
    const policies = page?.policies ?? [];
    return {
      url,
      base: page?.base ?? null,
      referrer: referrer.split("#")[0],
      cookie: agent.cookies.forScript(url),
      storage,
      state: asJson(this.#history.current?.state),
      index: Math.max(this.#history.index, 0),
      length: Math.max(this.#history.length, 1),
      refresh: page?.refresh ?? null,
      allows: {
        connect: allows("connect-src", policies, agent.origin),
        form: allows("form-action", policies, agent.origin),
      },
      frame: { key: this.key, depth: this.depth, parent: this.parent?.url ?? top, top },
    };
  }
}
