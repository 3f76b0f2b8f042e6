import assert from "node:assert/strict";
import { type Build, type BuildFile, Kept, mark } from "../../sandbox/web/offline/kept.ts";
import { notKept } from "../../sandbox/web/offline/not-kept.ts";
import { type FetchEvent, type MessageEvent, OfflineSite, type Scope } from "../../sandbox/web/service-worker.ts";

const ROOT = "https://site.test/course/";
type Answer = () => Response | Promise<Response>;

/** As much of Cache Storage as the worker uses. */
class Storage {
  readonly caches = new Map<string, Map<string, Response>>();

  // deno-lint-ignore require-await -- the real one is asynchronous
  async open(name: string) {
    const entries = this.caches.get(name) ?? new Map<string, Response>();
    this.caches.set(name, entries);
    return {
      keys: () => Promise.resolve(Array.from(entries.keys(), (url) => new Request(url))),
      put: async (url: string, response: Response) => {
        const body = await response.arrayBuffer();
        entries.set(url, new Response(body, response));
      },
      delete: (url: string) => Promise.resolve(entries.delete(url)),
    };
  }

  keys = () => Promise.resolve([...this.caches.keys()]);
  delete = (name: string) => Promise.resolve(this.caches.delete(name));
  match = (url: string, { cacheName }: { cacheName: string }) =>
    Promise.resolve(this.caches.get(cacheName)?.get(url)?.clone());
}

/** A browser with one site: what its server answers, what it was asked, which pages are open. */
class Browser {
  readonly server = new Map<string, Answer>();
  readonly asked: string[] = [];
  readonly open = new Set<string>();
  readonly storage = new Storage();

  /** Starts the worker of a build; it is not installed yet. */
  worker(build: string, again: number[] = []): Worker {
    return new Worker(this, build, again);
  }

  /** Puts a build on the server in place of the one before; `pages` bear its mark. */
  deploy(build: string, files: Record<string, { kind: BuildFile["kind"]; text: string }>): void {
    this.server.clear();
    const list: Build = { build, files: {} };
    for (const [address, { kind, text }] of Object.entries(files)) {
      list.files[address] = { kind, hash: text, size: text.length, title: kind === "page" ? text : undefined };
      const html = { headers: { "Content-Type": "text/html" } };
      this.server.set(address, () => kind === "page" ? new Response(mark(build) + text, html) : new Response(text));
    }
    this.server.set("offline.json", () => Response.json(list));
  }

  async kept(build: string): Promise<string[]> {
    const { caches } = this.storage;
    const entries = caches.get(`flaskroom /course/ ${build}`) ?? new Map<string, Response>();
    return await Promise.resolve(Array.from(entries.keys(), (url) => url.slice(ROOT.length)).sort());
  }
}

class Worker {
  #listeners = new Map<string, (event: never) => void>();
  readonly scope: Scope;

  /** `again`: when it looks again whether pages of other builds are gone, in ms. */
  constructor(readonly browser: Browser, build: string, again: number[]) {
    const clients = {
      get: (id: string) => Promise.resolve(browser.open.has(id) || undefined),
      claim: () => Promise.resolve(),
    };
    const registration = { scope: ROOT, installing: null, waiting: null };
    const addEventListener = (type: string, listener: (event: never) => void) => this.#listeners.set(type, listener);
    this.scope = { registration, clients, skipWaiting: () => Promise.resolve(), addEventListener } as Scope;
    new OfflineSite(this.scope, build, again);
  }

  install(): Promise<void> {
    return this.#run("install", {});
  }

  /** A page of that build is open and says so. */
  meet(id: string, build: string, address: string, frugal = false): Promise<void> {
    this.browser.open.add(id);
    const event: Partial<MessageEvent> = { data: { build, frugal }, source: { id, url: ROOT + address } };
    return this.#run("message", event);
  }

