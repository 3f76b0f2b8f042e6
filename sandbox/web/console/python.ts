/**
 * The console's interpreter: it starts with the first command that needs it, and goes when nobody has used it for long.
 *
 * It is not the one that serves the app, as a second terminal is not the server's process. So it can be interrupted alone,
 * and a command finds the project's modules as the files have them now. There is one console's interpreter a page.
 */

import { apply, databaseOf, difference, imported, isJournal, withoutJournals } from "./disk.ts";
import { needsOf } from "../runtime/manifest.ts";
import type { Answer, BridgeEvent, Command, FileChange, Project } from "../protocol.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { prepareSpare } from "../runtime/spare.ts";
import { bootFor } from "../runtime/start.ts";

/** How long it waits for the next command, in ms. */
const IDLE_LIMIT = 5 * 60_000;

let holder: ConsolePython | null = null;

export type Typed = Omit<Command, "offers">;

export class ConsolePython {
  #onEvent: (event: BridgeEvent) => void;
  #onStarting: (starting: boolean) => void;
  #onLost: () => void;
  #runtime: Runtime | null = null;
  #idle: ReturnType<typeof setTimeout> | undefined;
  /** What its disk holds; known while a Python prompt is open. */
  #disk: Project["files"] = {};
  /** Databases in which it has begun a transaction. */
  #unfinished = new Set<string>();
  #prompt = false;
  /** Ends with its interpreter. */
  #life = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /**
   * `onStarting` is told that Python starts, and that it has started or not; `onLost`, that it ended with its prompt open.
   */
  constructor(
    onEvent: (event: BridgeEvent) => void,
    onStarting: (starting: boolean) => void,
    onLost: () => void,
  ) {
    this.#onEvent = onEvent;
    this.#onStarting = onStarting;
    this.#onLost = onLost;
  }

  /** True while it works or starts. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** Runs a command. Rejects with a `BootError` or with `RuntimeClosed`. */
  command(command: Typed): Promise<Answer> {
    return this.#use(async () => {
      const runtime = await this.#ready(imported(command));
      this.#disk = { ...command.files };
      this.#unfinished.clear();
      return this.#noted(await runtime.command({ ...command, offers: wheels(runtime) }));
    });
  }

  /** Hands the Python prompt a line; `files` is the disk as it is now. Rejects as `command` does. */
  line(text: string | null, files: Project["files"]): Promise<Answer> {
    return this.#use(async () => {
      const runtime = await this.#ready({ "line.py": text ?? "" });
      const change = difference(this.#disk, files);
      // SQLite would write its half of a transaction into somebody else's file.
      for (const name of this.#unfinished) delete change.written[name];
      await runtime.write(change);
      apply(this.#disk, change, files);
      return this.#noted(await runtime.line(text));
    });
  }

  /** Hands a program what it asks for. Nothing is written meanwhile: it is in the midst of its work. */
  answer(text: string | null): Promise<Answer> {
    return this.#use(async () => this.#noted(await (await this.#ready({})).line(text)));
  }

  /** Ctrl+C at the Python prompt. */
  drop(): Promise<Answer> {
    return this.#use(async () => this.#noted(await (await this.#ready({})).drop()));
  }

  /** What a begun word can become. Rejects as `command` does. */
  suggest(command: Typed, begun: string): Promise<string[]> {
    return this.#use(async () => {
      const runtime = await this.#ready(this.#prompt ? {} : imported(command));
      return await runtime.suggest({ ...command, offers: [] }, begun);
    });
  }

  /** A command has changed files: its disk is like that already. */
  wrote(change: FileChange): void {
    // Its journals are not in the disk that it is compared with, or they would be taken away as surplus.
    apply(this.#disk, { ...change, written: withoutJournals(change.written) });
    for (const name of Object.keys(change.written)) if (isJournal(name)) this.#unfinished.add(databaseOf(name));
    for (const name of change.removed) if (isJournal(name)) this.#unfinished.delete(databaseOf(name));
  }

  /** Ends it at once, whatever it is doing; what waits for it is rejected. */
  stop(): void {
    clearTimeout(this.#idle);
    this.#life.abort(new Error("Python was ended."));
    this.#life = new AbortController();
    const runtime = this.#runtime;
    this.#runtime = null;
    this.#prompt = false;
    if (holder === this) holder = null;
    runtime?.stop();
  }

  /** It ends, and nobody here asked for that. */
  #lose(): void {
    const lost = this.#prompt;
    this.stop();
    if (lost) this.#onLost();
  }

  /** One after the other: a Tab may still wait for Python when the line is sent. */
  async #use<T>(act: () => Promise<T>): Promise<T> {
    const { signal } = this.#life;
    clearTimeout(this.#idle);
    this.#waiting++;
    const result = this.#queue.then(() => {
      signal.throwIfAborted();
      return act();
    });
    this.#queue = result.catch(() => {});
    try {
      return await result;
    } finally {
      // What a prompt knows would be lost.
      if (--this.#waiting === 0 && !this.#prompt) this.#idle = setTimeout(() => this.stop(), IDLE_LIMIT);
    }
  }

  #noted(answer: Answer): Answer {
    this.#prompt = answer.prompt !== null;
    return answer;
  }

  /** The interpreter, with all that `files` import. */
  async #ready(files: Project["files"]): Promise<Runtime> {
    if (holder && holder !== this) holder.#lose();
    holder = this;
    const runtime = this.#runtime ?? await this.#start(files);
    const { packages } = needsOf({ files }, runtime.manifest);
    await runtime.prepare({ packages, rest: true });
    return runtime;
  }

  async #start(files: Project["files"]): Promise<Runtime> {
    const { signal } = this.#life;
    this.#onStarting(true);
    try {
      const runtime = await bootFor({ project: { files }, onStage: () => {}, onEvent: this.#onEvent, signal });
      signal.throwIfAborted();
      void runtime.closed.then(() => {
        if (this.#runtime === runtime) this.#lose();
      });
      prepareSpare();
      return this.#runtime = runtime;
    } finally {
      this.#onStarting(false);
    }
  }
}

function wheels({ manifest }: Runtime): string[] {
  return Object.values(manifest.packages).map(({ wheel }) => wheel);
}
