/** `EventSource` inside a page of the app (HTML standard, "server-sent events"), on top of `fetch`. */

import type { Wire } from "./preview-wire.ts";

export function provideEventSource(wire: Wire): void {
  class EventSource extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSED = 2;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSED = 2;
    readonly url: string;
    readonly withCredentials: boolean;
    readyState = 0;
    onopen: ((event: Event) => void) | null = null;
    onmessage: ((event: MessageEvent) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    #ended = new AbortController();
    #lastId = "";
    /** ms until a lost connection is tried again; the server may say otherwise. */
    #retry = 3000;

    constructor(url: string | URL, init: EventSourceInit = {}) {
      super();
      try {
        this.url = new URL(url, document.baseURI).href;
      } catch {
        throw new DOMException(`Cannot open an EventSource to '${url}'. The URL is invalid.`, "SyntaxError");
      }
      this.withCredentials = init.withCredentials === true;
      for (const type of ["open", "message", "error"] as const) {
        this.addEventListener(type, (event) => this[`on${type}`]?.(event as MessageEvent));
      }
      void this.#connect();
    }

    close(): void {
      this.readyState = 2;
      this.#ended.abort();
    }

    async #connect(): Promise<void> {
      try {
        const headers: Record<string, string> = { Accept: "text/event-stream", "Cache-Control": "no-cache" };
        // Fields are bytes; an id may be any text (HTML standard: UTF-8).
        if (this.#lastId) headers["Last-Event-ID"] = String.fromCharCode(...new TextEncoder().encode(this.#lastId));
        const response = await fetch(this.url, { headers, signal: this.#ended.signal });
        const type = response.headers.get("content-type") ?? "";
        if (response.status !== 200 || !/^text\/event-stream\s*(;|$)/i.test(type)) return this.#fail(response, type);
        this.readyState = 1;
        this.dispatchEvent(new Event("open"));
        await this.#read(response.body!.pipeThrough(new TextDecoderStream()).getReader());
      } catch { /* the connection is lost, or could not be made */ }
      if (this.readyState === 2) return;
      this.readyState = 0;
      this.dispatchEvent(new Event("error"));
      setTimeout(() => this.#again(), this.#retry);
    }

    #again(): void {
      if (this.readyState === 0) void this.#connect();
    }

    /** An answer that is no stream of events is final. */
    #fail(response: Response, type: string): void {
      this.close();
      const found = response.status === 200
        ? `Content-Type “${type}”, not “text/event-stream”`
        : `status ${response.status}`;
      wire.tell({ type: "notice", text: `EventSource asked for ${this.url}, whose answer has ${found}.` });
      this.dispatchEvent(new Event("error"));
    }

    async #read(reader: ReadableStreamDefaultReader<string>): Promise<void> {
      let text = "";
      let event = { type: "", data: [] as string[] };
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        text += value;
        // A lone CR at the end may be half of a CRLF.
        for (let end; (end = /\r\n|\n|\r(?!$)/.exec(text)) !== null;) {
          const line = text.slice(0, end.index);
          text = text.slice(end.index + end[0].length);
          if (line !== "") this.#field(line, event);
          else {
            this.#deliver(event);
            event = { type: "", data: [] };
          }
        }
      }
    }

    #field(line: string, event: { type: string; data: string[] }): void {
      const [, name, value] = /^([^:]*)(?:: ?([^]*))?$/.exec(line)!;
      if (name === "data") event.data.push(value ?? "");
      else if (name === "event") event.type = value ?? "";
      else if (name === "id" && !value?.includes("\0")) this.#lastId = value ?? "";
      else if (name === "retry" && /^\d+$/.test(value ?? "")) this.#retry = Number(value);
    }

    #deliver({ type, data }: { type: string; data: string[] }): void {
      if (data.length === 0 || this.readyState === 2) return;
      const origin = new URL(wire.start.url).origin;
      const init = { data: data.join("\n"), lastEventId: this.#lastId, origin };
      this.dispatchEvent(new MessageEvent(type || "message", init));
    }
  }
  Object.defineProperty(globalThis, "EventSource", { value: EventSource, writable: true, configurable: true });
}
