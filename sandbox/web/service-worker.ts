/**
 * The service worker: it has one job, the site without a network. What a build consists of stands in `offline.json`.
 *
 * A page and all that it loads come from one build, the one that the page bears the mark of, for as long as it is open:
 * from that build's cache, else from the server. So a newer worker may take over at once, whatever is open. That is why
 * Workbox is not used: it keeps one build, and removes the one before from under the pages that still need it.
 */

import { type Build, buildOf, byName, Kept, LIST, mark } from "./offline/kept.ts";
import { notKept } from "./offline/not-kept.ts";
import type { Hello } from "./offline/offline.ts";

/** Written in front of this script by `sandbox/offline.py`. */
declare const BUILD: string | undefined;

// TypeScript's own types of service workers exclude those of pages, which the rest of this folder needs.
export interface LifeEvent {
  waitUntil(work: Promise<unknown>): void;
}
export interface FetchEvent extends LifeEvent {
  request: Request;
  clientId: string;
  resultingClientId: string;
  respondWith(response: Promise<Response>): void;
}
export interface MessageEvent extends LifeEvent {
  data: Hello;
  source: { id: string; url: string };
}
export interface Scope {
  registration: { scope: string; installing: unknown; waiting: unknown };
  clients: { get(id: string): Promise<unknown>; claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: LifeEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

/** How long the server may take before a page that is kept is shown instead, in ms. */
const PATIENCE = 3000;
/** When to look again whether the page before is gone, with all that it had, in ms from one time to the next. */
const AGAIN = [1000, 10_000];
/** Pages that are kept from the start: where an installed site begins, and what tells about keeping. */
const FIRST = ["", "offline/"];
/** Entry that says: everything was downloaded once, so a newer build is downloaded whole too. */
const EVERYTHING = "offline.json?everything";
/** Stands in place of a build: which build each open page belongs to. Outlives the worker, which browsers stop often. */
const CLIENTS = "clients";

export class OfflineSite {
  #scope: Scope;
  #again: number[];
  #root: string;
  #own: Kept;
  #clients: Kept;
  #builds = new Map<string, string>();
  #list: Promise<Build | null> | null = null;
  #adding: Promise<void> = Promise.resolve();

  constructor(scope: Scope, build: string, again = AGAIN) {
    this.#scope = scope;
    this.#again = again;
    this.#root = scope.registration.scope;
    this.#own = new Kept(this.#root, build);
    this.#clients = new Kept(this.#root, CLIENTS);
    scope.addEventListener("install", (event) => event.waitUntil(this.#install().then(() => scope.skipWaiting())));
    scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
    scope.addEventListener("message", (event) => event.waitUntil(this.#met(event)));
    scope.addEventListener("fetch", (event) => this.#answer(event));
  }

  /** Rejects where the server does not have this build complete; the browser then tries again at a later visit. */
  async #install(): Promise<void> {
    const response = await fetch(new URL(LIST, this.#root), { cache: "no-cache" });
    const list: Build = await response.clone().json();
    if (list.build !== this.#own.build) throw new Error("The server has another build by now.");
    await this.#own.put(LIST, response);
    this.#list = null;
    for (const older of await this.#others()) await this.#inherit(list, older);
    await this.#add(Object.keys(list.files).filter((name) => list.files[name].kind === "site" || FIRST.includes(name)));
  }

  /** Takes over what did not change, and fetches the pages that did. */
  async #inherit({ build, files }: Build, older: Kept): Promise<void> {
    const before = (await older.list())?.files ?? {};
    const kept = await older.addresses();
    const changed: string[] = [];
    for (const address of kept) {
      if (files[address]?.hash && files[address].hash === before[address]?.hash) {
        let response = await older.match(address);
        if (!response) continue; // removed meanwhile
        if (files[address].kind === "page") {
          response = new Response((await response.text()).replace(mark(older.build), mark(build)), response);
        }
        await this.#own.put(address, response);
      } else if (files[address]?.kind === "page") changed.push(address);
    }
    const whole = Object.keys(before).length > 0 && Object.keys(before).every((address) => kept.has(address));
    if (whole || kept.has(EVERYTHING)) await this.#own.put(EVERYTHING, new Response());
    await this.#add(changed).catch(() => {}); // they can be visited again
  }

  /** A page is there and says which build it is of: what it needs is kept, and what nobody needs any more is not. */
  async #met({ data: { build, frugal }, source: { id, url } }: MessageEvent): Promise<void> {
    try {
      await this.#remember(id, build);
      if (build === this.#own.build) await this.#keep(this.#address(url) ?? "", frugal);
    } catch {
      // No room or no network: there is another visit.
    }
    for (const delay of this.#again) {
      if (await this.#tidy()) return;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
    await this.#tidy();
  }

  async #keep(page: string, frugal: boolean): Promise<void> {
    if (!await this.#own.list()) await this.#install(); // the browser or the reader has emptied the cache
    const { files } = (await this.#files())!;
    const all = Object.keys(files);
    const needs = frugal ? undefined : files[page]?.needs;
    await this.#add([page, ...(needs ? [...needs, ...all.filter((name) => files[name].kind === "python")] : [])]);
    if (!frugal && await this.#own.match(EVERYTHING)) await this.#add(all);
  }

  /** Fetches what is not kept yet; one call after the other, so that nothing is fetched twice. */
  #add(addresses: string[]): Promise<void> {
    const add = async () => {
      const { files } = (await this.#files())!;
      const kept = await this.#own.addresses();
      const missing = addresses.filter((address) => files[address] && !kept.has(address));
      const added = await Promise.allSettled(missing.map((address) => this.#own.add(address, files[address])));
      const failed = added.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
    };
    return this.#adding = this.#adding.then(add, add);
  }

  #answer(event: FetchEvent): void {
    const { request } = event;
    const address = this.#address(request.url);
    if (address === null || request.method !== "GET" || request.headers.has("range")) return;
    if (request.cache === "no-store") return; // the button's, which keeps what it fetches by itself
    if (request.mode === "navigate") event.respondWith(this.#page(event, address));
    else if (/[^/]$/.test(address)) event.respondWith(this.#asset(event, address));
    // A page that nobody opens is a prefetch; to answer it with a failure would be reported on the console.
  }

  /** A page from the server; where that is silent or broken, as it is kept. */
  async #page(event: FetchEvent, address: string): Promise<Response> {
    const kept = await this.#own.match(address);
    try {
      const { response, build } = await within(kept ? PATIENCE : Infinity, this.#fresh(event.request, address));
      if (response.status >= 500 && kept) throw new Error("The server is out of order.");
      if (build) event.waitUntil(this.#remember(event.resultingClientId, build));
      return response;
    } catch {
      event.waitUntil(this.#remember(event.resultingClientId, this.#own.build));
      return kept ?? await this.#notKept(address);
    }
  }

  async #fresh(request: Request, address: string): Promise<{ response: Response; build: string | null }> {
    const response = await fetch(request, { cache: "no-cache" }); // one in the HTTP cache may be of a build that is gone
    const isPage = response.ok && response.headers.get("Content-Type")?.startsWith("text/html");
    if (!isPage) return { response, build: null };
    const html = await response.text();
    const page = new Response(html, response);
    const build = buildOf(html);
    if (build === this.#own.build && (await this.#files())?.files[address]) {
      await this.#own.put(address, page.clone()).catch(() => {}); // no room
    }
    return { response: page, build };
  }

  /** Whatever a page loads. */
  async #asset(event: FetchEvent, address: string): Promise<Response> {
    const { request, clientId, resultingClientId } = event;
    const build = await this.#buildOf(clientId);
    if (build && resultingClientId) event.waitUntil(this.#remember(resultingClientId, build)); // a worker of the page
    // A file that is named by its content is the same in every build.
    const named = byName((await this.#files())?.files[address]);
    const source = named || !build ? this.#own : new Kept(this.#root, build);
    // `reload` asks for the server's copy because the one that is kept turned out to be damaged.
    const kept = request.cache !== "reload" && await source.match(address);
    if (kept && (named || build)) return kept;
    try {
      // A copy in the browser's HTTP cache may be of another build than the page.
      const response = await (source === this.#own ? fetch(request) : fetch(request, { cache: "no-cache" }));
      if (named && response.status === 200 && !response.redirected) {
        event.waitUntil(this.#own.put(address, response.clone()).catch(() => {})); // no room, or it broke off
      }
      return response;
    } catch (error) {
      if (kept) return kept; // the page has not said yet which build it is of
      throw error;
    }
  }

  async #notKept(address: string): Promise<Response> {
    const files = (await this.#files())?.files ?? {};
    if (files[`${address}/`]) return Response.redirect(new URL(`${address}/`, this.#root));
    const html = notKept(this.#root, files, address, await this.#own.addresses());
    return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  }

  /** Removes what was kept of other builds, once no open page is of them. False where one still is. */
  async #tidy(): Promise<boolean> {
    const others = await this.#others();
    const { installing, waiting } = this.#scope.registration;
    if (installing || waiting) return true; // theirs is among them
    const used = new Set<string | null>();
    for (const id of new Set([...await this.#clients.addresses(), ...this.#builds.keys()])) {
      if (await this.#scope.clients.get(id)) used.add(await this.#buildOf(id));
      else {
        this.#builds.delete(id);
        await this.#clients.delete(id);
      }
    }
    for (const other of others) if (!used.has(other.build)) await other.clear();
    return !others.some(({ build }) => used.has(build));
  }

  async #remember(client: string, build: string): Promise<void> {
    if (!client || this.#builds.get(client) === build) return;
    this.#builds.set(client, build);
    await this.#clients.put(client, new Response(build)).catch(() => {}); // no room: known until the worker ends
  }

  async #buildOf(client: string): Promise<string | null> {
    return this.#builds.get(client) ?? await (await this.#clients.match(client))?.text() ?? null;
  }

  async #others(): Promise<Kept[]> {
    const all = await Kept.all(this.#root);
    return all.filter(({ build }) => build !== this.#own.build && build !== CLIENTS);
  }

  #files(): Promise<Build | null> {
    return this.#list ??= this.#own.list();
  }

  /** Relative to the site; null outside of it. */
  #address(url: string): string | null {
    if (!url.startsWith(this.#root)) return null;
    const { origin, pathname } = new URL(url);
    return (origin + pathname).slice(this.#root.length).replace(/(^|\/)index\.html$/, "$1");
  }
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  if (milliseconds === Infinity) return work;
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error("It takes too long.")), milliseconds);
  });
  return Promise.race([work, late]);
}

if (typeof BUILD !== "undefined") new OfflineSite(self as unknown as Scope, BUILD);
