/**
 * One interpreter: a worker in the page's sandbox frame, from download to its end.
 *
 * A runtime ends once and says why: stopped by the page, exited by the app, or crashed. Whatever waits for it is then
 * rejected with `RuntimeClosed`. It is never started again: a Run takes a new one.
 */

import { createBirpc } from "birpc";
import { BootError } from "./assets.ts";
import type { Seat } from "./frame.ts";
import { Host } from "./host.ts";
import { FIRST, type Manifest, type Needs, REST, SNAPSHOT } from "./manifest.ts";
import type {
  Answer,
  BridgeEvent,
  CheckReport,
  Command,
  FileChange,
  PageMethods,
  Problem,
  Project,
  WorkerMethods,
} from "../protocol.ts";
import { Responses } from "./responses.ts";
import { distrustSnapshot, isSnapshotKept } from "./snapshot-kept.ts";
import type { Stage } from "./stages.ts";
import type { Send } from "../wire.ts";

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

/** Longest time that a start may take once every byte is here, in ms. */
const START_LIMIT = 60_000;
/** Until a download that nobody waits for is tried again, in ms. */
const RETRY = 5_000;
/** Most memory of one interpreter, in bytes: a 50 MB upload fits several times over, and a phone survives it. */
const MEMORY_LIMIT = 1024 ** 3;
const LOST: Closed = { reason: "crashed", message: "Python ended with the frame that it ran in." };
const STOPPED: Closed = { reason: "stopped", message: "The app was stopped." };

export class Runtime {
  readonly closed: Promise<Closed>;
  /** Resolves when Python is there, before any project. Rejects with a `BootError`. */
  readonly ready: Promise<void>;
  stage: Stage = { name: "download", loaded: 0, total: 0 };
  /** Whoever uses the interpreter sets these two; a spare one has nobody. */
  onStage: (stage: Stage) => void = () => {};
  onEvent: (event: BridgeEvent) => void = () => {};
  #settle!: (closed: Closed) => void;
  #gone: Closed | null = null;
  #host: Host | null = null;
  #following = false;
  /** Files that the worker has, each of which it takes once. */
  #handed = new Set<string>();
  #seat: Seat | null = null;
  #rpc: ReturnType<typeof connect> | null = null;
  #responses = new Responses((id) => void this.#rpc?.$callEvent("cancel", id));

