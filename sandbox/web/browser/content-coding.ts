/**
 * A body whose `Content-Encoding` says that it is compressed (RFC 9110 section 8.4), as a browser unpacks it.
 *
 * Whoever sends a body without any bytes has compressed nothing, whatever the field says: HEAD and 304, for example.
 */

import { field } from "./fields.ts";
import type { Header } from "../protocol.ts";

const KINDS: Record<string, CompressionFormat> = { gzip: "gzip", "x-gzip": "gzip", deflate: "deflate" };

/** The body is not what the field says. */
export class BadCoding extends Error {
  override name = "BadCoding";
}

/** The coding that this browser window unpacks, or null for none. */
export function codingOf(headers: Header[]): CompressionFormat | null {
  return KINDS[(field(headers, "Content-Encoding") ?? "").trim().toLowerCase()] ?? null;
}

/** The body unpacked; it fails with `BadCoding` where it is no such thing. Cancelling reaches the sender. */
export function unpacked(stream: ReadableStream<Uint8Array>, coding: CompressionFormat): ReadableStream<Uint8Array> {
  const sent = stream.getReader();
  let unpacking: ReadableStreamDefaultReader<Uint8Array> | null = null;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!unpacking) {
        const { done, value } = await sent.read();
        if (done) return controller.close();
        unpacking = goOn(sent, value).pipeThrough(new DecompressionStream(coding)).getReader();
      }
      try {
        const { done, value } = await unpacking.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        // What else can fail is the sender, which says so itself.
        if (!(error instanceof TypeError)) throw error;
        throw new BadCoding(`The response says Content-Encoding: ${coding}, and its body is not ${coding}.`);
      }
    },
    cancel: (reason) => unpacking ? unpacking.cancel(reason) : sent.cancel(reason),
  }, { highWaterMark: 0 });
}

/** The stream again, after its first piece was read. */
function goOn(
  sent: ReadableStreamDefaultReader<Uint8Array>,
  first: Uint8Array,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(first as Uint8Array<ArrayBuffer>),
    async pull(controller) {
      const { done, value } = await sent.read();
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
    cancel: (reason) => sent.cancel(reason),
  });
}