  /** The worker's answer, or null where it leaves the request to the browser. */
  async fetch(address: string, init: RequestInit = {}, ids: Partial<FetchEvent> = {}): Promise<Response | null> {
    const request = new Request(new URL(address, ROOT), init);
    if (ids.resultingClientId && !ids.clientId) Object.defineProperty(request, "mode", { value: "navigate" });
    // Deno's requests have no cache mode.
    Object.defineProperty(request, "cache", { value: init.cache ?? "default" });
    let answer: Promise<Response> | null = null;
    const respondWith = (response: Promise<Response>) => void (answer = response);
    await this.#run("fetch", { request, clientId: "", resultingClientId: "", respondWith, ...ids }, () => answer);
    return answer;
  }

  /** Opens a page in the tab `id`. */
  async visit(address: string, id: string): Promise<string> {
    this.browser.open.add(id);
    return await (await this.fetch(address, {}, { resultingClientId: id }))!.text();
  }

  /** What the page in the tab `id` gets. */
  async load(address: string, id: string, init: RequestInit = {}): Promise<string> {
    return await (await this.fetch(address, init, { clientId: id }))!.text();
  }

  async #run(type: string, event: object, answer = (): Promise<Response> | null => null): Promise<void> {
    const work: Promise<unknown>[] = [];
    this.#listeners.get(type)!({ ...event, waitUntil: (promise: Promise<unknown>) => work.push(promise) } as never);
    await answer()?.catch(() => {});
    await Promise.all(work);
  }
}

/** Runs `body` in a browser of its own, with Cache Storage and network replaced. */
function test(name: string, body: (browser: Browser) => Promise<void>): void {
  Deno.test(name, async () => {
    const browser = new Browser();
    const real = { fetch: globalThis.fetch, caches: Object.getOwnPropertyDescriptor(globalThis, "caches")! };
    globalThis.fetch = async (input: string | URL | Request, init?: RequestInit) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const address = url.href.slice(ROOT.length).replace(/\?.*/, "");
      browser.asked.push(init?.cache ? `${address} ${init.cache}` : address);
      const answer = browser.server.get(address);
      if (browser.server.size === 0) throw new TypeError("no network");
      return answer ? await answer() : new Response("", { status: 404 });
    };
    Object.defineProperty(globalThis, "caches", { value: browser.storage, configurable: true });
    try {
      await body(browser);
    } finally {
      globalThis.fetch = real.fetch;
      Object.defineProperty(globalThis, "caches", real.caches);
    }
  });
}

const ONE = {
  "": { kind: "page", text: "home" },
  "tea/": { kind: "page", text: "tea" },
  "milk/": { kind: "page", text: "milk" },
  "app.js": { kind: "site", text: "app of one" },
  "core-1.bin": { kind: "python", text: "core" },
  "wheel-1.whl": { kind: "package", text: "wheel" },
} as const;
const TWO = {
  ...ONE,
  "milk/": { kind: "page", text: "fresh milk" },
  "app.js": { kind: "site", text: "app of two" },
} as const;

/** The first build, installed, with `tea/` open in the tab `a`. */
async function first(browser: Browser): Promise<Worker> {
  browser.deploy("1a", ONE);
  const worker = browser.worker("1a");
  await worker.install();
  await worker.visit("tea/", "a");
  return worker;
}

test("what belongs to others is left to the browser", async (browser) => {
  const worker = await first(browser);
  assert.equal(await worker.fetch("app.js", { method: "POST" }), null);
  assert.equal(await worker.fetch("app.js", { headers: { Range: "bytes=0-1" } }), null);
  assert.equal(await worker.fetch("app.js", { cache: "no-store" }), null);
  assert.equal(await worker.fetch("tea/", {}, { clientId: "a" }), null); // a prefetch
  assert.equal(await worker.fetch("https://other.test/course/app.js"), null);
  assert.equal(await worker.fetch("/elsewhere/app.js"), null);
});

test("installing keeps what all pages need, and the pages where one begins", async (browser) => {
  browser.deploy("1a", ONE);
  await browser.worker("1a").install();
  assert.deepEqual(await browser.kept("1a"), ["", "app.js", "offline.json"]);
});

