/**
 * What a browser does between a click and a page: request fields, cookies, redirects one hop at a time.
 *
 * It draws nothing and knows nothing of Python: `send` carries one request to the server and brings the response back.
 */

import { Cookies } from "./cookies.ts";
import { codingOf, unpacked } from "./content-coding.ts";
import { field, received } from "./fields.ts";
import { type Head, HttpCache } from "./http-cache.ts";
import type { Header, WireRequest } from "../protocol.ts";
import { type Piece, receive, type Received, type Receiver } from "./receive.ts";
import { type BadLocation, MOST_REDIRECTS, redirectOf, staysWithoutBody, TooManyRedirects } from "./redirects.ts";
import type { Send, WireResponse } from "../wire.ts";

export type Initiator = "navigation" | "form" | "frame" | "fetch" | "subresource" | "client";

/** One request and its response. They are as they went over the wire, but for what the cache added (`cached`). */
export interface Exchange {
  /** Counts from 1 in the order of sending. */
  id: number;
  initiator: Initiator;
  request: WireRequest;
  response: { status: number; reason: string; headers: Header[]; body: Uint8Array; cut?: Received["cut"] };
  /** ms since the epoch. */
  startedAt: number;
  /** ms until the last byte. */
  duration: number;
  /** Absolute URL of the next hop where the response redirects. */
  redirectedTo: string | null;
  /** Ids of the hops that led here, oldest first. */
  hops: number[];
  /**
   * The part that the cache took: null for none. `response` is then what the page gets; `notModified` is the head that the
   * app sent, or null where it was not asked at all.
   */
  cached: { notModified: Head | null } | null;
  /** What happened inside the app (`Inspection`) as JSON; null where that is not known. */
  inspection?: Promise<string | null>;
}

export interface AgentRequest {
  method?: string;
  /** Absolute, or relative to the app's origin. */
  url: string;
  /** Fields beside those that the user agent itself sends; they win over its own. */
  headers?: Header[];
  body?: Uint8Array;
  initiator: Initiator;
  /** URL of the page that asks, for `Referer` and `Origin`. */
  referrer?: string;
  redirect?: RequestRedirect;
  /** As for `window.fetch`. */
  cache?: RequestCache;
  /** A jar in place of the browser's own. */
  cookies?: Cookies;
  /** Hears of every hop. */
  onHop?: (exchange: Exchange) => void;
  /** Ends the request: `fetch` then rejects with an `AbortError`, and the app's generator is closed. */
  signal?: AbortSignal;
  /** Gets the response as it arrives. */
  receiver?: Receiver;
}

/** A request or a redirect wants to leave the app's origin, which the user agent never does. */
export class LeavesApp extends Error {
  override name = "LeavesApp";
  /** `from` is the URL that redirects there. */
  constructor(readonly url: string, from?: string) {
    super(from ? `${from} redirects to ${url}, which is not part of the app.` : `${url} is not part of the app.`);
  }
}

const ACCEPT: Record<Initiator, string> = {
  navigation: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  form: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  frame: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  fetch: "*/*",
  subresource: "*/*",
  client: "*/*",
};
const NO_BODY = new Uint8Array();

export class UserAgent extends EventTarget {
  readonly origin: string;
  readonly cookies = new Cookies(() => this.dispatchEvent(new Event("cookies")));
  readonly cache = new HttpCache();
  #send: Send;
  #last = 0;

  /** Events: `exchange` (CustomEvent<Exchange>) after every hop, `cookies` when the jar changed. */
  constructor(send: Send, origin = "http://localhost:5000") {
    super();
    this.#send = send;
    this.origin = origin;
  }

  /** The URL within the app that `url` names; `http://127.0.0.1:5000` is the same server. Throws `LeavesApp`. */
  resolve(url: string, from?: string): string {
    const target = new URL(url, from ?? this.origin);
    const { hostname, port } = new URL(this.origin);
    if (target.protocol === "http:" && target.port === port && target.hostname === "127.0.0.1") {
      target.hostname = hostname;
    }
    if (target.origin !== this.origin) throw new LeavesApp(target.href, from);
    return target.href;
  }

  /**
   * Sends a request, follows its redirects and resolves to the last hop. Rejects where `send` does, with `LeavesApp`,
   * `BadLocation` or `TooManyRedirects`.
   */
  async fetch(asked: AgentRequest): Promise<Exchange> {
    let request = { ...asked, method: asked.method ?? "GET", url: this.resolve(asked.url) };
    const chain = [request.url];
    const hops: number[] = [];
    while (chain.length <= MOST_REDIRECTS + 1) {
      const exchange = await this.#hop(request, [...hops]);
      if (exchange.redirectedTo === null || asked.redirect === "manual") return exchange;
      if (asked.redirect === "error") throw new TypeError(`${request.url} redirects to ${exchange.redirectedTo}.`);
      const { method, keepsBody } = redirectOf(
        exchange.response.status,
        exchange.redirectedTo,
        request.url,
        request.method,
      )!;
      request = { ...request, method, url: this.resolve(exchange.redirectedTo, request.url) };
      if (!keepsBody) request = { ...request, body: undefined, headers: request.headers?.filter(staysWithoutBody) };
      chain.push(request.url);
      hops.push(exchange.id);
    }
    throw new TooManyRedirects(chain);
  }

