/** One hop of HTTP as the user agent sees it: a request goes in, a response with a streamed body comes out. */

import type { Header, WireRequest } from "./protocol.ts";

export interface WireResponse {
  status: number;
  reason: string;
  headers: Header[];
  body: ReadableStream<Uint8Array>;
  /** An `Inspection` as JSON, once the app is done; null where it was stopped before. */
  inspection?: Promise<string | null>;
}

/** Sends one request and follows nothing. Rejects only when the interpreter is gone. */
export type Send = (request: WireRequest) => Promise<WireResponse>;