test("a server that has another build, or not all of it, installs nothing", async (browser) => {
  browser.deploy("1a", ONE);
  await assert.rejects(browser.worker("2b").install(), /another build/);
  browser.server.delete("app.js");
  await assert.rejects(browser.worker("1a").install(), /answered 404 for app.js/);
});

test("a visited page and what it loads are there without a network", async (browser) => {
  const worker = await first(browser);
  browser.server.clear();
  assert.equal(await worker.visit("tea/", "b"), mark("1a") + "tea");
  assert.equal(await worker.visit("tea/index.html?x=1", "b"), mark("1a") + "tea");
  assert.equal(await worker.load("app.js", "b"), "app of one");
});

test("a page that is not kept is told kindly, with those that are", async (browser) => {
  const worker = await first(browser);
  browser.server.clear();
  const page = await worker.fetch("milk/", {}, { resultingClientId: "b" });
  assert.equal(page!.status, 200);
  assert.match(await page!.text(), /not kept on this device yet[^]*<em>milk<\/em>[^]*href="\/course\/offline\/"/);
});

test("an address without its slash leads to the page", async (browser) => {
  const worker = await first(browser);
  browser.server.clear();
  const answer = await worker.fetch("tea", {}, { resultingClientId: "b" });
  assert.equal(answer!.headers.get("Location"), `${ROOT}tea/`);
});

test("errors and pages of other builds are shown and never kept", async (browser) => {
  const worker = await first(browser);
  browser.server.set("milk/", () => new Response("gone", { status: 410, headers: { "Content-Type": "text/html" } }));
  assert.equal(await worker.visit("milk/", "b"), "gone");
  browser.server.set("milk/", () => new Response(mark("2b") + "x", { headers: { "Content-Type": "text/html" } }));
  assert.equal(await worker.visit("milk/", "b"), mark("2b") + "x");
  browser.server.set("wheel-1.whl", () => new Response("oops", { status: 500 }));
  assert.equal(await worker.load("wheel-1.whl", "a"), "oops");
  assert.deepEqual(await browser.kept("1a"), ["", "app.js", "offline.json", "tea/"]);
});

test("a server out of order is as good as none", async (browser) => {
  const worker = await first(browser);
  browser.server.set("tea/", () => new Response("overload", { status: 503 }));
  assert.equal(await worker.visit("tea/", "b"), mark("1a") + "tea");
  browser.server.set("milk/", () => new Response("overload", { status: 503 }));
  assert.equal(await worker.visit("milk/", "b"), "overload");
});

test("a file named by its content is kept when it is first used, and replaced by `reload`", async (browser) => {
  const worker = await first(browser);
  browser.server.set("wheel-1.whl", () => new Response("damaged"));
  assert.equal(await worker.load("wheel-1.whl", "a"), "damaged");
  browser.server.set("wheel-1.whl", () => new Response("wheel"));
  assert.equal(await worker.load("wheel-1.whl", "a"), "damaged");
  assert.equal(await worker.load("wheel-1.whl", "a", { cache: "reload" }), "wheel");
  browser.server.clear();
  assert.equal(await worker.load("wheel-1.whl", "a"), "wheel");
});

test("a page with playgrounds brings Python along, unless its reader saves data", async (browser) => {
  const worker = await first(browser);
  const entries = browser.storage.caches.get("flaskroom /course/ 1a")!;
  const list: Build = await entries.get(`${ROOT}offline.json`)!.clone().json();
  list.files["milk/"].needs = ["wheel-1.whl"];
  browser.server.set("offline.json", () => Response.json(list));
  await worker.install();
  await worker.meet("b", "1a", "milk/", true);
  assert.deepEqual(await browser.kept("1a"), ["", "app.js", "milk/", "offline.json", "tea/"]);
  await worker.meet("b", "1a", "milk/");
  assert.deepEqual(await browser.kept("1a"), Object.keys(ONE).concat("offline.json").sort());
});

