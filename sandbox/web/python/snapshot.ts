/**
 * The memory of an interpreter that has imported what every app needs, taken when the site is built.
 *
 * It rests on options of Pyodide whose names begin with an underscore, so the ordinary boot takes over where a restore
 * fails. Files are no part of it: the archive is written again at each start, at the same place and unchanged.
 */

import type { PyodideConfig, PyodideInterface } from "pyodide";
import { importBase } from "./interpreter.ts";

/** Leaves nothing behind that is not needed, or that belongs to the machine which built the site. */
const TIDY = `
import gc, linecache, re, sys
linecache.clearcache()
re.purge()
sys._clear_internal_caches()
del linecache, re
gc.unfreeze()
gc.collect()
gc.freeze()
`;

/** Imports what every app needs and returns the memory; `python` was loaded with `_makeSnapshot` and is of no use afterwards. */
export function makeSnapshot(python: PyodideInterface): Uint8Array {
  importBase(python);
  python.runPython(TIDY);
  return (python as unknown as { makeMemorySnapshot(): Uint8Array }).makeMemorySnapshot();
}

/** What `loadPyodide` needs to continue from a snapshot. */
export function fromSnapshot(snapshot: Promise<ArrayBuffer>): Partial<PyodideConfig> {
  return { _loadSnapshot: snapshot } as Partial<PyodideConfig>;
}

/** What Pyodide's module tells of its memory: places in bytes. */
interface Memory {
  HEAP32: Int32Array;
  __PyRuntime: number;
  __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: number;
}

/**
 * Corrects the one word of a snapshot that belongs to the engine; `module` is Pyodide's, before the snapshot is put in.
 *
 * CPython calls C functions by way of one that is added to the function table at the start, and notes its place. Where
 * that is differs from engine to engine, and iOS has none: WebKit would call another function.
 */
export function fit(snapshot: ArrayBuffer, module: unknown): void {
  const { HEAP32, __PyRuntime, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET } = module as Memory;
  const place = (__PyRuntime + HEAP32[__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET / 4]) / 4;
  const words = new Int32Array(snapshot);
  words[words[1] / 4 + place] = HEAP32[place]; // its second word says where the memory begins
}

/** After `loadPyodide` from a snapshot. */
export function freshen(python: PyodideInterface): void {
  python.pyimport("sandbox.bridge.base").freshen();
}
