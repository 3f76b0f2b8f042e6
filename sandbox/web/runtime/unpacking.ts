/** A gzip file (RFC 1952) that is decompressed while it arrives, so that little is left to do once it is verified. */

import { release } from "../release.ts";

export class Unpacking {
  #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  #pieces: Uint8Array<ArrayBuffer>[] = [];
  #arrived: Promise<void>;

  constructor() {
    const gunzip = new DecompressionStream("gzip");
    this.#writer = gunzip.writable.getWriter();
    this.#arrived = gunzip.readable.pipeTo(
      new WritableStream({ write: (piece: Uint8Array<ArrayBuffer>) => void this.#pieces.push(piece) }),
    );
    this.#arrived.catch(() => {}); // told at the end
  }

  /** The content of a whole file, which is freed. Rejects as `end` does. */
  static async all(file: ArrayBuffer): Promise<ArrayBuffer> {
    const unpacking = new Unpacking();
    unpacking.add(new Uint8Array(file));
    return await unpacking.end();
  }

  /** The next piece of the file, which is freed. */
  add(piece: Uint8Array<ArrayBuffer>): void {
    this.#writer.write(piece).then(() => release(piece.buffer), () => {});
  }

  /** There is no more; resolves to the content. Rejects with a `TypeError` where it was no gzip file. */
  async end(): Promise<ArrayBuffer> {
    await this.#writer.close();
    await this.#arrived;
    const content = new Uint8Array(this.#pieces.reduce((size, { length }) => size + length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      content.set(piece, at);
      at += piece.length;
      release(piece.buffer);
    }
    return content.buffer;
  }
}