  /** Downloads what is missing and starts Python; `gentle` where nothing may be ended for it. */
  constructor(gentle = false) {
    this.closed = new Promise((resolve) => this.#settle = resolve);
    this.ready = this.#boot(gentle);
    this.ready.catch(() => {});
  }

  /** False where its files are of another host, which may have another build. */
  isOn(host: Host): boolean {
    return this.#host === null || this.#host === host;
  }

  /** What its files are; there once it is ready. */
  get manifest(): Manifest {
    return this.#host!.manifest;
  }

  /** Fetches what a project needs beyond the base, where it is not there yet. Rejects with a `BootError`. */
  async prepare({ packages, rest }: Needs): Promise<void> {
    await this.ready;
    const all = packages.map((name) => this.manifest.packages[name].wheel);
    const wheels = all.filter((wheel) => !this.#handed.has(wheel));
    await this.#supply([...wheels, ...(rest ? [REST] : [])]);
    if (wheels.length > 0) await this.#call((rpc) => rpc.$call("install", wheels));
    if (rest) await this.#call((rpc) => rpc.$call("complete"));
  }

  /** Writes the project and loads its app; resolves to what prevented it, or to null once it serves. */
  start(project: Project): Promise<Problem | null> {
    return this.#call((rpc) => rpc.$call("start", project));
  }

  /** Does what takes longer the first time, while nobody waits. */
  rehearse(): Promise<void> {
    return this.#call((rpc) => rpc.$call("rehearse"));
  }

  /** Runs the project's checks. */
  check(project: Project): Promise<CheckReport> {
    void this.follow();
    return this.#call((rpc) => rpc.$call("check", project));
  }

  /** Runs a command of the console. */
  command(command: Command): Promise<Answer> {
    return this.#call((rpc) => rpc.$call("command", command));
  }

  /** Hands a Python prompt a line, or null for the end of the input. */
  line(text: string | null): Promise<Answer> {
    return this.#call((rpc) => rpc.$call("line", text));
  }

  /** Forgets an incomplete block at a Python prompt. */
  drop(): Promise<Answer> {
    return this.#call((rpc) => rpc.$call("drop"));
  }

  /** What the last word of a command can become. */
  suggest(command: Command, begun: string): Promise<string[]> {
    return this.#call((rpc) => rpc.$call("suggest", command, begun));
  }

  /** Changes files of the project from outside. */
  write(change: FileChange): Promise<void> {
    return this.#call((rpc) => rpc.$call("write", change));
  }

  /** Runs the checks of a job beside strange code. */
  grade(job: string): Promise<void> {
    return this.#call((rpc) => rpc.$call("grade", job));
  }

  /** Asks what is in charge of a grading; files are put in place before. */
  desk(files: Record<string, Uint8Array>, question: string): Promise<string> {
    return this.#call((rpc) => rpc.$call("desk", files, question));
  }

  /** Sends one request to the app and follows nothing; the body streams. */
  readonly send: Send = (request) => {
    const { id, response } = this.#responses.open();
    const fail = (error: Error) => this.#responses.fail(id, error);
    // What has not come by then was cancelled before its turn.
    this.#call((rpc) => rpc.$call("request", id, request)).then(() => fail(new Error("Nobody waits for it.")), fail);
    return response;
  };

  /** Ends Python at once, whatever it is doing. */
  stop(): void {
    this.#end(STOPPED);
  }

  async #boot(gentle: boolean): Promise<void> {
    try {
      const host = await this.#join(gentle);
      const snapshot = isSnapshotKept(host.manifest) ? host.manifest.memory : null;
      try {
        await this.#bootWith(snapshot);
      } catch (error) {
        if (this.#gone || snapshot === null) throw error;
        // Whatever is wrong with the snapshot, the ordinary boot does without it.
        distrustSnapshot(host.manifest);
        host.terminate(this.#seat!);
        await this.#bootWith(null);
      }
      this.#enter("ready");
    } catch (error) {
      this.stop();
      this.#enter("failed");
      if (this.#host?.failure) throw this.#host.failure;
      if (error instanceof BootError || error instanceof RuntimeClosed) throw error;
      this.#host?.retire(); // others may be well on it
      throw new BootError(`Python could not start: ${words(error)}`, "Try again. If it stays, update the browser.");
    }
  }

  async #join(gentle: boolean): Promise<Host> {
    const host = this.#host = await Host.here(gentle);
    void host.closed.then(() => this.#host === host && this.#end(LOST));
    return host;
  }

  async #bootWith(snapshot: number | null): Promise<void> {
    if (this.#gone) throw new RuntimeClosed(this.#gone);
    const { promise: broken, reject } = Promise.withResolvers<never>();
    broken.catch(() => {}); // told by whoever waits
    const fail = (message: string) => reject(new Error(message));
    void this.closed.then(({ message }) => fail(message));
    const { lock, later } = this.#host!.manifest;
    this.#seat = this.#host!.spawn(fail);
    this.#handed.clear();
    this.#rpc = connect(this.#seat.port, {
      event: (event) => this.#hear(event),
      needRest: () => void this.follow(),
    });
    const booted = this.#rpc.$call("boot", { lock, later, snapshot, memoryLimit: MEMORY_LIMIT });
    booted.catch(() => {}); // as above
    await Promise.race([this.#supply(snapshot === null ? FIRST : [...FIRST, SNAPSHOT]), broken]);
    this.#enter("start");
    const limit = setTimeout(() => fail(`no answer for ${START_LIMIT / 1000} seconds.`), START_LIMIT);
    await Promise.race([booted, broken]).finally(() => clearTimeout(limit));
  }

  /**
   * Sends the rest of the library, once there is time for it or an import asks for it. Nobody waits for it in the page,
   * so a failure is told in the log, and tried again.
   */
  async follow(): Promise<void> {
    if (this.#following) return;
    this.#following = true;
    while (!this.#gone) {
      try {
        return await this.#supply([REST]);
      } catch (error) {
        const text = `${words(error)} Python's library is incomplete until then; trying again.\n`;
        this.onEvent({ type: "output", stream: "stderr", text });
        await Promise.race([this.closed, new Promise((resolve) => setTimeout(resolve, RETRY))]);
      }
    }
  }

  /** Gets files to the worker, and tells the progress. */
  async #supply(names: string[]): Promise<void> {
    const host = this.#host!;
    const tell = () => this.#enter("download", host.progress(names));
    const unwatch = this.stage.name === "download" ? host.watch(tell) : () => {};
    const fresh = names.filter((name) => !this.#handed.has(name));
    for (const name of fresh) this.#handed.add(name);
    this.#seat!.hand(fresh);
    try {
      await host.provide(names);
    } catch (error) {
      for (const name of fresh) this.#handed.delete(name);
      throw error;
    } finally {
      unwatch();
    }
  }

  #enter(name: Stage["name"], { loaded, total }: { loaded: number; total: number } = this.stage): void {
    this.stage = { name, loaded, total };
    this.onStage(this.stage);
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
    const { type } = event;
    if (type === "response" || type === "chunk" || type === "end" || type === "inspection") this.#responses.hear(event);
    else this.onEvent(event);
  }

  #end(closed: Closed): void {
    if (this.#gone) return;
    this.#gone = closed;
    if (this.#seat) this.#host?.terminate(this.#seat);
    this.#rpc?.$close(new RuntimeClosed(closed));
    this.#responses.failAll(new RuntimeClosed(closed));
    this.#settle(closed);
  }
}

function connect(port: MessagePort, methods: PageMethods) {
  return createBirpc<WorkerMethods, PageMethods>(methods, {
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
