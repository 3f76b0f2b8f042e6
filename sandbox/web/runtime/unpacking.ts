/** A gzip file (RFC 1952) that is decompressed while it arrives, so that little is left to do once it is verified. */

import { release } from "../release.ts";

export class Unpacking {
  #patient: boolean;
  #turn: Promise<void> = Promise.resolve();
  #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  #pieces: Uint8Array<ArrayBuffer>[] = [];
  #arrived: Promise<void>;

  /** One that is `patient` lets everything else that this thread has to do go first, piece by piece. */
  constructor(patient = false) {
    this.#patient = patient;
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
    if (this.#patient) this.#turn = this.#turn.then(inBackground).then(() => this.#write(piece));
    else void this.#write(piece);
  }

  /** There is no more; resolves to the content. Rejects with a `TypeError` where it was no gzip file. */
  async end(): Promise<ArrayBuffer> {
    await this.#turn;
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

  async #write(piece: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#writer.write(piece).then(() => release(piece.buffer), () => {});
  }
}

/** Resolves when there is nothing more urgent to do; at once in Safari, which has no such queue. */
async function inBackground(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { postTask(act: () => void, how: object): Promise<void> } };
  await scheduler?.postTask(() => {}, { priority: "background" });
}