test("a newer build takes over what did not change and fetches what did", async (browser) => {
  const older = await first(browser);
  await older.visit("milk/", "a");
  await older.load("core-1.bin", "a");
  browser.deploy("2b", TWO);
  browser.asked.length = 0;
  await browser.worker("2b").install();
  assert.deepEqual(browser.asked.sort(), ["app.js no-cache", "milk/ no-cache", "offline.json no-cache"]);
  assert.deepEqual(await browser.kept("2b"), ["", "app.js", "core-1.bin", "milk/", "offline.json", "tea/"]);
  assert.equal(await (await new Kept(ROOT, "2b").match("tea/"))!.text(), mark("2b") + "tea");
});

test("what was downloaded whole is whole in the next build too", async (browser) => {
  const older = await first(browser);
  await older.visit("milk/", "a");
  for (const name of ["core-1.bin", "wheel-1.whl"]) await older.load(name, "a");
  browser.deploy("2b", { ...TWO, "wheel-2.whl": { kind: "package", text: "wheel 2" } });
  const newer = browser.worker("2b");
  await newer.install();
  assert.ok(!(await browser.kept("2b")).includes("wheel-2.whl"));
  await newer.visit("tea/", "b");
  await newer.meet("b", "2b", "tea/");
  assert.ok((await browser.kept("2b")).includes("wheel-2.whl"));
});

test("an open page stays with its build, and the build with the page", async (browser) => {
  const older = await first(browser);
  browser.deploy("2b", TWO);
  assert.equal(await older.visit("milk/", "b"), mark("2b") + "fresh milk"); // the older worker is still in charge
  assert.equal(await older.load("app.js", "b"), "app of two");
  assert.equal(browser.asked.at(-1), "app.js no-cache");
  const newer = browser.worker("2b");
  await newer.install();
  await newer.meet("b", "2b", "milk/");
  browser.server.clear();
  for (const worker of [newer, browser.worker("2b")]) { // also one that was stopped and started again
    assert.equal(await worker.load("app.js", "a"), "app of one");
    assert.equal(await worker.load("app.js", "b"), "app of two");
  }
  browser.open.delete("a");
  await newer.meet("b", "2b", "milk/");
  assert.deepEqual(await browser.kept("1a"), []);
  assert.equal(await newer.load("app.js", "b"), "app of two");
});

test("a page that is still there when the next one comes does not keep its build for good", async (browser) => {
  const older = await first(browser);
  await older.meet("a", "1a", "tea/");
  browser.deploy("2b", TWO);
  const newer = browser.worker("2b", [0, 0]);
  await newer.install();
  const met = newer.meet("b", "2b", "milk/");
  setTimeout(() => browser.open.delete("a"));
  await met;
  assert.deepEqual(await browser.kept("1a"), []);
});

test("a build that is being installed is not removed", async (browser) => {
  const older = await first(browser);
  browser.deploy("2b", TWO);
  const newer = browser.worker("2b");
  await newer.install();
  older.scope.registration.waiting = newer;
  await older.meet("a", "1a", "tea/");
  assert.ok((await browser.kept("2b")).includes("app.js"));
});

test("another site on the same host is left alone", async (browser) => {
  await (await browser.storage.open("flaskroom /course/inner/ 9f")).put("https://site.test/x", new Response());
  const worker = await first(browser);
  await worker.meet("a", "1a", "tea/");
  assert.ok(browser.storage.caches.has("flaskroom /course/inner/ 9f"));
});

test("an emptied cache is filled again", async (browser) => {
  const worker = await first(browser);
  browser.storage.caches.clear();
  await worker.meet("a", "1a", "tea/");
  assert.deepEqual(await browser.kept("1a"), ["", "app.js", "offline.json", "tea/"]);
});

Deno.test("titles are text", () => {
  const file: BuildFile = { kind: "page", hash: "", size: 0, title: `<b>&"`, needs: [] };
  const html = notKept(ROOT, { "x/": file }, "x/", new Set(["x/"]));
  assert.ok(html.includes(`<a href="/course/x/">&#60;b&#62;&#38;&#34;</a>`));
});
