/**
 * The bundle's manifest (`sandbox/bundle/manifest.py` writes it), and which packages a project needs.
 *
 * The files are named by their content, so they may be cached for ever; only the manifest is asked for anew.
 */

import { type FileSource, loadJson } from "./assets.ts";
import type { Project } from "../protocol.ts";

export interface Manifest {
  schema: 2;
  /** For which interpreter the bundle was made (the `info` of its lock file). */
  lock: Record<string, string>;
  /** Packages inside the archive that every interpreter has. */
  base: string[];
  /** Modules of that archive that come with its second piece, with dots. */
  later: string[];
  /** Size of the memory that the snapshot continues, in bytes. */
  memory: number;
  /** Optional packages by name. */
  packages: Record<string, OptionalPackage>;
  /** Version of every package, those of the base included. */
  versions: Record<string, string>;
  /** Logical name → the file that the server has. */
  files: Record<string, FileSource>;
}

export interface OptionalPackage {
  wheel: string;
  imports: string[];
  depends: string[];
}

export const GLUE = "pyodide.asm.mjs";
export const WASM = "pyodide.asm.wasm";
/** What every interpreter starts from, and what follows behind. */
export const FIRST = [GLUE, WASM, "core.zip"];
export const REST = "rest";
/** What a later start can continue from. */
export const SNAPSHOT = "snapshot";

/** Fetches the manifest below `base`. Rejects with a `BootError`. */
export function loadManifest(base: URL): Promise<Manifest> {
  return loadJson<Manifest>(new URL("bundle/manifest.json", base));
}

const IMPORT = /^[ \t]*(?:import[ \t]+([^\n#;]+)|from[ \t]+([\w.]+)[ \t]+import[ \t(]+([^\n#;)]*))/gm;

/** A project that need not be served. */
export type Runnable = Pick<Project, "files"> & Partial<Project>;

/** What a project imports before it can answer, as far as its text tells. */
export interface Needs {
  /** Optional packages, with what those need, in no special order. */
  packages: string[];
  /** True where the second piece of the archive is needed. Packages count: nobody knows what they import. */
  rest: boolean;
}

/** What pytest reads and an app does not. */
const TEST = /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/;

/** True for a file that pytest reads by its name. */
export const isTest = (name: string) => TEST.test(name);

/**
 * Reads the imports of the project's Python files, and knows those of the command that runs it. Tests count only where
 * they are what runs, so that a Run never waits for what they alone import.
 */
export function needsOf({ files, run }: Runnable, manifest: Manifest, tests = false): Needs {
  const read = Object.entries(files).filter(([name]) => tests || !isTest(name));
  const modules = importedBy(Object.fromEntries(read));
  if (tests) modules.add("pytest");
  if (run === "flask run --debug") modules.add("werkzeug.debug");
  const tops = new Set([...modules].map((module) => module.split(".")[0]));
  const packages = Object.entries(manifest.packages)
    .filter(([, { imports }]) => imports.some((module) => tops.has(module)))
    .map(([name]) => name);
  const rest = packages.length > 0 || manifest.later.some((module) => modules.has(module));
  return { packages: withDependencies(packages, manifest), rest };
}

/** Every dotted name that an import statement could mean: `from a.b import c` can mean the module `a.b.c`. */
function importedBy(files: Record<string, unknown>): Set<string> {
  const modules = new Set<string>();
  for (const [name, text] of Object.entries(files)) {
    if (!name.endsWith(".py") || typeof text !== "string") continue;
    for (const [, imported, from, names = ""] of text.matchAll(IMPORT)) {
      for (const module of imported?.split(",") ?? []) modules.add(module.trim().split(/\s/)[0]);
      if (!from) continue;
      modules.add(from);
      for (const inner of names.split(",")) modules.add(`${from}.${inner.trim().split(/\s/)[0]}`);
    }
  }
  return modules;
}

/** The packages and all that they depend on and the archive does not hold. */
export function withDependencies(names: string[], manifest: Manifest): string[] {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name) || !manifest.packages[name]) continue;
    found.add(name);
    waiting.push(...manifest.packages[name].depends);
  }
  return [...found];
}
