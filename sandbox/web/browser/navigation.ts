/**
 * From an address, a link or a form to a page in the window, and the session history of it.
 *
 * A navigation is a turn: the next one ends it, and what belongs to it is then dropped. Back and Forward show a page as it
 * came, with no new request, as a browser does from its cache.
 */

import { ArrivingPage, MOST_MARKUP } from "./arriving-page.ts";
import { allows } from "./content-policy.ts";
import { charsetOf, documentOf, isPage, isText, oddities, type Page, type Shown } from "./documents.ts";
import { History } from "./history.ts";
import type { PageRequests } from "./page-requests.ts";
import { messageDocument } from "./plain-documents.ts";
import type { Preview } from "./preview.ts";
import type { FromApp, PageStart } from "./preview-wire.ts";
import type { Receiver } from "./receive.ts";
import { MOST_REDIRECTS } from "./redirects.ts";
import { type AgentRequest, type Exchange, LeavesApp, type UserAgent } from "./user-agent.ts";
import type { WindowNotice } from "./window-notice.ts";

/** One entry of the session history. Entries that share their page are places in the same document. */
interface Visit {
  request: AgentRequest;
  /** What the address bar shows. */
  url: string;
  page: Page;
  /** URL of the page that led here, empty for none. */
  referrer: string;
  /** What a script has put there. */
  state: unknown;
}

/** How the window gets to a page. */
export interface How {
  /** True where the entry takes the place of the current one. */
  replace?: boolean;
  /** False where the page does it by itself. */
  acted?: boolean;
  /** Name of the file that the response is offered as. */
  saveAs?: string;
  /** For the reader, once the page is there. */
  note?: string;
}

export interface NavigationEvents {
  busy(on: boolean): void;
  /** The entry is another one: its address, and what can be reached from it. */
  moved(): void;
  /** Nothing came, and there is no page from before. */
  failed(url: string): void;
  /** A page is drawn, or its beginning. */
  drawn(url: string, status: number): void;
}

/** So often a page may lead elsewhere, or to itself, without the reader's doing. */
export const MOST_ALONE = 20;

export class Navigation {
  readonly history = new History<Visit>();
  #agent: UserAgent;
  #preview: Preview;
  #requests: PageRequests;
  #notice: WindowNotice;
  #events: NavigationEvents;
  #turn: AbortController | null = null;
  #alone = 0;

  constructor(
    agent: UserAgent,
    preview: Preview,
    requests: PageRequests,
    notice: WindowNotice,
    events: NavigationEvents,
  ) {
    this.#agent = agent;
    this.#preview = preview;
    this.#requests = requests;
    this.#notice = notice;
    this.#events = events;
  }

  /** URL of the page that is shown, or undefined before the first. */
  get url(): string | undefined {
    return this.history.current?.url;
  }

  /** Content-Security-Policy of that page. */
  get policies(): string[] {
    return this.history.current?.page.policies ?? [];
  }

