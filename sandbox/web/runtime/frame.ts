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

/** A file as it is on the server; WebAssembly is delivered compiled. */
export interface Delivery {
  name: string;
  content: ArrayBuffer | WebAssembly.Module;
  compressed: boolean;
}

/** What the page tells the frame. WebAssembly comes in pieces, null after all of them were verified. */
type Order =
  | { type: "file"; file: Delivery }
  | { type: "wasm"; name: string; piece: Uint8Array<ArrayBuffer> | null }
  | { type: "drop"; name: string }
  | { type: "spawn"; id: number }
  | { type: "hand"; id: number; names: string[] }
  | { type: "terminate"; id: number }
  | { type: "ping" };

/** Runs inside the frame; written as a function so that it is type-checked, shipped as its source text. */
function insideFrame(): void {
  addEventListener("message", ({ data: script, ports: [page] }) => {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const workers = new Map<number, Worker>();
    const files = new Map<string, PromiseWithResolvers<Delivery>>();
    const streams = new Map<string, WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>>();

    function slot(name: string): PromiseWithResolvers<Delivery> {
      if (!files.has(name)) files.set(name, Promise.withResolvers());
      return files.get(name)!;
    }

    function compile(name: string): WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>> {
      const gunzip = new DecompressionStream("gzip");
      const headers = { "content-type": "application/wasm" };
      WebAssembly.compileStreaming(new Response(gunzip.readable, { headers })).then(
        (content) => slot(name).resolve({ name, content, compressed: false }),
        (error) => slot(name).reject(error),
      );
      slot(name).promise.catch(() => {}); // told to whoever waits for it
      const writer = gunzip.writable.getWriter();
      streams.set(name, writer);
      return writer;
    }

    const act: { [type in Order["type"]]: (order: Order & { type: type }, port: MessagePort) => void } = {
      ping: () => page.postMessage("pong"),
      file: ({ file }) => slot(file.name).resolve(file),
      wasm: ({ name, piece }) => {
        const writer = streams.get(name) ?? compile(name);
        (piece ? writer.write(piece) : writer.close()).catch(() => {}); // the compiler tells what is wrong
      },
      drop: ({ name }) => {
        streams.get(name)?.abort().catch(() => {});
        streams.delete(name);
        files.delete(name);
      },
      spawn: ({ id }, port) => {
        const worker = new Worker(address);
        workers.set(id, worker);
        worker.onerror = ({ message }) => page.postMessage({ id, failed: message ?? "The worker could not start." });
        worker.postMessage(null, [port]);
      },
      hand: ({ id, names }) => {
        for (const name of names) {
          slot(name).promise.then(
            (file) => workers.get(id)?.postMessage(file),
            ({ message }) => page.postMessage({ id, failed: `${name}: ${message}` }),
          );
        }
      },
      terminate: ({ id }) => {
        workers.get(id)?.terminate();
        workers.delete(id);
      },
    };
    page.onmessage = ({ data, ports }: MessageEvent<Order>) => {
      const handle = act[data.type] as (order: Order, port: MessagePort) => void;
      handle(data, ports[0]);
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

  /** Gives the frame a file, whose content is transferred. */
  add(name: string, content: ArrayBuffer, compressed: boolean): void {
    this.#order({ type: "file", file: { name, content, compressed } }, [content]);
  }

  /** Gives the frame a piece of WebAssembly that is compressed, or null when all pieces are there and verified. */
  compile(name: string, piece: Uint8Array<ArrayBuffer> | null): void {
    this.#order({ type: "wasm", name, piece });
  }

  /** Forgets what has arrived of a file. */
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
