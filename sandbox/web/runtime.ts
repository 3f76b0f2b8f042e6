/**
 * One interpreter in its frame, as the page holds it.
 *
 * It lives from `boot` until `stop`, or until Python ends by itself; then every pending call rejects with
 * `RuntimeClosed` and `closed` says why. It is never started again: a Run takes a new one.
 */

import { createBirpc } from "birpc";
import { BootError } from "./assets.ts";
import { openFrame, type SandboxFrame } from "./frame.ts";
import type { Assets, BridgeEvent, CheckReport, PageMethods, Problem, Project, WorkerMethods } from "./protocol.ts";
import { Responses } from "./responses.ts";
import { loadAssets, type Stage } from "./startup.ts";
import type { Send } from "./wire.ts";

export interface Closed {
  reason: "stopped" | "exited" | "crashed";
  message: string;
}

/** The interpreter is gone; `closed` says why. */
export class RuntimeClosed extends Error {
  override name = "RuntimeClosed";
  constructor(readonly closed: Closed) {
    super(closed.message);
  }
}

export interface BootOptions {
  /** Folder of `playground.js`, ending in `/`. */
  base: URL;
  /** Names of optional packages to install; what they need comes along. */
  packages: string[];
  onStage: (stage: Stage) => void;
  onEvent: (event: BridgeEvent) => void;
  /** Gives the start up; `boot` then rejects. */
  signal?: AbortSignal;
}

/** Longest time that a start may take once every byte is here, in ms. */
const START_LIMIT = 60_000;
const STOPPED: Closed = { reason: "stopped", message: "The app was stopped." };

export class Runtime {
  readonly closed: Promise<Closed>;
  #settle!: (closed: Closed) => void;
  #gone: Closed | null = null;
  #frame: SandboxFrame | null = null;
  #rpc: ReturnType<typeof connect> | null = null;
  #responses = new Responses();
  #onEvent: (event: BridgeEvent) => void;

  private constructor(onEvent: (event: BridgeEvent) => void) {
    this.#onEvent = onEvent;
    this.closed = new Promise((resolve) => this.#settle = resolve);
  }

  /** Downloads what is missing and starts Python. Rejects with a `BootError`. */
  static async boot({ base, packages, onStage, onEvent, signal }: BootOptions): Promise<Runtime> {
    const runtime = new Runtime(onEvent);
    signal?.addEventListener("abort", () => runtime.stop());
    try {
      const { assets, script, total } = await loadAssets(base, packages, onStage);
      onStage({ name: "start", loaded: total, total });
      await runtime.#start(assets, script);
      onStage({ name: "ready", loaded: total, total });
      return runtime;
    } catch (error) {
      runtime.stop();
      onStage({ name: "failed", loaded: 0, total: 0 });
      if (error instanceof BootError) throw error;
      throw new BootError(`Python could not start: ${words(error)}`, "Try again. If it stays, update the browser.");
    }
  }

  /** Writes the project and loads its app; resolves to what prevented it, or to null once it serves. */
  start(project: Project): Promise<Problem | null> {
    return this.#call((rpc) => rpc.$call("start", project));
  }

  /** Runs the project's checks. */
  check(project: Project): Promise<CheckReport> {
    return this.#call((rpc) => rpc.$call("check", project));
  }

  /** Sends one request to the app and follows nothing; the body streams. */
  readonly send: Send = (request) => {
    const { id, response } = this.#responses.open();
    this.#call((rpc) => rpc.$call("request", id, request)).catch((error) => this.#responses.fail(id, error));
    return response;
  };

  /** Ends Python at once, whatever it is doing. */
  stop(): void {
    this.#end(STOPPED);
  }

  #start(assets: Assets, script: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.closed.then(({ message }) => reject(new Error(message)));
      const timer = setTimeout(() => reject(new Error(`no answer for ${START_LIMIT / 1000} seconds.`)), START_LIMIT);
      openFrame(script, (message) => reject(new Error(message)))
        .then((frame): Promise<unknown> | null => {
          if (this.#gone) return frame.remove(), null;
          this.#frame = frame;
          this.#rpc = connect(frame.port, (event) => this.#hear(event));
          return this.#rpc.$call("boot", assets);
        })
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
  }

  /** Calls the worker. It rejects only when the interpreter is gone, so a rejection ends the runtime. */
  async #call<T>(method: (rpc: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
    if (this.#gone || !this.#rpc) throw new RuntimeClosed(this.#gone ?? STOPPED);
    try {
      return await method(this.#rpc);
    } catch (error) {
      this.#end(died(error));
      throw new RuntimeClosed(this.#gone!);
    }
  }

  #hear(event: BridgeEvent): void {
    if (event.type === "response" || event.type === "chunk" || event.type === "end") this.#responses.hear(event);
    else this.#onEvent(event);
  }

  #end(closed: Closed): void {
    if (this.#gone) return;
    this.#gone = closed;
    this.#frame?.remove();
    this.#rpc?.$close(new RuntimeClosed(closed));
    this.#responses.failAll(new RuntimeClosed(closed));
    this.#settle(closed);
  }
}

function connect(port: MessagePort, onEvent: (event: BridgeEvent) => void) {
  return createBirpc<WorkerMethods, PageMethods>({ event: onEvent }, {
    post: (message) => port.postMessage(message),
    on: (listener) => (port.onmessage = ({ data }) => listener(data)),
    timeout: -1, // a view may take as long as the learner lets it
  });
}

/** Emscripten throws `ExitStatus` for `exit()`; anything else is a fault of the interpreter. */
function died(error: unknown): Closed {
  const found = words(error);
  const status = /exit(?:ed)?\(?\s*(?:with status |code )?(-?\d+)/i.exec(found)?.[1];
  return status === undefined
    ? { reason: "crashed", message: `Python crashed: ${found}` }
    : { reason: "exited", message: `The app ended Python with exit status ${status}.` };
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
