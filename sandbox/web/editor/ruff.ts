/**
 * Ruff, in WebAssembly: finds mistakes in Python while one types, and formats it. 3.8 MB, so it is fetched when it is
 * of use for the first time, and once for all editors.
 *
 * The rules are those about code that cannot be meant as it stands (E9, F). Matters of taste are none of ours.
 */

import init, { type Diagnostic, PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-web";
import { bundleFile, isAtHand } from "../runtime/bundle-file.ts";

export interface Ruff {
  /** Throws an `Error` where Ruff itself fails. */
  check(text: string): Diagnostic[];
  /** Throws an `Error` whose message says where the text is no Python. */
  format(text: string): string;
}

const OPTIONS = { "target-version": "py314", "line-length": 88, lint: { select: ["E9", "F"] } };

let ruff: Promise<Ruff> | null = null;

/** Rejects with an `Error` for the reader where it cannot be fetched or started; it is tried again next time. */
export function loadRuff(): Promise<Ruff> {
  return ruff ??= start().catch((error) => {
    ruff = null;
    throw error;
  });
}

/** The same where nobody has asked for it: null where it cannot be had. */
export async function ruffAtHand(): Promise<Ruff | null> {
  return ruff || await isAtHand("ruff.wasm") ? await loadRuff().catch(() => null) : null;
}

async function start(): Promise<Ruff> {
  await init({ module_or_path: await WebAssembly.compile(await bundleFile("ruff.wasm")) });
  const workspace = new Workspace(OPTIONS, PositionEncoding.Utf16);
  return { check: (text) => workspace.check(text), format: (text) => workspace.format(text) };
}
