/**
 * The sandbox frame: an origin that is not the page's, a policy that forbids every request, and the page's workers in it.
 *
 * Its origin is opaque, or that of a second host where the site has one (`second-host.ts`). An opaque one keeps nothing
 * from one visit to the next and gets every byte by transfer, which costs time. So there is one frame for all
 * interpreters of a page: files cross into it once, and WebAssembly is compiled in it once, while it arrives.
 *
 * `'unsafe-eval'` in its policy is for WebAssembly in engines that do not know `'wasm-unsafe-eval'`, and for Emscripten's
 * glue. It costs nothing: whatever runs in here is the learner's code anyway, and reaches nothing but its port.
 */

import { type Delivery, insideFrame, type Order, POLICY, type Report } from "./inside-frame.ts";

/** Longest time that an empty frame may take to open, in ms. */
const OPEN_LIMIT = 20_000;
/** Longest time that the second host may take, and what its page gets to speak once it is there, in ms. */
const HOST_LIMIT = 4_000;
const GRACE = 500;
/** Longest silence of a download in the frame, in ms. */
const SILENCE = 30_000;

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
  #fetched = new Map<string, (whole: boolean | null) => void>();
  /** Everyone who waits for the same answer. */
  #pongs: (() => void)[] = [];
  /** Resolves when it is there; what it is told before waits in its channel. */
  readonly opened: Promise<void>;

  /** A frame whose workers run `script`; its page is `address`, on a second host, or null for an opaque origin. */
  constructor(script: Promise<string>, readonly address: URL | null) {
    const { port1: port, port2 } = new MessageChannel();
    this.#port = port;
    const element = this.#element = document.createElement("iframe");
    element.title = "Python";
    element.hidden = true;
    const open = address ? atHost(element, address) : opaque(element);
    document.body.append(element);
    this.opened = Promise.all([script, open]).then(([text]) => {
      // Nothing can stand for the address of an opaque origin.
      element.contentWindow!.postMessage(text, address?.origin ?? "*", [port2]);
    });
    this.opened.catch(() => this.remove());
    port.onmessage = ({ data }: MessageEvent<Report>) => {
      if (data.type === "pong") this.#pongs.splice(0).forEach((pong) => pong());
      else if (data.type === "failed") this.#failures.get(data.id)?.(data.message);
      else this.#fetched.get(data.name)?.(data.whole);
    };
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

  /** Gives the frame a file, and what it is when decompressed where that is known; both are transferred. */
  add(file: Delivery & { content: ArrayBuffer }, unpacked?: ArrayBuffer): void {
    this.#order({ type: "file", file, unpacked }, unpacked ? [file.content, unpacked] : [file.content]);
  }

  /**
   * Gives the frame a piece of WebAssembly that is compressed and is transferred, or null when all pieces are there and
   * verified.
   */
  compile(name: string, piece: Uint8Array<ArrayBuffer> | null): void {
    this.#order({ type: "wasm", name, piece }, piece ? [piece.buffer] : []);
  }

  /**
   * Lets a frame with an origin of its own fetch and compile WebAssembly by itself, once and before anything else.
   * Resolves to false where the file does not come whole; then `compile` takes it.
   */
  async fetch(name: string, url: URL): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const whole = await new Promise<boolean>((resolve) => {
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(resolve, SILENCE, false);
      };
      this.#fetched.set(name, (whole) => whole === null ? wait() : resolve(whole));
      wait();
      this.#order({ type: "fetch", name, url: url.href });
    });
    clearTimeout(timer);
    this.#fetched.delete(name);
    if (!whole) this.#order({ type: "abort", name });
    return whole;
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

/** Resolves when the frame is there: its page stands in the attribute, so nothing is fetched. */
function opaque(frame: HTMLIFrameElement): Promise<void> {
  frame.setAttribute("sandbox", "allow-scripts");
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<script>${program(null)}</script>`;
  return new Promise<void>((resolve, reject) => {
    frame.addEventListener("load", () => resolve(), { once: true });
    setTimeout(() => reject(new Error("the browser opened no frame for it.")), OPEN_LIMIT);
  });
}

/** What runs in the frame, as text; `policy` is for a frame with an origin of its own. */
function program(policy: string | null): string {
  return `(${insideFrame})(${JSON.stringify(location.origin)}, ${JSON.stringify(policy)})`;
}

/** Resolves when the page of the second host has said that it is there, and was told what to run. */
function atHost(frame: HTMLIFrameElement, address: URL): Promise<void> {
  // Its own origin is not the page's, so it cannot take the attribute away.
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
  frame.src = `${address.href}#${encodeURIComponent(location.origin)}`;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = () => reject(new Error(`${address.origin} did not answer.`));
  const hear = ({ source, origin, data }: MessageEvent) => {
    if (source === frame.contentWindow && origin === address.origin && data === "ready") resolve();
  };
  addEventListener("message", hear);
  setTimeout(late, HOST_LIMIT);
  frame.addEventListener("load", () => setTimeout(late, GRACE)); // a browser's page about an error loads as well
  return promise
    .then(() => frame.contentWindow!.postMessage(program(POLICY), address.origin))
    .finally(() => removeEventListener("message", hear));
}
