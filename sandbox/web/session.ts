/**
 * A browser and a server that know each other: the user agent with its window, and the interpreter that answers it.
 *
 * The browser's side lives until Reset, so cookies and history survive a Run; the server's side is new at every Run.
 * Loaded at the first Run.
 */

import { BrowserWindow } from "./browser/browser-window.ts";
import { type CookieEdit, type CookieRow, fieldOf, toRow } from "./browser/cookie-row.ts";
import { Cookies, type Refusal } from "./browser/cookies.ts";
import type { ClientOptions } from "./client/panel.ts";
import type { SavedRequest } from "./payload.ts";
import type { FileChange, Problem, Project, WireRequest } from "./protocol.ts";
import { type Closed, type Runtime, RuntimeClosed } from "./runtime/runtime.ts";
import { prepareSpare, whenIdle } from "./runtime/spare.ts";
import { bootFor, type StartOptions } from "./runtime/start.ts";
import { BadLocation, TooManyRedirects } from "./browser/redirects.ts";
import { type Exchange, LeavesApp, UserAgent } from "./browser/user-agent.ts";

/** Longest time to an interpreter that was waiting, in ms. */
const AT_HAND = 50;
const NOTHING: Closed = { reason: "stopped", message: "The app is stopped: nothing listens on http://localhost:5000." };

export class Session {
  readonly agent = new UserAgent((request) => this.#send(request));
  readonly window = new BrowserWindow(this.agent);
  #clientCookies = new Cookies(() => {});
  #runtime: Runtime | null = null;

  constructor() {
    // Once the app has answered, line and processor are free for what it may need next, and for the next Run.
    this.window.addEventListener("navigate", () => {
      whenIdle(() => void this.#runtime?.follow());
      prepareSpare();
    });
  }

  /** Starts a clean interpreter with the project. Rejects with a `BootError` where Python did not start. */
  async start(
    project: Project,
    options: Omit<StartOptions, "project" | "tests">,
  ): Promise<{ problem: Problem | null }> {
    this.stop();
    this.agent.cache.expire(); // a Run is a reload of everything: what was edited has to show
    // Opening the window keeps both threads busy that an interpreter which is ready already has to be asked by.
    const prepared = setTimeout(() => this.window.prepare(), AT_HAND);
    const runtime = await bootFor({ ...options, project }).finally(() => clearTimeout(prepared));
    options.signal.throwIfAborted();
    this.#runtime = runtime;
    const started = runtime.start(project);
    this.window.prepare();
    const problem = await started;
    if (problem) prepareSpare();
    return { problem };
  }

  /** The console has changed files; whoever runs finds them changed. */
  write(change: FileChange): void {
    this.#runtime?.write(change).catch(() => {}); // it has ended, and says why itself
  }

  /** Carries a request to the app and nothing else; rejects with `RuntimeClosed` where none runs. */
  readonly carry = (request: WireRequest) => this.#send(request);

  /** Resolves when the interpreter that runs now is gone. */
  get closed(): Promise<Closed> {
    return this.#runtime?.closed ?? Promise.resolve(NOTHING);
  }

  /** Ends the interpreter at once; what waits for it is rejected. */
  stop(): void {
    this.#runtime?.stop();
    this.#runtime = null;
  }

  /** One request of a script, as `window.fetch` would send it. Rejects with an `Error` when the app is stopped. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    init.signal?.throwIfAborted();
    const request = new Request(new URL(path, this.agent.origin), { ...init, mode: "cors" });
    const { headers, method, redirect, url, cache } = request;
    const answer = request.arrayBuffer().then((body) =>
      this.agent.fetch({
        method,
        url,
        headers: [...headers],
        body: new Uint8Array(body),
        redirect,
        cache,
        initiator: "client",
      })
    );
    const aborted = new Promise<never>((_resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
    });
    const ended = this.#ended(answer, `${method} ${path}`);
    return toResponse(await Promise.race([aborted, ended]), url);
  }

  /** One request of the reader, past the cache; redirects are not followed. Rejects as `fetch` does. */
  client({ method, path, headers, body }: Omit<SavedRequest, "name">): Promise<Exchange> {
    const url = new URL(path, this.agent.origin).href;
    const bytes = new TextEncoder().encode(body);
    return this.#ended(
      this.agent.fetch({
        method,
        url,
        headers,
        body: bytes,
        redirect: "manual",
        cache: "no-store",
        initiator: "client",
      }),
      `${method} ${path}`,
    );
  }

  /** One request of the HTTP client, past the cache. Rejects as `fetch` does, and where a redirect goes nowhere. */
  async send({ method, url, headers, body }: WireRequest, { follow, shared, onHop }: ClientOptions): Promise<void> {
    const answer = this.agent.fetch({
      method,
      url,
      headers,
      body,
      onHop,
      redirect: follow ? "follow" : "manual",
      cookies: this.cookies(shared),
      cache: "no-store",
      initiator: "client",
    });
    await this.#ended(answer, `${method} ${url}`);
  }

  /** The browser's jar, or the one of an HTTP client that shares none with it. */
  cookies(shared: boolean): Cookies {
    return shared ? this.agent.cookies : this.#clientCookies;
  }

  onExchange(listener: (exchange: Exchange) => void): void {
    this.agent.addEventListener("exchange", (event) => listener((event as CustomEvent<Exchange>).detail));
  }

  onCookies(listener: (cookies: CookieRow[], refused: Refusal[]) => void): void {
    const { cookies } = this.agent;
    this.agent.addEventListener("cookies", () => listener(cookies.list().map(toRow), cookies.refused));
  }

  removeCookie({ domain, path, name }: CookieRow): void {
    this.agent.cookies.remove(domain.replace(/^\./, ""), path, name);
  }

  /** Stores a cookie of the reader in place of `before`. Returns why the browser refuses it, or null. */
  putCookie(before: CookieRow | null, edit: CookieEdit): string | null {
    let field: string;
    try {
      field = fieldOf(edit);
    } catch (error) {
      return (error as Error).message;
    }
    const reason = this.agent.cookies.put(this.agent.origin, field);
    const moved = before && (before.name !== edit.name || before.path !== edit.path);
    if (reason === null && moved) this.removeCookie(before);
    return reason;
  }

  clearCookies(): void {
    this.agent.cookies.clear();
  }

  #send(request: WireRequest) {
    return this.#runtime ? this.#runtime.send(request) : Promise.reject(new RuntimeClosed(NOTHING));
  }

  /** Settles as `answer` does, and rejects as soon as the interpreter is gone. */
  #ended<T>(answer: Promise<T>, what: string): Promise<T> {
    const gone = this.closed.then(({ message }) => Promise.reject(new Error(message)));
    return Promise.race([answer, gone]).catch((error) => {
      // These come after a response that is in the list.
      if ([LeavesApp, TooManyRedirects, BadLocation].some((type) => error instanceof type)) throw error;
      throw new Error(`${what} got no response. ${error.message}`);
    });
  }
}

/** Statuses that have no body (Fetch standard, "null body status"). */
const BODILESS = new Set([101, 103, 204, 205, 304]);

function toResponse({ request, response }: Exchange, asked: string): Response {
  const { status, reason: statusText, headers, body } = response;
  if (status < 200 || status > 599) throw new TypeError(`${request.url} was answered with status ${status}.`);
  const made = new Response(BODILESS.has(status) ? null : body as Uint8Array<ArrayBuffer>, {
    status,
    statusText,
    headers,
  });
  // The constructor cannot set these two.
  Object.defineProperties(made, { url: { value: request.url }, redirected: { value: request.url !== asked } });
  return made;
}