  /** Sends the request; resolves when its page is drawn, when one begins to be, or when the window says why not. */
  async go(request: AgentRequest, how: How = {}): Promise<void> {
    this.#notice.hide();
    this.#alone = how.acted === false ? this.#alone + 1 : 0;
    if (this.#alone > MOST_ALONE) {
      const text = `This page has gone on by itself ${MOST_ALONE} times, so it was stopped at ${request.url}.`;
      return this.#notice.ask(text, "Go on", () => void this.go(request, { ...how, acted: true }));
    }
    const turn = this.#begin();
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    await Promise.race([this.#visit(turn, request, how, resolve), begun]);
  }

  /** Back by a negative number, forward by a positive one; nothing happens beyond the ends. */
  async travel(delta: number): Promise<void> {
    const before = this.history.current;
    const visit = this.history.go(delta);
    if (!visit) return;
    this.#end();
    this.#notice.hide();
    this.#events.moved();
    const { index, length } = this.history;
    if (visit.page === before?.page) {
      return this.#preview.tell({ type: "traversed", url: visit.url, state: visit.state, index, length });
    }
    await this.#draw(visit);
  }

  /** Another place in the same document, which the page has gone to itself. */
  change({ url, state, replace }: Extract<FromApp, { type: "history" }>): void {
    const { current } = this.history;
    if (!current || !URL.canParse(url) || new URL(url).origin !== this.#agent.origin) return;
    const request: AgentRequest = { url, initiator: "navigation" };
    this.history[replace ? "replace" : "push"]({ ...current, request, url, state });
    this.#events.moved();
  }

  /** Repeats the request of the page; the reader is asked before a form is sent again. */
  async reload(acted = true): Promise<void> {
    const visit = this.history.current;
    if (!visit) return;
    const again = () => this.go({ ...visit.request, headers: fresh(visit.request) }, { replace: true, acted });
    if ((visit.request.method ?? "GET") === "GET") return await again();
    this.#notice.ask("This page came from a form. Reloading sends the form again.", "Send again", () => void again());
  }

  #begin(): AbortController {
    this.#turn?.abort();
    this.#events.busy(true);
    return this.#turn = new AbortController();
  }

  #end(turn = this.#turn): void {
    turn?.abort();
    if (turn !== this.#turn) return;
    this.#turn = null;
    this.#events.busy(false);
  }

  async #visit(turn: AbortController, request: AgentRequest, how: How, begun: () => void): Promise<void> {
    const current = () => turn === this.#turn;
    const hops: string[] = [];
    const note = (event: Event) => {
      const { initiator, request: { url }, redirectedTo } = (event as CustomEvent<Exchange>).detail;
      if (initiator === request.initiator && redirectedTo) hops.push(new URL(url).pathname);
    };
    const arrival: { page: ArrivingPage | null } = { page: null };
    this.#agent.addEventListener("exchange", note);
    try {
      const asked = { ...request, url: this.#agent.resolve(request.url, this.url) };
      const receiver: Receiver = {
        head: (url, head) => {
          if (!(isPage(head) || isText(head)) || how.saveAs !== undefined) return;
          const enter = (page: Page) => this.#enter(page, url, asked, how, hops.length > 0);
          const page = arrival.page = this.#arriving(url, head, turn, enter, (visit) => {
            if (how.note) this.#notice.show(how.note);
            this.#events.drawn(visit.url, head.status);
            begun();
          });
          return (bytes) => page.add(bytes);
        },
      };
      const exchange = await this.#agent.fetch({ ...asked, signal: turn.signal, receiver });
      await arrival.page?.end();
      if (!current()) return;
      if (arrival.page?.begun) {
        const warnings = oddities(exchange.response, exchange.request.method);
        return warnings.length > 0 ? this.#notice.show(warnings.join(" ")) : undefined;
      }
      const shown = await documentOf(exchange, this.#requests.loader(exchange.request.url));
      if (current()) await this.#show(shown, exchange, asked, how, hops);
    } catch (error) {
      await arrival.page?.end();
      if (!current()) return;
      if (arrival.page?.begun) {
        const much = `It has more than ${MOST_MARKUP / 2 ** 20} MB and may be endless.`;
        const why = turn.signal.aborted ? much : (error as Error).message;
        this.#notice.show(`The rest of this page did not come: ${why}`);
      } else await this.#refuse(error as Error, request, hops);
    } finally {
      this.#agent.removeEventListener("exchange", note);
      if (current()) this.#end(turn);
    }
  }

  /** For a page that may take its time. */
  #arriving(
    url: string,
    head: Parameters<Receiver["head"]>[1],
    turn: AbortController,
    enter: (page: Page) => Visit,
    begun: (visit: Visit) => void,
  ): ArrivingPage {
    const current = () => turn === this.#turn;
    const begin = async (html: string, policy: string, page: Page) => {
      if (!current()) return;
      const visit = enter(page);
      this.#requests.leave();
      await this.#preview.begin(html, this.#start(visit), policy);
      begun(visit);
    };
    const write = (html: string | null) => {
      if (current()) this.#preview.tell({ type: "write", html });
    };
    const full = () => turn.abort();
    return new ArrivingPage({ url, head, load: this.#requests.loader(url), begin, write, full }, charsetOf(head));
  }

  async #show(shown: Shown, exchange: Exchange, asked: AgentRequest, how: How, hops: string[]): Promise<void> {
    const { response, request } = exchange;
    const notes = [how.note, ...shown.warnings ?? []].filter((each) => each !== undefined && each !== "").join(" ");
    if ("nothing" in shown || "download" in shown || how.saveAs !== undefined) {
      await this.#explainBlank("This response is not a page", "The message above says what came.");
      if ("nothing" in shown) return this.#notice.show(shown.nothing);
      const file = "download" in shown ? shown.download : new File([response.body as Uint8Array<ArrayBuffer>], "");
      return this.#notice.offer(how.saveAs ? new File([file], how.saveAs) : file, notes);
    }
    const visit = this.#enter(shown.page, request.url, asked, how, hops.length > 0);
    await this.#draw(visit);
    if (notes) this.#notice.show(notes);
    this.#events.drawn(visit.url, response.status);
  }

  /** A new entry; `last` is the URL of the last hop. */
  #enter(page: Page, last: string, asked: AgentRequest, how: How, redirected: boolean): Visit {
    // The address bar keeps the fragment, which never goes over the wire.
    const url = last + new URL(asked.url).hash;
    // What Reload repeats: after a redirect it is the last hop, so a form is not sent again.
    const request: AgentRequest = redirected ? { url, initiator: "navigation" } : asked;
    const visit = { request, url, page, referrer: asked.referrer?.split("#")[0] ?? "", state: null };
    this.history[how.replace ? "replace" : "push"](visit);
    this.#events.moved();
    return visit;
  }

