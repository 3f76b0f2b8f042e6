/** What the scripts inside a page of the app ask for: `fetch`, images, cookies and storage. */

import type { FromApp, PageStart, ToApp } from "./preview-wire.ts";
import { dataUrlOf, type Loader, type Resource } from "./resources.ts";
import { scriptUrl } from "./scripts.ts";
import { sheetUrl } from "./subresources.ts";
import { MOST_BYTES } from "./receive.ts";
import { LeavesApp, type UserAgent } from "./user-agent.ts";

type Asked = Extract<FromApp, { type: "fetch" | "abort" | "load" | "cookie" | "storage" }>;
type Answer = (message: ToApp, transfer?: Transferable[]) => void;

export class PageRequests {
  /** Kept for the app's other pages; an opaque origin has no storage of its own. */
  readonly storage: PageStart["storage"];
  #agent: UserAgent;
  #page: () => string | undefined;
  #open = new Map<number, AbortController>();

  /** `page` tells the URL of the page that is shown. */
  constructor(
    agent: UserAgent,
    page: () => string | undefined,
    storage: PageStart["storage"] = { localStorage: [], sessionStorage: [] },
  ) {
    this.storage = storage;
    this.#agent = agent;
    this.#page = page;
  }

  async hear(message: Asked, answer: Answer): Promise<void> {
    const referrer = this.#page();
    if (message.type === "cookie") {
      this.#agent.cookies.storeFromScript(referrer ?? this.#agent.origin, message.text);
    } else if (message.type === "storage") {
      this.storage[message.area] = message.entries;
    } else if (message.type === "abort") {
      this.#open.get(message.id)?.abort();
    } else {
      const { id } = message;
      try {
        if (message.type === "load") answer({ type: "loaded", id, dataUrl: await this.#load(message.url, referrer) });
        else await this.#fetch(message, answer, referrer);
      } catch (error) {
        answer({ type: "failed", id, message: `Failed to fetch: ${(error as Error).message}` });
      }
    }
  }

  /** The page is left: nobody waits for what its scripts have asked for. */
  leave(): void {
    for (const open of this.#open.values()) open.abort();
    this.#open.clear();
  }

  /** Loads what the page at `referrer` refers to; what fails is left out, as a browser would. */
  loader(referrer: string | undefined): Loader {
    const asked = new Map<string, Promise<Resource | null>>();
    return (url) => {
      let found = asked.get(url);
      if (!found) asked.set(url, found = this.#get(url, referrer));
      return found;
    };
  }

  async #get(url: string, referrer: string | undefined): Promise<Resource | null> {
    try {
      const { request, response } = await this.#agent.fetch({ url, initiator: "subresource", referrer });
      if (response.status >= 400) return null;
      const type = response.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
      return { url: request.url, type, body: response.body as Uint8Array<ArrayBuffer> };
    } catch {
      return null;
    }
  }

  async #load(url: string, referrer: string | undefined): Promise<string> {
    const load = this.loader(referrer);
    const found = await load(url);
    if (!found) throw new Error(`${url} was answered with an error, or is not of this app.`);
    if (/javascript|ecmascript/i.test(found.type)) return await scriptUrl(found);
    return /^text\/css/i.test(found.type) ? await sheetUrl(found, load) : await dataUrlOf(found);
  }

  async #fetch(asked: Asked & { type: "fetch" }, answer: Answer, referrer: string | undefined): Promise<void> {
    const { id, method, url, headers, redirect } = asked;
    const open = new AbortController();
    this.#open.set(id, open);
    try {
      const body = new Uint8Array(asked.body);
      const { response } = await this.#agent.fetch({
        method,
        url,
        headers,
        body,
        redirect,
        initiator: "fetch",
        referrer,
        signal: open.signal,
        receiver: {
          head(last, { status, reason, headers }) {
            const visible = headers.filter(([name]) => name.toLowerCase() !== "set-cookie"); // forbidden to scripts
            answer({ type: "head", id, url: last, status, reason, headers: visible });
            return (bytes) => answer({ type: "chunk", id, bytes });
          },
        },
      });
      if (response.cut === "too large") throw new Error(`the response has more than ${MOST_BYTES / 2 ** 20} MB.`);
      answer({ type: "end", id });
    } catch (error) {
      if (error instanceof LeavesApp) throw new Error(`${error.url} is not part of this app, and there is no network.`);
      throw error;
    } finally {
      // The next page counts its questions from 1 again.
      if (this.#open.get(id) === open) this.#open.delete(id);
    }
  }
}
