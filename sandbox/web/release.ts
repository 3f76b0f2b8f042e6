/** A port whose other end is closed: what is sent to it goes nowhere. */
const { port1: nowhere, port2: other } = new MessageChannel();
other.close();

/**
 * Frees a buffer that nobody reads any more: the garbage collector would let megabytes lie.
 *
 * `ArrayBuffer.prototype.transfer` would not do: Chromium has an object of its own behind each buffer that came by
 * `fetch`, by a message or from a decompressor, and that keeps the memory. Sending takes it from both.
 */
export function release(buffer: ArrayBuffer): void {
  nowhere.postMessage(null, [buffer]);
}
