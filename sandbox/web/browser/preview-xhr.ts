/**
 * `XMLHttpRequest` inside a page of the app, on top of `fetch`.
 *
 * A synchronous one would have to block this thread until another one answers, which no browser lets a page do here.
 */

import type { Wire } from "./preview-wire.ts";

export function provideXhr(wire: Wire): void {
  const EVENTS = ["loadstart", "progress", "abort", "error", "load", "timeout", "loadend"] as const;

  /** An event target with the attributes `onload` and so on. */
  class Target extends EventTarget {
    constructor() {
      super();
      for (const type of [...EVENTS, "readystatechange"]) {
        let handler: unknown = null;
        const call = (event: Event) => typeof handler === "function" && handler.call(this, event);
        this.addEventListener(type, call);
        Object.defineProperty(this, `on${type}`, { get: () => handler, set: (given) => void (handler = given) });
      }
    }
  }

  class XMLHttpRequest extends Target {
    static readonly UNSENT = 0;
    static readonly OPENED = 1;
    static readonly HEADERS_RECEIVED = 2;
    static readonly LOADING = 3;
    static readonly DONE = 4;
    readonly UNSENT = 0;
    readonly OPENED = 1;
    readonly HEADERS_RECEIVED = 2;
    readonly LOADING = 3;
    readonly DONE = 4;
    readonly upload = new Target();
    readyState = 0;
    responseType: XMLHttpRequestResponseType = "";
    timeout = 0;
    withCredentials = false;
    #asked = { method: "", url: "", headers: new Headers() };
    #sending: AbortController | null = null;
    #head: Response | null = null;
    #body = new Uint8Array();
    #text = "";
    #mime = "";

    get status(): number {
      return this.#head?.status ?? 0;
    }

    get statusText(): string {
      return this.#head?.statusText ?? "";
    }

    get responseURL(): string {
      return this.#head?.url ?? "";
    }

    get responseText(): string {
      if (this.responseType === "" || this.responseType === "text") return this.#text;
      throw new DOMException(
        `responseText is only there where responseType is '' or 'text', not '${this.responseType}'.`,
        "InvalidStateError",
      );
    }

    get responseXML(): Document | null {
      if (this.readyState !== 4 || !this.#head) return null;
      const type = this.#mime || (this.#head.headers.get("content-type") ?? "").split(";")[0].trim();
      const html = type === "text/html" && this.responseType === "document";
      if (!html && !/^(text|application)\/xml$|\+xml$/.test(type)) return null;
      const made = new DOMParser().parseFromString(this.#text, html ? "text/html" : "application/xml");
      return made.querySelector("parsererror") ? null : made;
    }

    get response(): unknown {
      if (this.responseType === "" || this.responseType === "text") return this.#text;
      if (this.readyState !== 4 || !this.#head) return null;
      const type = this.#mime || (this.#head.headers.get("content-type") ?? "");
      if (this.responseType === "arraybuffer") return this.#body.buffer;
      if (this.responseType === "blob") return new Blob([this.#body], { type });
      if (this.responseType === "document") return this.responseXML;
      try {
        return JSON.parse(new TextDecoder().decode(this.#body));
      } catch {
        return null;
      }
    }

    open(method: string, url: string | URL, async = true): void {
      if (!async) {
        const text = `A synchronous XMLHttpRequest (to ${url}) cannot work in the preview: a page here cannot wait. ` +
          "Leave the third argument of open() out, or use fetch.";
        wire.tell({ type: "notice", text });
        throw new DOMException(text, "InvalidAccessError");
      }
      this.#sending?.abort();
      this.#sending = null;
      const upper = method.toUpperCase();
      const known = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"].includes(upper) ? upper : method;
      this.#asked = { method: known, url: new URL(url, document.baseURI).href, headers: new Headers() };
      this.#forget();
      this.#become(1);
    }

    setRequestHeader(name: string, value: string): void {
      if (this.readyState !== 1 || this.#sending) {
        throw new DOMException("setRequestHeader() comes after open() and before send().", "InvalidStateError");
      }
      this.#asked.headers.append(name, value);
    }

    getResponseHeader(name: string): string | null {
      return this.#head?.headers.get(name) ?? null;
    }

    getAllResponseHeaders(): string {
      return [...this.#head?.headers ?? []].map(([name, value]) => `${name}: ${value}\r\n`).join("");
    }

    overrideMimeType(type: string): void {
      this.#mime = type;
    }

    send(body: XMLHttpRequestBodyInit | Document | null = null): void {
      if (this.readyState !== 1 || this.#sending) {
        throw new DOMException("send() comes after open().", "InvalidStateError");
      }
      const { method, url, headers } = this.#asked;
      const sending = this.#sending = new AbortController();
      const bodiless = body === null || method === "GET" || method === "HEAD";
      const content = body instanceof Document ? new XMLSerializer().serializeToString(body) : body;
      const limit = this.timeout > 0
        ? setTimeout(() => this.#sending === sending && this.#end("timeout"), this.timeout)
        : 0;
      this.#fire("loadstart");
      if (!bodiless) this.upload.dispatchEvent(new ProgressEvent("loadstart"));
      fetch(url, { method, headers, body: bodiless ? null : content as BodyInit, signal: sending.signal })
        .then((response) => this.#receive(response, sending, bodiless))
        .catch(() => this.#sending === sending && this.#end("error"))
        .finally(() => clearTimeout(limit));
    }

    abort(): void {
      if (this.#sending) this.#end("abort");
      if (this.readyState === 4) this.readyState = 0;
    }

    async #receive(response: Response, sending: AbortController, bodiless: boolean): Promise<void> {
      if (this.#sending !== sending) return;
      if (!bodiless) {
        for (const type of ["progress", "load", "loadend"]) this.upload.dispatchEvent(new ProgressEvent(type));
      }
      this.#head = response;
      this.#become(2);
      const charset = /charset="?([^\s;"]+)/i.exec(this.#mime || (response.headers.get("content-type") ?? ""))?.[1];
      const decoder = new TextDecoder(knows(charset) ? charset : "utf-8");
      const chunks: Uint8Array<ArrayBuffer>[] = [];
      const reader = response.body?.getReader();
      for (let part; reader && !(part = await reader.read()).done;) {
        if (this.#sending !== sending) return;
        chunks.push(part.value);
        this.#text += decoder.decode(part.value, { stream: true });
        this.#become(3);
        this.#fire("progress", chunks.reduce((sum, { length }) => sum + length, 0));
      }
      if (this.#sending !== sending) return;
      this.#text += decoder.decode();
      this.#body = new Uint8Array(await new Blob(chunks).arrayBuffer());
      this.#sending = null;
      this.#become(4);
      this.#fire("load", this.#body.length);
      this.#fire("loadend", this.#body.length);
    }

    #end(type: "abort" | "error" | "timeout"): void {
      const sending = this.#sending;
      this.#sending = null;
      sending?.abort();
      this.#forget();
      this.#become(4);
      this.#fire(type);
      this.#fire("loadend");
    }

    #forget(): void {
      this.#head = null;
      this.#body = new Uint8Array();
      this.#text = "";
    }

    #become(state: number): void {
      this.readyState = state;
      this.dispatchEvent(new Event("readystatechange"));
    }

    #fire(type: typeof EVENTS[number], loaded = 0): void {
      const total = Number(this.#head?.headers.get("content-length") ?? 0);
      this.dispatchEvent(new ProgressEvent(type, { loaded, total, lengthComputable: total > 0 }));
    }
  }

  function knows(charset: string | undefined): boolean {
    try {
      return charset !== undefined && new TextDecoder(charset) !== null;
    } catch {
      return false;
    }
  }
  Object.defineProperty(globalThis, "XMLHttpRequest", { value: XMLHttpRequest, writable: true, configurable: true });
}
