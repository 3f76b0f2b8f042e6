/** The files that the frame delivers to its worker, for those who wait for them. */

import type { Delivery } from "./frame.ts";

export class Deliveries {
  #files = new Map<string, PromiseWithResolvers<Delivery["content"]>>();

  constructor() {
    addEventListener("message", ({ data }: MessageEvent<Delivery | null>) => {
      if (data) this.#of(data.name).resolve(data.content);
    });
  }

  /** Resolves when the file is here; never rejects, since what fails on the way ends the worker. */
  file(name: string): Promise<ArrayBuffer> {
    return this.#of(name).promise as Promise<ArrayBuffer>;
  }

  /** A file that the frame has compiled. */
  module(name: string): Promise<WebAssembly.Module> {
    return this.#of(name).promise as Promise<WebAssembly.Module>;
  }

  #of(name: string): PromiseWithResolvers<Delivery["content"]> {
    if (!this.#files.has(name)) this.#files.set(name, Promise.withResolvers());
    return this.#files.get(name)!;
  }
}