  async #refuse(error: Error, request: AgentRequest, hops: string[]): Promise<void> {
    if (error instanceof LeavesApp) {
      await this.#explainBlank("This address is not part of the app", `It led to ${error.url}.`);
      return this.#notice.leave(error.url, hops.length > 0);
    }
    const chain = hops.length > MOST_REDIRECTS ? ` It went ${[...hops.slice(0, 5), "…"].join(" → ")}` : "";
    this.#requests.leave();
    await this.#preview.show(messageDocument("This page did not come", error.message + chain), this.#start());
    if (!this.history.current) this.#events.failed(request.url);
  }

  /** Where nothing has been drawn yet, an empty window would say nothing. */
  async #explainBlank(title: string, text: string): Promise<void> {
    if (!this.history.current) await this.#preview.show(messageDocument(title, text), this.#start());
  }

  async #draw(visit: Visit): Promise<void> {
    this.#requests.leave();
    await this.#preview.show(visit.page.html, this.#start(visit));
  }

  #start({ url, page, referrer, state }: Partial<Visit> = {}): PageStart {
    const { index, length } = this.history;
    const { origin, cookies } = this.#agent;
    const policies = page?.policies ?? [];
    return {
      url: url ?? `${origin}/`,
      base: page?.base ?? null,
      referrer: referrer ?? "",
      cookie: cookies.forScript(url ?? origin),
      storage: this.#requests.storage,
      state: asJson(state),
      index: Math.max(index, 0),
      length: Math.max(length, 1),
      refresh: page?.refresh ?? null,
      allows: { connect: allows("connect-src", policies, origin), form: allows("form-action", policies, origin) },
      frame: null,
    };
  }
}

/** The state as the text of a page can carry it; a page that is drawn anew has lost what JSON does not know. */
export function asJson(state: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(state ?? null));
  } catch {
    return null;
  }
}

/** Reload asks for a page that no cache has kept. */
function fresh({ headers = [] }: AgentRequest): AgentRequest["headers"] {
  return [...headers.filter(([name]) => name !== "Cache-Control"), ["Cache-Control", "max-age=0"]];
}
