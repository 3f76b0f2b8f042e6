/**
 * The script at the head of every page of the app: hands what would leave the page to the user agent.
 *
 * It is shipped as the source text of one function, so it may use nothing from outside itself.
 * The page's origin is opaque: real navigation, cookies and storage do not exist there.
 */

import type { Submission } from "./forms.ts";
import type { Header } from "./protocol.ts";

/** What the page of the app tells ours. */
export type FromApp =
  | { type: "ready"; title: string }
  | { type: "link"; url: string; download: string | null }
  | { type: "submit"; submission: Submission }
  | { type: "fetch"; id: number; method: string; url: string; headers: Header[]; body: ArrayBuffer }
  | { type: "load"; id: number; url: string }
  | { type: "cookie"; text: string }
  | { type: "storage"; area: StorageArea; entries: [string, string][] }
  | { type: "location"; url: string }
  | { type: "pageerror"; message: string; source: string; line: number };

/** What ours tells it. */
export type ToApp =
  | { type: "fetched"; id: number; url: string; status: number; reason: string; headers: Header[]; body: ArrayBuffer }
  | { type: "loaded"; id: number; dataUrl: string }
  | { type: "failed"; id: number; message: string }
  | { type: "cookies"; text: string };

export type StorageArea = "localStorage" | "sessionStorage";

/** What a page starts with. */
export interface PageStart {
  url: string;
  cookie: string;
  storage: Record<StorageArea, [string, string][]>;
}

