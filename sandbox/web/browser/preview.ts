/**
 * The frame that draws the app's pages, and the wire to the script inside them.
 *
 * It is a frame in a frame. The outer one is ours: its policy, which the inner one inherits, forbids every request,
 * navigation and form to the outside, in all engines. The inner one holds the app's page and is replaced at every load.
 */

import { STUCK } from "../runtime/host.ts";
import { withLoader, withScript } from "./preview-page.ts";
import type { FromApp, PageStart, ToApp } from "./preview-wire.ts";

const LOCAL = "data: blob:";
const POLICY =
  `default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' ${LOCAL}; style-src 'unsafe-inline' ${LOCAL}; ` +
  `img-src ${LOCAL}; font-src ${LOCAL}; media-src ${LOCAL}; connect-src ${LOCAL}; frame-src 'none'; form-action 'none'`;

/** Runs inside the outer frame, shipped as its source text. */
function insideHost(): void {
  const frame = document.querySelector("iframe")!;
  addEventListener("message", ({ source, data, ports }) => {
    if (source === parent) frame.srcdoc = data;
    else if (source === frame.contentWindow && ports.length > 0 && data === "page") {
      parent.postMessage("page", "*", [...ports]);
    } else if (ports.length > 0 && typeof data?.frame === "string") {
      parent.postMessage({ frame: data.frame }, "*", [...ports]); // a page in a frame, known by its key
    }
  });
  document.addEventListener(
    "securitypolicyviolation",
    ({ blockedURI }) => parent.postMessage({ left: blockedURI }, "*"),
  );
  parent.postMessage("host", "*");
}

const HOST = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
  `<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}</style>` +
  `<iframe title="Page of the app"></iframe><script>(${insideHost})()</script>`;

/** Longest wait for a page to be parsed, in ms: a script of the page may never end. */
const PARSE_LIMIT = 5_000;

export interface PreviewEvents {
  message(message: FromApp, answer: (message: ToApp, transfer?: Transferable[]) => void): void;
  /** A script tried to leave the page by itself; `url` is its origin, which is all that engines tell. */
  left(url: string): void;
  /** A page in a frame of the app's page, which names its key, sends its port. */
  frame(key: string, port: MessagePort): void;
  /** The page is about to be another one, or to be drawn anew. */
  replaced(): void;
}

export class Preview {
  readonly element: HTMLIFrameElement;
  #events: PreviewEvents;
  #host: Promise<void> | null = null;
  #port: MessagePort | null = null;
  /** Whoever waits for the page, and for what. */
  #reached: { until: "ready" | "page"; resolve: () => void } | null = null;
  #hostReady = () => {};
  #page = "";
  /** True until the page that is drawn has sent its port. */
  #awaited = false;
  /** Stands where the frame will be: put in before it has a document, it would load an empty one first. */
  readonly place = document.createComment("preview");

  constructor(events: PreviewEvents) {
    this.#events = events;
    this.element = document.createElement("iframe");
    this.element.title = "Preview";
    this.element.setAttribute("sandbox", "allow-scripts allow-forms allow-modals");
    addEventListener("message", this.#hear);
    addEventListener(STUCK, this.#leave);
  }

  /** Opens the outer frame, which takes a while, ahead of the first document; `place` has to be in the page. */
  open(): Promise<void> {
    return this.#host ??= this.#openHost();
  }

  /** Draws a document; resolves once its markup is parsed. */
  async show(html: string, start: PageStart): Promise<void> {
    await this.#show(withScript(html, start), "ready");
  }

  /** Draws the beginning of a document; `write` brings the rest. Resolves once there is a page to write to. */
  async begin(html: string, start: PageStart, policy: string): Promise<void> {
    await this.#show(withLoader(html, start, policy), "page");
  }

  async #show(page: string, until: "ready" | "page"): Promise<void> {
    await this.open();
    const reached = new Promise<void>((resolve) => this.#reached = { until, resolve });
    this.#port?.close();
    this.#page = page;
    this.#draw();
    await Promise.race([reached, new Promise((resolve) => setTimeout(resolve, PARSE_LIMIT))]);
  }

  tell(message: ToApp): void {
    this.#port?.postMessage(message);
  }

  /** Forgets the frame's state; the next `show` starts anew. */
  close(): void {
    removeEventListener("message", this.#hear);
    removeEventListener(STUCK, this.#leave);
    this.#port?.close();
  }

  #draw(): void {
    this.#awaited = true;
    this.#events.replaced();
    this.element.contentWindow?.postMessage(this.#page, "*");
  }

  #openHost(): Promise<void> {
    return new Promise((resolve) => {
      this.#hostReady = resolve;
      this.element.srcdoc = HOST;
      this.place.replaceWith(this.element);
    });
  }

  /** Out of the page, so that the browser can end what blocks it; the next `show` comes back with a new document. */
  #leave = (): void => {
    if (!this.element.isConnected) return;
    this.element.replaceWith(this.place);
    this.#host = null;
  };

  #hear = ({ source, data, ports }: MessageEvent): void => {
    if (source === null || source !== this.element.contentWindow) return;
    if (data === "host") {
      this.#hostReady();
      // Moved in the document, the frame has started anew and is empty.
      this.#hostReady = () => this.#draw();
    }
    // Once for each page: its own scripts could send another port, and would then talk to nobody.
    if (data === "page" && this.#awaited) this.#connect(ports[0]);
    else if (typeof data?.frame === "string" && ports.length > 0) this.#events.frame(data.frame, ports[0]);
    else if (typeof data?.left === "string") this.#events.left(data.left);
  };

  #connect(port: MessagePort): void {
    this.#awaited = false;
    this.#port = port;
    if (this.#reached?.until === "page") this.#reached.resolve();
    port.onmessage = ({ data }: MessageEvent<FromApp>) => {
      if (port !== this.#port) return; // a page that was left has nothing to say
      if (data.type === "ready") this.#reached?.resolve();
      this.#events.message(data, (message, transfer = []) => port.postMessage(message, transfer));
    };
  }
}
