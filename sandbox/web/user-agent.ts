/**
 * What a browser does between a click and a page: request fields, cookies, redirects one hop at a time.
 *
 * It draws nothing and knows nothing of Python: `send` carries one request to the server and brings the response back.
 */

import { Cookies } from "./cookies.ts";
import type { Header, WireRequest } from "./protocol.ts";
import { receive, type Received, type Receiver } from "./receive.ts";
import { MOST_REDIRECTS, redirectOf } from "./redirects.ts";
import type { Send, WireResponse } from "./wire.ts";

export type Initiator = "navigation" | "form" | "fetch" | "subresource" | "client";

/** One request and its response, as they went over the wire. */
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
  /** Ends the request: `fetch` then rejects with an `AbortError`, and the app's generator is closed. */
  signal?: AbortSignal;
  /** Gets the response as it arrives. */
  receiver?: Receiver;
}

/** A request or a redirect wants to leave the app's origin, which the user agent never does. */
export class LeavesApp extends Error {
  override name = "LeavesApp";
  constructor(readonly url: string) {
    super(`${url} is not part of the app.`);
  }
}

const ACCEPT: Record<Initiator, string> = {
  navigation: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  form: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  fetch: "*/*",
  subresource: "*/*",
  client: "*/*",
};
const NO_BODY = new Uint8Array();

export class UserAgent extends EventTarget {
  readonly origin: string;
  readonly cookies = new Cookies(() => this.dispatchEvent(new Event("cookies")));
  #send: Send;
  #last = 0;

  /** Events: `exchange` (CustomEvent<Exchange>) after every hop, `cookies` when the jar changed. */
  constructor(send: Send, origin = "http://localhost:5000") {
    super();
    this.#send = send;
    this.origin = origin;
  }

  /** The URL within the app that `url` names; `http://127.0.0.1:5000` is the same server. Throws `LeavesApp`. */
  resolve(url: string, base = this.origin): string {
    const target = new URL(url, base);
    const { hostname, port } = new URL(this.origin);
    if (target.protocol === "http:" && target.port === port && target.hostname === "127.0.0.1") {
      target.hostname = hostname;
    }
    if (target.origin !== this.origin) throw new LeavesApp(target.href);
    return target.href;
  }

  /** Sends a request, follows its redirects and resolves to the last hop. Rejects where `send` does, or with `LeavesApp`. */
  async fetch(asked: AgentRequest): Promise<Exchange> {
    let request = { ...asked, method: asked.method ?? "GET", url: this.resolve(asked.url) };
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const exchange = await this.#hop(request);
      if (exchange.redirectedTo === null || asked.redirect === "manual") return exchange;
      if (asked.redirect === "error") throw new TypeError(`${request.url} redirects to ${exchange.redirectedTo}.`);
      const { method, keepsBody } = redirectOf(
        exchange.response.status,
        exchange.redirectedTo,
        request.url,
        request.method,
      )!;
      request = { ...request, method, url: this.resolve(exchange.redirectedTo) };
      if (!keepsBody) request = { ...request, body: undefined, headers: request.headers?.filter(describesNoBody) };
    }
    throw new Error(`${asked.url} redirected more than ${MOST_REDIRECTS} times: it leads in a circle.`);
  }

  async #hop(asked: AgentRequest & { method: string }): Promise<Exchange> {
    const request = this.#wire(asked);
    const id = ++this.#last;
    const startedAt = Date.now();
    const clock = performance.now();
    const { status, reason, headers, body: stream } = await orAborted(this.#send(request), asked.signal);
    for (const [name, value] of headers) {
      if (name.toLowerCase() === "set-cookie") this.cookies.store(request.url, value);
    }
    const location = headers.find(([name]) => name.toLowerCase() === "location")?.[1];
    const redirectedTo = redirectOf(status, location, request.url, request.method)?.url ?? null;
    const last = redirectedTo === null || asked.redirect === "manual";
    const piece = last ? asked.receiver?.head(request.url, { status, reason, headers }) : undefined;
    const { body, cut } = await receive(stream, piece, asked.signal);
    const exchange: Exchange = {
      id,
      initiator: asked.initiator,
      request,
      response: { status, reason, headers, body, cut },
      startedAt,
      duration: performance.now() - clock,
      redirectedTo,
    };
    this.dispatchEvent(new CustomEvent("exchange", { detail: exchange }));
    asked.signal?.throwIfAborted();
    return exchange;
  }

  /** The request with the fields that browsers add. */
  #wire(
    { method, url, headers = [], body = NO_BODY, initiator, referrer }: AgentRequest & { method: string },
  ): WireRequest {
    const target = new URL(url);
    target.hash = "";
    const cookie = this.cookies.header(target.href);
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

function describesNoBody([name]: Header): boolean {
  return !name.toLowerCase().startsWith("content-");
}
