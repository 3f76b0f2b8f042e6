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
gc.collect()
`;

/** What would otherwise be the same for every reader, or as old as the site. */
const FRESHEN = `
import logging, random, time
random.seed()
logging._startTime = time.time_ns()
del logging, random, time
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

/** After `loadPyodide` from a snapshot. */
export function freshen(python: PyodideInterface): void {
  python.runPython(FRESHEN);
}
