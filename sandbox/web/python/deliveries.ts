/** The files that the frame delivers to its worker, for those who wait for them. */

import type { Delivery } from "../runtime/inside-frame.ts";
import { Unpacking } from "../runtime/unpacking.ts";

export class Deliveries {
  #files = new Map<string, PromiseWithResolvers<Delivery>>();

  constructor() {
    addEventListener("message", ({ data }: MessageEvent<Delivery | null>) => {
      if (data) this.#of(data.name).resolve(data);
    });
  }

  /**
   * Resolves to the decompressed file when it is here; what fails on its way ends the worker. A file is handed out once
   * and not kept, for memory's sake.
   */
  async file(name: string): Promise<ArrayBuffer> {
    const { content, compressed } = await this.#of(name).promise;
    this.#files.delete(name);
    return compressed ? await Unpacking.all(content as ArrayBuffer) : content as ArrayBuffer;
  }

  /** A file that the frame has compiled. */
  async module(name: string): Promise<WebAssembly.Module> {
    return (await this.#of(name).promise).content as WebAssembly.Module;
  }

  #of(name: string): PromiseWithResolvers<Delivery> {
    if (!this.#files.has(name)) this.#files.set(name, Promise.withResolvers());
    return this.#files.get(name)!;
  }
}
