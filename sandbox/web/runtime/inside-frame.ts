/**
 * What runs inside the sandbox frame: it keeps files, compiles WebAssembly, and makes workers.
 *
 * A newcomer would get this wrong: `insideFrame` is shipped as its source text, so it may use nothing from around it
 * but types. It listens to the page that made the frame and to nobody else.
 */

/** A file as it is on the server; WebAssembly is delivered compiled. */
export interface Delivery {
  name: string;
  content: ArrayBuffer | WebAssembly.Module;
  compressed: boolean;
}

/** What the page tells the frame. WebAssembly comes in pieces, null after all of them were verified. */
export type Order =
  | { type: "file"; file: Delivery; unpacked?: ArrayBuffer }
  | { type: "wasm"; name: string; piece: Uint8Array<ArrayBuffer> | null }
  | { type: "fetch"; name: string; url: string }
  | { type: "abort"; name: string }
  | { type: "drop"; name: string }
  | { type: "spawn"; id: number }
  | { type: "hand"; id: number; names: string[] }
  | { type: "terminate"; id: number }
  | { type: "ping" };

/** What the frame tells the page; `whole` is null while a file that it fetches by itself arrives. */
export type Report =
  | { type: "pong" }
  | { type: "failed"; id: number; message: string }
  | { type: "fetched"; name: string; whole: boolean | null };

/** The frame has no use for anything else than this, whatever else its origin would allow. */
export const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; " +
  "worker-src blob:; connect-src blob:";

/**
 * `owner` is the origin of the page that made the frame. A frame with an origin of its own is given `policy`: it fetches
 * one file, then puts itself under that policy, and makes no worker before.
 */
export function insideFrame(owner: string, policy: string | null): void {
  addEventListener("message", function begin({ data: script, ports: [page], source, origin }) {
    if (source !== parent || origin !== owner || !page) return;
    removeEventListener("message", begin);
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const workers = new Map<number, Worker>();
    const files = new Map<string, PromiseWithResolvers<Delivery>>();
    /** For the first worker that asks; those after it decompress by themselves, which takes less memory than to keep. */
    const unpacked = new Map<string, ArrayBuffer>();
    const streams = new Map<string, WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>>();
    const fetches = new Map<string, AbortController>();
    const shut = Promise.withResolvers<void>();
    if (!policy) shut.resolve();
    /** Made before it is asked for: making one takes several turns of this thread, which files will keep busy. */
    let first = policy ? null : new Worker(address);
    let early: ErrorEvent | null = null;
    first?.addEventListener("error", (event) => early = event);

    function tell(report: Report): void {
      page.postMessage(report);
    }

    function slot(name: string): PromiseWithResolvers<Delivery> {
      if (!files.has(name)) files.set(name, Promise.withResolvers());
      return files.get(name)!;
    }

    function deliver(worker: Worker | undefined, file: Delivery): void {
      const content = unpacked.get(file.name);
      if (!worker || !content) return worker?.postMessage(file);
      unpacked.delete(file.name);
      worker.postMessage({ name: file.name, content, compressed: false } satisfies Delivery, [content]);
    }

    function compile(name: string): WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>> {
      const gunzip = new DecompressionStream("gzip");
      const headers = { "content-type": "application/wasm" };
      WebAssembly.compileStreaming(new Response(freed(gunzip.readable), { headers })).then(
        (content) => slot(name).resolve({ name, content, compressed: false }),
        (error) => slot(name).reject(error),
      );
      slot(name).promise.catch(() => {}); // told to whoever waits for it
      const writer = gunzip.writable.getWriter();
      streams.set(name, writer);
      return writer;
    }

    /** The stream, each of whose pieces is freed when the next one is asked for; release.ts tells how and why. */
    function freed(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
      const reader = stream.getReader();
      const { port1: nowhere, port2: other } = new MessageChannel();
      other.close();
      let last: ArrayBuffer | null = null;
      return new ReadableStream({
        async pull(out) {
          if (last) nowhere.postMessage(null, [last]);
          const { done, value } = await reader.read();
          last = value?.buffer ?? null;
          if (done) out.close();
          else out.enqueue(value);
        },
      }, { highWaterMark: 0 });
    }

    /** Compiled from the response itself, because browsers keep compiled code beside what their own cache holds. */
    async function fetchCompiled(name: string, url: string): Promise<void> {
      const controller = new AbortController();
      fetches.set(name, controller);
      try {
        const response = await fetch(url, { signal: controller.signal }).finally(close);
        const alive = new WritableStream({ write: () => tell({ type: "fetched", name, whole: null }) });
        response.clone().body?.pipeTo(alive).catch(() => {});
        const content = await WebAssembly.compileStreaming(response);
        slot(name).resolve({ name, content, compressed: false });
        tell({ type: "fetched", name, whole: true });
      } catch {
        tell({ type: "fetched", name, whole: false });
      }
    }

    /** From now on nothing in here, and no worker made in here, may ask for anything. */
    function close(): void {
      const meta = document.createElement("meta");
      meta.httpEquiv = "Content-Security-Policy";
      meta.content = policy!;
      document.head.append(meta);
      shut.resolve();
    }

    const act: { [type in Order["type"]]: (order: Order & { type: type }, port: MessagePort) => void } = {
      ping: () => tell({ type: "pong" }),
      file: ({ file, unpacked: content }) => {
        if (content) unpacked.set(file.name, content);
        slot(file.name).resolve(file);
      },
      wasm: ({ name, piece }) => {
        const writer = streams.get(name) ?? compile(name);
        (piece ? writer.write(piece) : writer.close()).catch(() => {}); // the compiler tells what is wrong
      },
      fetch: ({ name, url }) => void fetchCompiled(name, url),
      abort: ({ name }) => fetches.get(name)?.abort(),
      drop: ({ name }) => {
        streams.get(name)?.abort().catch(() => {});
        streams.delete(name);
        files.delete(name);
        unpacked.delete(name);
      },
      spawn: async ({ id }, port) => {
        await shut.promise;
        const worker = first ?? new Worker(address);
        const fail = ({ message = "The worker could not start." }) => tell({ type: "failed", id, message });
        if (worker === first && early) fail(early);
        first = null;
        workers.set(id, worker);
        worker.onerror = fail;
        worker.postMessage(null, [port]);
      },
      hand: async ({ id, names }) => {
        await shut.promise;
        for (const name of names) {
          slot(name).promise.then(
            (file) => deliver(workers.get(id), file),
            ({ message }) => tell({ type: "failed", id, message: `${name}: ${message}` }),
          );
        }
      },
      terminate: async ({ id }) => {
        await shut.promise;
        workers.get(id)?.terminate();
        workers.delete(id);
      },
    };
    page.onmessage = ({ data, ports }: MessageEvent<Order>) => {
      const handle = act[data.type] as (order: Order, port: MessagePort) => void;
      handle(data, ports[0]);
    };
  });
}
