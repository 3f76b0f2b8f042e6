/**
 * The interpreter's side of the protocol, where the library may still be on its way.
 *
 * What a first response needs comes first, so the app starts before the rest is there. An import that comes too early
 * cannot wait: Python in a worker blocks the very messages that it would wait for. So until the rest is there, all but
 * what the app prints is held back; when a module was missing it is dropped, and the app starts again once all of it has
 * arrived.
 */

import type { PyodideInterface } from "pyodide";
import { breath } from "./breath.ts";
import type { Deliveries } from "./deliveries.ts";
import { type Bridge, openBridge, type Terminal } from "./interpreter.ts";
import { release } from "../release.ts";
import { REST } from "../runtime/manifest.ts";
import type { BridgeEvent, CheckReport, FileChange, PageMethods, Problem, Project, WireRequest } from "../protocol.ts";

/** How long chunks are sent before messages are heard again, in ms. */
const SLICE = 8;

export class Server {
  /** Resolves when the whole library is there. */
  readonly complete: Promise<void>;
  #bridge: Bridge;
  #files: Deliveries;
  #emit: (event: BridgeEvent) => void;
  #page: PageMethods;
  #project: Project | null = null;
  #terminal: Terminal | null = null;
  /** Calls of the app, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #whole = false;
  /** Requests that somebody waits for. */
  #awaited = new Set<number>();
  /** Events that may have to be dropped. */
  #held: BridgeEvent[] | null = null;

  constructor(
    python: PyodideInterface,
    files: Deliveries,
    later: readonly string[],
    page: PageMethods,
  ) {
    const emit = (event: BridgeEvent) => page.event(event);
    this.#page = page;
    this.#files = files;
    this.#emit = emit;
    this.#bridge = openBridge(python, later, (event) => this.#held ? this.#hold(event) : emit(event));
    this.complete = files.file(REST).then((rest) => {
      this.#bridge.complete(rest);
      release(rest);
      this.#whole = true;
    });
  }

  async install(wheels: string[]): Promise<void> {
    this.#bridge.install(await Promise.all(wheels.map((wheel) => this.#files.file(wheel))));
  }

  /** Resolves when a small app was started, asked and forgotten. */
  async rehearse(): Promise<void> {
    await this.complete;
    this.#bridge.rehearse();
  }

  start(project: Project): Promise<Problem | null> {
    this.#project = project;
    return this.#attempt(() => this.#bridge.start(project), () => {});
  }

  /** Resolves when all of the response is sent, or it was cancelled. */
  async request(id: number, request: WireRequest): Promise<void> {
    this.#awaited.add(id);
    const begin = () => {
      if (!this.#awaited.has(id)) return false;
      // Before the whole library is there an answer is given in one go, since it may have to be dropped.
      return this.#whole ? this.#bridge.begin(id, request) : this.#answer(id, request);
    };
    try {
      const more = await this.#attempt(begin, () => void this.#bridge.start(this.#project!));
      if (more) await this.#continue(id);
    } finally {
      this.#awaited.delete(id);
    }
  }

  /** Whoever asked has gone. It is heard between two chunks, or before the request's turn comes. */
  cancel(id: number): void {
    this.#awaited.delete(id);
  }

  #answer(id: number, request: WireRequest): false {
    this.#bridge.request(id, request);
    return false;
  }

  /** Sends chunk after chunk, and lets messages and other requests in between, so that an endless body holds up nobody. */
  async #continue(id: number): Promise<void> {
    for (;;) {
      const until = performance.now() + SLICE;
      do {
        if (!this.#bridge.advance(id)) return;
      } while (performance.now() < until);
      await breath();
      if (!this.#awaited.has(id)) return this.#bridge.cancel(id);
    }
  }

  async check(project: Project): Promise<CheckReport> {
    await this.complete;
    return this.#bridge.check(project);
  }

  /** The console, where this interpreter is one. */
  async terminal<T>(act: (terminal: Terminal) => T | Promise<T>): Promise<T> {
    await this.complete;
    return await act(this.#terminal ??= this.#bridge.terminal());
  }

  /** Files that somebody else has changed; an app that starts again finds them as well. */
  write(change: FileChange): Promise<void> {
    const result = this.#turn.then(() => {
      if (this.#project) {
        Object.assign(this.#project.files, change.written);
        for (const name of change.removed) delete this.#project.files[name];
      }
      (this.#terminal ?? this.#bridge).write(change);
    });
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Acts; if that asked for what was not there yet, waits for it, forgets the app, prepares and acts again. */
  #attempt<T>(act: () => T, prepare: () => void): Promise<T> {
    const result = this.#turn.then(async () => {
      if (this.#whole) return act();
      const first = this.#holding(act);
      if (first.missed) {
        this.#page.needRest();
        await this.complete;
        this.#bridge.close();
        this.#emit({ type: "again" });
        prepare();
        return act();
      }
      first.events.forEach(this.#emit);
      if ("error" in first) throw first.error;
      return first.value as T;
    });
    this.#turn = result.catch(() => {});
    return result;
  }

  #holding<T>(act: () => T): { events: BridgeEvent[]; missed: boolean; value?: T; error?: unknown } {
    const events: BridgeEvent[] = this.#held = [];
    try {
      const value = act();
      return { events, missed: this.#bridge.missed, value };
    } catch (error) {
      return { events, missed: this.#bridge.missed, error };
    } finally {
      this.#held = null;
    }
  }

  #hold(event: BridgeEvent): void {
    if (event.type === "output") return this.#emit(event); // an endless loop would never show it
    this.#held!.push(event);
    // A body of several chunks can be endless, and nothing of it would be seen: it is broken off and waits for the rest.
    if (this.#held!.filter(({ type }) => type === "chunk").length > 1) this.#bridge.giveUp();
  }
}
