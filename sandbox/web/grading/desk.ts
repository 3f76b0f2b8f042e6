/**
 * What is in charge of a grading: an interpreter in which no strange code runs, and the same Python as on the command line.
 *
 * It answers questions (`sandbox/classroom/door.py`). A fault of the instructor's is a `DeskFault`; any other rejection
 * means that the interpreter is gone or mistaken.
 */

import { Host } from "../runtime/host.ts";
import { withDependencies } from "../runtime/manifest.ts";
import { Runtime } from "../runtime/runtime.ts";
import { SOURCES } from "./sources.ts";

/** Something is wrong with what the instructor gave; `message` says what. */
export class DeskFault extends Error {
  override name = "DeskFault";
}

export class Desk {
  #runtime: Runtime;
  #last = 0;

  private constructor(runtime: Runtime, readonly build: string) {
    this.#runtime = runtime;
  }

  /** Rejects with a `BootError`. */
  static async open(): Promise<Desk> {
    // Each run is a start, and one from a snapshot takes half the time; a failure costs no more than that.
    await (await Host.here()).keepSnapshot();
    const runtime = new Runtime();
    await runtime.ready;
    const { manifest } = runtime;
    await runtime.prepare({ packages: withDependencies(["jsonschema"], manifest), rest: true });
    const desk = new Desk(runtime, JSON.stringify([manifest.files["core.zip"].sha256, manifest.files.rest.sha256]));
    const encoder = new TextEncoder();
    const sources = Object.entries(SOURCES).map(([name, text]) => [`sandbox/${name}`, encoder.encode(text)]);
    await desk.ask("take", { files: [] }, Object.fromEntries(sources));
    return desk;
  }

  /** Asks; `files` are put in place before. Rejects with a `DeskFault` where what was given is wrong. */
  async ask<T>(does: string, words: object = {}, files: Record<string, Uint8Array> = {}): Promise<T> {
    const answer = JSON.parse(await this.#runtime.desk(files, JSON.stringify({ do: does, ...words })));
    if ("fault" in answer) throw new DeskFault(answer.fault);
    return answer;
  }

  /** Puts files in place under names of the desk's own; resolves to pairs of their name and that one. */
  async put(given: { path: string; file: Blob }[]): Promise<[Record<string, Uint8Array>, [string, string][]]> {
    const pairs = given.map(({ path }): [string, string] => [path, `given/${++this.#last}`]);
    const read = given.map(async ({ file }, number) =>
      [pairs[number][1], new Uint8Array(await file.arrayBuffer())] as const
    );
    return [Object.fromEntries(await Promise.all(read)), pairs];
  }

  close(): void {
    this.#runtime.stop();
  }
}
