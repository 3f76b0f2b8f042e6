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

/**
 * Imports what every app needs and returns the memory, packed; `python` was loaded with `_makeSnapshot` and is of no use
 * afterwards.
 */
export function makeSnapshot(python: PyodideInterface): Uint8Array {
  importBase(python);
  python.runPython(TIDY);
  return packed((python as unknown as { makeMemorySnapshot(): Uint8Array<ArrayBuffer> }).makeMemorySnapshot());
}

/** What is all zeros in this many bytes is left out: a third of the memory, which else is copied at each start. */
const PAGE = 65_536;

/** Words: the size in bytes, how many runs follow, place and length of each in bytes; then the runs. */
function packed(snapshot: Uint8Array<ArrayBuffer>): Uint8Array {
  const runs: [place: number, length: number][] = [];
  for (let place = 0; place < snapshot.length; place += PAGE) {
    const page = snapshot.subarray(place, place + PAGE);
    if (page.every((byte) => byte === 0)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === place) last[1] += page.length;
    else runs.push([place, page.length]);
  }
  const words = Uint32Array.from([snapshot.length, runs.length, ...runs.flat()]);
  const parts = [words, ...runs.map(([place, length]) => snapshot.subarray(place, place + length))];
  const file = new Uint8Array(parts.reduce((size, { byteLength }) => size + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    file.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return file;
}

function unpacked(file: ArrayBuffer): { place: number; run: Uint8Array<ArrayBuffer> }[] {
  const [, count] = new Uint32Array(file, 0, 2);
  const table = new Uint32Array(file, 8, 2 * count);
  let at = 8 + table.byteLength;
  return Array.from({ length: count }, (_, number) => {
    const [place, length] = table.subarray(2 * number);
    const run = new Uint8Array(file, at, length);
    at += length;
    return { place, run };
  });
}

/**
 * What `loadPyodide` needs to continue from a snapshot of `size` bytes. It would wait for the snapshot before anything else
 * and make memory of that size; so it gets an empty one, and `restoreFrom` puts the other in.
 */
export function fromSnapshot(size: number): Partial<PyodideConfig> {
  return { _loadSnapshot: Promise.resolve(new ArrayBuffer(size)) } as Partial<PyodideConfig>;
}

/** What Pyodide's module tells of its memory: places in bytes. */
interface Memory {
  HEAP8: Int8Array;
  HEAP32: Int32Array;
  __PyRuntime: number;
  __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: number;
  API: { restoreSnapshot(snapshot: Uint8Array): unknown };
}

/**
 * Has Pyodide's module continue from a snapshot's file.
 *
 * One word of it belongs to the engine. CPython calls C functions by way of one that is added to the function table at the
 * start, and notes its place. Where that is differs from engine to engine, and iOS has none: WebKit would call another
 * function.
 */
export function restoreFrom(file: ArrayBuffer, module: unknown): void {
  const { API, __PyRuntime, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET } = module as Memory;
  const restore = API.restoreSnapshot;
  API.restoreSnapshot = () => {
    const { HEAP8, HEAP32 } = module as Memory;
    const trampoline = (__PyRuntime + HEAP32[__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET / 4]) / 4;
    const here = HEAP32[trampoline];
    const [{ run: first }, ...others] = unpacked(file);
    const [, head] = new Uint32Array(file, first.byteOffset, 2); // bytes before the memory begins
    const config = restore(first);
    for (const { place, run } of others) HEAP8.set(run, place - head);
    HEAP32[trampoline] = here;
    return config;
  };
}

/** After `loadPyodide` from a snapshot. */
export function freshen(python: PyodideInterface): void {
  python.pyimport("sandbox.bridge.base").freshen();
}