export function insidePage(start: PageStart): void {
  const { port1: port, port2 } = new MessageChannel();
  const tell = (message: FromApp, transfer: Transferable[] = []) => port.postMessage(message, transfer);
  parent.postMessage("page", "*", [port2]);

  // Questions: the answer comes back under the same id.
  let last = 0;
  const waiting = new Map<number, { resolve: (answer: ToApp) => void; reject: (error: Error) => void }>();
  const ask = (message: FromApp & { id: number }) =>
    new Promise<ToApp>((resolve, reject) => {
      waiting.set(message.id, { resolve, reject });
      tell(message);
    });
  let cookies = start.cookie;
  port.onmessage = ({ data }: MessageEvent<ToApp>) => {
    if (data.type === "cookies") cookies = data.text;
    else if (data.type === "failed") waiting.get(data.id)?.reject(new TypeError(data.message));
    else waiting.get(data.id)?.resolve(data);
  };

  addEventListener("click", (event) => {
    const link = event.composedPath().find((node): node is HTMLAnchorElement =>
      node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement
    );
    if (!link?.href || event.defaultPrevented || event.button !== 0) return;
    event.preventDefault();
    const here = document.baseURI.split("#")[0];
    const [target, fragment] = link.href.split("#");
    if (target === here && fragment !== undefined) scrollToFragment(decodeURIComponent(fragment));
    else if (link.protocol !== "javascript:") {
      tell({ type: "link", url: link.href, download: link.getAttribute("download") });
    }
  });

  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    submit(event.target as HTMLFormElement, event.submitter);
  });
  HTMLFormElement.prototype.submit = function () {
    submit(this, null); // fires no event, by the standard
  };

  function submit(form: HTMLFormElement, submitter: HTMLElement | null): void {
    const button = submitter as HTMLButtonElement | null;
    const own = (name: string) => button?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";
    const method = own("method").toLowerCase();
    if (method === "dialog") return form.closest("dialog")?.close();
    tell({
      type: "submit",
      submission: {
        method: method === "post" ? "post" : "get",
        action: new URL(own("action") || document.baseURI, document.baseURI).href,
        enctype: own("enctype").toLowerCase(),
        entries: [...new FormData(form, button)] as [string, string | File][],
      },
    });
  }

  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const body = await request.arrayBuffer();
    const headers = [...request.headers] as Header[];
    const answer = ask({ type: "fetch", id: ++last, method: request.method, url: request.url, headers, body });
    const aborted = new Promise<never>((_, reject) =>
      request.signal.addEventListener("abort", () => reject(request.signal.reason))
    );
    const response = await Promise.race([answer, aborted]);
    if (response.type !== "fetched") throw new TypeError("Failed to fetch");
    const bodiless = [101, 103, 204, 205, 304].includes(response.status);
    const { status, reason: statusText, headers: fields, url } = response;
    const made = new Response(bodiless ? null : response.body, { status, statusText, headers: fields });
    Object.defineProperties(made, { url: { value: url }, redirected: { value: url !== request.url } });
    return made;
  };

  Object.defineProperty(document, "cookie", {
    get: () => cookies,
    set: (text: string) => {
      // The jar decides; until its answer comes, a script reads back what it wrote.
      const pair = String(text).split(";")[0].trim();
      const name = pair.split("=")[0];
      const others = cookies.split("; ").filter((other) => other && other.split("=")[0] !== name);
      cookies = (/;\s*max-age=(0|-)/i.test(text) ? others : [...others, pair]).join("; ");
      tell({ type: "cookie", text: String(text) });
    },
  });
  for (const area of ["localStorage", "sessionStorage"] as const) {
    const items = new Map(start.storage[area]);
    const changed = () => tell({ type: "storage", area, entries: [...items] });
    const storage = {
      getItem: (key: string) => items.get(String(key)) ?? null,
      setItem: (key: string, value: string) => (items.set(String(key), String(value)), changed()),
      removeItem: (key: string) => (items.delete(String(key)), changed()),
      clear: () => (items.clear(), changed()),
      key: (index: number) => [...items.keys()][index] ?? null,
      get length() {
        return items.size;
      },
    };
    Object.defineProperty(globalThis, area, { value: storage });
  }
  for (const name of ["pushState", "replaceState"] as const) {
    history[name] = (_state: unknown, _title: string, url?: string | URL | null) => {
      if (url !== undefined && url !== null) tell({ type: "location", url: new URL(url, document.baseURI).href });
    };
  }

  // Images that scripts add: their addresses lead nowhere from here, so the user agent fetches them. Assigned ones are
  // caught before the policy would report them; those that come as markup, just after.
  const origin = new URL(start.url).origin;
  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src")!;
  const setAttribute = HTMLImageElement.prototype.setAttribute;
  const supply = async (image: HTMLImageElement, address: string) => {
    const url = new URL(address, document.baseURI).href;
    if (!url.startsWith(`${origin}/`)) return source.set!.call(image, address);
    const answer = await ask({ type: "load", id: ++last, url }).catch(() => null);
    if (answer?.type === "loaded") source.set!.call(image, answer.dataUrl);
    else image.dispatchEvent(new Event("error"));
  };
  Object.defineProperty(HTMLImageElement.prototype, "src", {
    ...source,
    set(this: HTMLImageElement, address: string) {
      supply(this, String(address));
    },
  });
  HTMLImageElement.prototype.setAttribute = function (name, value) {
    if (name.toLowerCase() === "src") this.src = value;
    else setAttribute.call(this, name, value);
  };
  new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(node instanceof Element)) continue;
      for (const image of node.matches("img") ? [node as HTMLImageElement] : node.querySelectorAll("img")) {
        if (image.src.startsWith(`${origin}/`)) supply(image, image.src);
      }
    }
  }).observe(document, { subtree: true, childList: true });

  addEventListener("error", ({ message, filename, lineno }) => {
    if (message) tell({ type: "pageerror", message, source: filename, line: lineno });
  });
  addEventListener("unhandledrejection", ({ reason }) => {
    tell({ type: "pageerror", message: `Unhandled rejection: ${reason}`, source: "", line: 0 });
  });
  addEventListener("DOMContentLoaded", () => {
    tell({ type: "ready", title: document.title });
    scrollToFragment(decodeURIComponent(new URL(start.url).hash.slice(1)));
  });

  function scrollToFragment(fragment: string): void {
    const target = fragment ? document.getElementById(fragment) ?? document.getElementsByName(fragment)[0] : null;
    if (target) target.scrollIntoView();
    else if (fragment === "top") scrollTo(0, 0);
  }
}
