/** Joins the events of a response (head, chunks, end, inspection) to the promises and the stream that wait for them. */

import type { BridgeEvent } from "../protocol.ts";
import type { WireResponse } from "../wire.ts";

interface Waiting {
  resolve: (response: WireResponse) => void;
  reject: (error: Error) => void;
  stream?: ReadableStreamDefaultController<Uint8Array>;
  inspection: PromiseWithResolvers<string | null>;
}

export class Responses {
  #last = 0;
  #waiting = new Map<number, Waiting>();
  #cancel: (id: number) => void;

  /** `cancel` hears of a response whose stream was cancelled. */
  constructor(cancel: (id: number) => void) {
    this.#cancel = cancel;
  }

  /** A new request id (also the id of its events) and the response to come. */
  open(): { id: number; response: Promise<WireResponse> } {
    const id = ++this.#last;
    const inspection = Promise.withResolvers<string | null>();
    const response = new Promise<WireResponse>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, inspection });
    });
    return { id, response };
  }

  hear(event: BridgeEvent & { type: "response" | "chunk" | "end" | "inspection" }): void {
    const waiting = this.#waiting.get(event.id);
    if (!waiting) return;
    if (event.type === "response") {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => void (waiting.stream = controller),
        cancel: () => {
          waiting.stream = undefined;
          this.#cancel(event.id);
        },
      });
      const { status, reason, headers } = event;
      waiting.resolve({ status, reason, headers, body, inspection: waiting.inspection.promise });
    } else if (event.type === "chunk") {
      waiting.stream?.enqueue(event.bytes);
    } else if (event.type === "end") {
      waiting.stream?.close();
      waiting.stream = undefined;
    } else {
      waiting.inspection.resolve(event.text);
      this.#waiting.delete(event.id);
    }
  }

  fail(id: number, error: Error): void {
    const waiting = this.#waiting.get(id);
    waiting?.reject(error);
    waiting?.stream?.error(error);
    waiting?.inspection.resolve(null);
    this.#waiting.delete(id);
  }

  failAll(error: Error): void {
    for (const id of [...this.#waiting.keys()]) this.fail(id, error);
  }
}
