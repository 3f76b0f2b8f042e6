/** What the script inside a page of the app asks for: `fetch`, images, cookies and storage. */

import type { FromApp, PageStart, ToApp } from "./preview-page.ts";
import { asDataUrl, type Loader } from "./subresources.ts";
import type { UserAgent } from "./user-agent.ts";

type Asked = Extract<FromApp, { type: "fetch" | "load" | "cookie" | "storage" }>;

export class PageRequests {
  /** Kept for the app's later pages; an opaque origin has no storage of its own. */
  readonly storage: PageStart["storage"] = { localStorage: [], sessionStorage: [] };
  #agent: UserAgent;
  #page: () => string | undefined;

  /** `page` tells the URL of the page that is shown. */
  constructor(agent: UserAgent, page: () => string | undefined) {
    this.#agent = agent;
    this.#page = page;
  }

  async hear(message: Asked, answer: (message: ToApp, transfer?: Transferable[]) => void): Promise<void> {
    const referrer = this.#page();
    if (message.type === "cookie") {
      this.#agent.cookies.storeFromScript(referrer ?? this.#agent.origin, message.text);
    } else if (message.type === "storage") {
      this.storage[message.area] = message.entries;
    } else {
      const { id } = message;
      try {
        if (message.type === "load") {
          answer({ type: "loaded", id, dataUrl: await this.#dataUrl(message.url, referrer) });
        } else {
          const body = new Uint8Array(message.body);
          const { request, response } = await this.#agent.fetch({ ...message, body, initiator: "fetch", referrer });
          const { status, reason, headers } = response;
          const visible = headers.filter(([name]) => name.toLowerCase() !== "set-cookie"); // forbidden to scripts
          const buffer = response.body.slice().buffer;
          answer({ type: "fetched", id, url: request.url, status, reason, headers: visible, body: buffer }, [buffer]);
        }
      } catch (error) {
        answer({ type: "failed", id, message: `Failed to fetch: ${(error as Error).message}` });
      }
    }
  }

  /** Loads what the page at `referrer` refers to; what fails is left out, as a browser would. */
  loader(referrer: string): Loader {
    const get = async (url: string) => {
      const { response } = await this.#agent.fetch({ url, initiator: "subresource", referrer });
      return response.status < 400 ? response : null;
    };
    return {
      text: (url) => get(url).then((found) => found && new TextDecoder().decode(found.body)).catch(() => null),
      dataUrl: (url) => this.#dataUrl(url, referrer).catch(() => null),
    };
  }

  async #dataUrl(url: string, referrer: string | undefined): Promise<string> {
    const { response } = await this.#agent.fetch({ url, initiator: "subresource", referrer });
    if (response.status >= 400) throw new Error(`${url} was answered with ${response.status}`);
    const type = response.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
    return await asDataUrl(new Blob([response.body as Uint8Array<ArrayBuffer>], { type }));
  }
}
