/** A gzip file (RFC 1952) that is decompressed while it arrives, so that nothing is left to do once it is verified. */

export class Unpacking {
  #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  #content: Promise<ArrayBuffer>;

  constructor() {
    const gunzip = new DecompressionStream("gzip");
    this.#writer = gunzip.writable.getWriter();
    this.#content = new Response(gunzip.readable).arrayBuffer();
    this.#content.catch(() => {}); // a damaged file is refused for its hash
  }

  /** The next piece of the file. */
  add(piece: Uint8Array<ArrayBuffer>): void {
    this.#writer.write(piece).catch(() => {});
  }

  /** There is no more; resolves to the content. Rejects with a `TypeError` where it was no gzip file. */
  async end(): Promise<ArrayBuffer> {
    await this.#writer.close();
    return await this.#content;
  }
}
