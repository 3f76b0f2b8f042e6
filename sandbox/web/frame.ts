/**
 * The sandbox frame: an opaque origin whose policy forbids every request, with the page's workers in it.
 *
 * Such an origin keeps nothing from one visit to the next and gets every byte by transfer, which costs time. So there is
 * one frame for all interpreters of a page: files cross into it once, and WebAssembly is compiled in it once, while
 * it arrives.
 *
 * `'unsafe-eval'` is for WebAssembly in engines that do not know `'wasm-unsafe-eval'`, and for Emscripten's glue.
 * It costs nothing: whatever runs in here is the learner's code anyway, and reaches nothing but its port.
 */

const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; " +
  "worker-src blob:; connect-src blob:";

/** Longest time that an empty frame may take to open, in ms. */
const OPEN_LIMIT = 20_000;

/** What the page tells the frame. A file comes in pieces, `end` after it was verified. */
type Order =
  | { type: "piece"; name: string; content: Uint8Array<ArrayBuffer> }
  | { type: "end"; name: string }
  | { type: "drop"; name: string }
  | { type: "spawn"; id: number }
  | { type: "hand"; id: number; names: string[] }
  | { type: "terminate"; id: number }
  | { type: "ping" };

/** What a worker gets from the frame, beside its port. */
export type Delivery = { name: string; content: ArrayBuffer | WebAssembly.Module };

/** Runs inside the frame; written as a function so that it is type-checked, shipped as its source text. */
function insideFrame(): void {
  addEventListener("message", ({ data: script, ports: [page] }) => {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const workers = new Map<number, Worker>();
    const files = new Map<
      string,
      { add(content: Uint8Array<ArrayBuffer>): void; end(): void; whole: Promise<Delivery["content"]> }
    >();

    function fileOf(name: string) {
      if (!files.has(name)) files.set(name, name.endsWith(".wasm") ? compiled() : collected());
      return files.get(name)!;
    }

    function compiled() {
      const { readable, writable } = new TransformStream();
      const writer = writable.getWriter();
      const whole = WebAssembly.compileStreaming(
        new Response(readable, { headers: { "content-type": "application/wasm" } }),
      );
      whole.catch(() => {}); // reported to whoever waits for it
      writer.closed.catch(() => {});
      return {
        add: (content: Uint8Array) => void writer.write(content).catch(() => {}),
        end: () => void writer.close().catch(() => {}),
        whole,
      };
    }

    function collected() {
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      const { promise, resolve } = Promise.withResolvers<ArrayBuffer>();
      return {
        add: (content: Uint8Array<ArrayBuffer>) => void pieces.push(content),
        end: () => {
          resolve(new Blob(pieces).arrayBuffer());
          pieces.length = 0;
        },
        whole: promise,
      };
    }

    page.onmessage = ({ data, ports }: MessageEvent<Order>) => {
      if (data.type === "piece") fileOf(data.name).add(data.content);
      else if (data.type === "end") fileOf(data.name).end();
      else if (data.type === "ping") page.postMessage("pong");
      else if (data.type === "drop") files.delete(data.name);
      else if (data.type === "terminate") {
        workers.get(data.id)?.terminate();
        workers.delete(data.id);
      } else if (data.type === "spawn") {
        const worker = new Worker(address);
        workers.set(data.id, worker);
        const failed = (message: string) => page.postMessage({ id: data.id, failed: message });
        worker.onerror = ({ message }) => failed(message ?? "The worker could not start.");
        worker.postMessage(null, ports as MessagePort[]);
      } else {
        const { id, names } = data;
        for (const name of names) {
          fileOf(name).whole.then(
            (content) => workers.get(id)?.postMessage({ name, content }),
            (error) => page.postMessage({ id, failed: `${name}: ${error.message}` }),
          );
        }
      }
    };
  }, { once: true });
}

/** One worker, as the page sees it. */
export interface Seat {
  port: MessagePort;
  /** Gives the worker files, each as soon as the frame has it. */
  hand(names: string[]): void;
  /** Ends the worker, whatever it is doing. */
  terminate(): void;
}

export class SandboxFrame {
  #element: HTMLIFrameElement;
  #port: MessagePort;
  #last = 0;
  #failures = new Map<number, (message: string) => void>();
  /** Everyone who waits for the same answer. */
  #pongs: (() => void)[] = [];

  private constructor(element: HTMLIFrameElement, port: MessagePort) {
    this.#element = element;
    this.#port = port;
    port.onmessage = ({ data }) =>
      data === "pong" ? this.#pongs.splice(0).forEach((pong) => pong()) : this.#failures.get(data.id)?.(data.failed);
  }

  /** Opens a frame whose workers run `script`. */
  static async open(script: Promise<string>): Promise<SandboxFrame> {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.title = "Python";
    frame.hidden = true;
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
      `<script>(${insideFrame})()</script>`;
    const loaded = new Promise<void>((resolve, reject) => {
      frame.addEventListener("load", () => resolve(), { once: true });
      setTimeout(() => reject(new Error("the browser opened no frame for it.")), OPEN_LIMIT);
    });
    document.body.append(frame);
    try {
      const [text] = await Promise.all([script, loaded]);
      const { port1, port2 } = new MessageChannel();
      frame.contentWindow!.postMessage(text, "*", [port2]);
      return new SandboxFrame(frame, port1);
    } catch (error) {
      frame.remove();
      throw error;
    }
  }

  get present(): boolean {
    return this.#element.isConnected;
  }

  /** Whether it is still in the page and answers within `limit` ms. A page of an app can block it: they share a thread. */
  async answers(limit: number): Promise<boolean> {
    if (!this.present) return false;
    const pong = new Promise<boolean>((resolve) => this.#pongs.push(() => resolve(true)));
    this.#order({ type: "ping" });
    return await Promise.race([pong, new Promise<boolean>((resolve) => setTimeout(resolve, limit, false))]);
  }

  add(name: string, content: Uint8Array<ArrayBuffer>): void {
    // The decompressor may give views of a larger buffer, which others still need.
    const piece = content.byteLength === content.buffer.byteLength ? content : content.slice();
    this.#order({ type: "piece", name, content: piece }, [piece.buffer]);
  }

  end(name: string): void {
    this.#order({ type: "end", name });
  }

  /** Forgets the pieces of a file that did not arrive whole. */
  drop(name: string): void {
    this.#order({ type: "drop", name });
  }

  /** Starts a worker; `onFailure` hears when it cannot run at all. */
  spawn(onFailure: (message: string) => void): Seat {
    const id = ++this.#last;
    const { port1, port2 } = new MessageChannel();
    this.#failures.set(id, onFailure);
    this.#order({ type: "spawn", id }, [port2]);
    return {
      port: port1,
      hand: (names) => this.#order({ type: "hand", id, names }),
      terminate: () => {
        this.#failures.delete(id);
        port1.close();
        this.#order({ type: "terminate", id });
      },
    };
  }

  remove(): void {
    this.#port.close();
    this.#element.remove();
  }

  #order(order: Order, transfer: Transferable[] = []): void {
    this.#port.postMessage(order, transfer);
  }
}