  async #hop(asked: AgentRequest & { method: string }, hops: number[]): Promise<Exchange> {
    const request = this.#wire(asked);
    const found = this.cache.find(request, asked.cache);
    if (found && !found.fresh) request.headers.push(...found.validators);
    const id = ++this.#last;
    const startedAt = Date.now();
    const clock = performance.now();
    let response: Exchange["response"];
    let cached: Exchange["cached"] = null;
    let inspection: Exchange["inspection"];
    if (found?.fresh) {
      response = found.response;
      cached = { notModified: null };
      this.#begin(request, asked, response)?.(response.body);
    } else {
      ({ inspection, ...response } = await this.#load(request, asked, found !== null));
      if (found && response.status === 304) {
        cached = { notModified: response };
        response = this.cache.revalidated(request, found.response, response);
        this.#begin(request, asked, response)?.(response.body);
      } else if (!response.cut) {
        const conditions = found?.validators.map(([name]) => name) ?? [];
        const plain = { ...request, headers: request.headers.filter(([name]) => !conditions.includes(name)) };
        this.cache.store(plain, response, asked.cache);
      }
    }
    const { redirectedTo, bad } = next(request, response);
    const exchange: Exchange = {
      id,
      initiator: asked.initiator,
      request,
      response,
      startedAt,
      duration: performance.now() - clock,
      redirectedTo,
      hops,
      cached,
      inspection,
    };
    this.dispatchEvent(new CustomEvent("exchange", { detail: exchange }));
    asked.onHop?.(exchange);
    asked.signal?.throwIfAborted();
    if (bad && asked.redirect !== "manual") throw bad;
    return exchange;
  }

  /** What the app answers, with its last byte; its cookies are stored as soon as the head is there. */
  async #load(request: WireRequest, asked: AgentRequest, validates: boolean) {
    const { status, reason, headers: sent, body: stream, inspection } = await orAborted(
      this.#send(request),
      asked.signal,
    );
    const headers = received(sent);
    const set = headers.filter(([name]) => name.toLowerCase() === "set-cookie").map(([, value]) => value);
    (asked.cookies ?? this.cookies).store(request.url, ...set);
    const head = { status, reason, headers };
    const piece = validates && status === 304 ? undefined : this.#begin(request, asked, head);
    // A client shows what went over the wire.
    const coding = asked.initiator === "client" ? null : codingOf(headers);
    const body = coding ? unpacked(stream, coding) : stream;
    return { ...head, ...await receive(body, piece, asked.signal), inspection };
  }

  /** Tells the receiver that its response begins, unless a redirect is followed instead. */
  #begin(request: WireRequest, { redirect, receiver }: AgentRequest, head: Head): Piece | void {
    const { redirectedTo, bad } = next(request, head);
    const goesOn = redirectedTo !== null || bad !== null;
    return goesOn && redirect !== "manual" ? undefined : receiver?.head(request.url, head);
  }

  /** The request with the fields that browsers add. */
  #wire(
    { method, url, headers = [], body = NO_BODY, initiator, referrer, cookies = this.cookies }: AgentRequest & {
      method: string;
    },
  ): WireRequest {
    const target = new URL(url);
    target.hash = "";
    const cookie = cookies.header(target.href);
    const own: (Header | false)[] = [
      ["Host", target.host],
      ["User-Agent", navigator.userAgent],
      ["Accept", ACCEPT[initiator]],
      ["Accept-Language", navigator.language],
      referrer !== undefined && ["Referer", referrer.split("#")[0]],
      referrer !== undefined && method !== "GET" && method !== "HEAD" && ["Origin", this.origin],
      cookie !== "" && ["Cookie", cookie],
      (body.length > 0 || method === "POST" || method === "PUT") && ["Content-Length", String(body.length)],
    ];
    const given = new Set(headers.map(([name]) => name.toLowerCase()));
    const added = own.filter((field): field is Header => field !== false && !given.has(field[0].toLowerCase()));
    return { method, url: target.href, headers: [...added, ...headers], body };
  }
}

/** Where a response leads: absolute URL or null, and what is wrong with its `Location`. */
function next({ url, method }: WireRequest, head: Head): { redirectedTo: string | null; bad: BadLocation | null } {
  try {
    return {
      redirectedTo: redirectOf(head.status, field(head.headers, "Location"), url, method)?.url ?? null,
      bad: null,
    };
  } catch (error) {
    return { redirectedTo: null, bad: error as BadLocation }; // the response came all the same, and is listed
  }
}

/** Rejects when the signal says so; a response that comes later is not read. */
async function orAborted(answer: Promise<WireResponse>, signal?: AbortSignal): Promise<WireResponse> {
  if (!signal) return await answer;
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => {
    reject(signal.reason);
    answer.then(({ body }) => body.cancel(), () => {});
  };
  signal.addEventListener("abort", abort);
  return await Promise.race([answer, promise]).finally(() => signal.removeEventListener("abort", abort));
}
