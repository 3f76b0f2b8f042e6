/** `fetch` and `sendBeacon` inside a page of the app: the user agent asks, and the body streams. */

import type { Header } from "../protocol.ts";
import type { ToApp, Wire } from "./preview-wire.ts";

export function provideFetch(wire: Wire): void {
  const native = globalThis.fetch;

  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { method, url, redirect, signal } = request;
    if (/^(data|blob):/.test(url)) return await native(request);
    signal.throwIfAborted();
    if (!wire.start.allows.connect) {
      wire.tell({ type: "violation", directive: "connect-src", blocked: url, line: 0 });
      throw new TypeError("Failed to fetch: the app's Content-Security-Policy has no connect-src for it.");
    }
    const body = await request.arrayBuffer();
    signal.throwIfAborted();
    let stream: ReadableStreamDefaultController<Uint8Array>;
    let id = 0;
    const chunks = new ReadableStream<Uint8Array>({
      start: (controller) => void (stream = controller),
      cancel: () => wire.tell({ type: "abort", id }),
    });
    return await new Promise<Response>((resolve, reject) => {
      const fail = (error: unknown) => {
        reject(error);
        try {
          stream.error(error);
        } catch { /* it has ended before */ }
      };
      id = wire.ask(
        { type: "fetch", method, url, headers: [...request.headers] as Header[], body, redirect },
        (answer) => {
          if (answer.type === "head") resolve(respond(answer, request, chunks));
          else if (answer.type === "chunk") attempt(() => stream.enqueue(answer.bytes));
          else if (answer.type === "end") attempt(() => stream.close());
          else if (answer.type === "failed") fail(new TypeError(answer.message));
        },
      );
      signal.addEventListener("abort", () => {
        wire.tell({ type: "abort", id });
        fail(signal.reason);
      });
    });
  };

  navigator.sendBeacon = (url, data) => {
    fetch(url, { method: "POST", body: data, keepalive: true }).catch(() => {});
    return true;
  };

  /** Chunks that come after the reader of the stream has gone are nobody's. */
  function attempt(act: () => void): void {
    try {
      act();
    } catch { /* the stream was cancelled */ }
  }

  function respond(head: ToApp & { type: "head" }, request: Request, body: ReadableStream<Uint8Array>): Response {
    const { status, url } = head;
    const opaque = request.redirect === "manual" && [301, 302, 303, 307, 308].includes(status);
    if (opaque) return Object.defineProperty(Response.error(), "type", { value: "opaqueredirect" });
    const headers = new Headers();
    for (const [name, value] of head.headers) attempt(() => headers.append(name, value)); // one that is malformed is left out
    const bodiless = [101, 103, 204, 205, 304].includes(status) || request.method === "HEAD";
    // The constructor takes neither every status nor a URL.
    const known = status >= 200 && status <= 599 ? status : 200;
    const made = new Response(bodiless ? null : body, { status: known, headers });
    const redirected = url !== request.url.split("#")[0];
    const values = {
      url,
      redirected,
      status,
      statusText: head.reason,
      ok: status >= 200 && status <= 299,
      type: "basic",
    };
    for (const [name, value] of Object.entries(values)) Object.defineProperty(made, name, { value });
    return made;
  }
}
