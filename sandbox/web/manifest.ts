/**
 * The bundle's manifest (`sandbox/bundle/manifest.py` writes it), and which packages a project needs.
 *
 * The files are named by their content, so they may be cached for ever; only the manifest is asked for anew.
 */

import { type FileSource, loadFile, loadJson } from "./assets.ts";

export interface Manifest {
  schema: 1;
  lock: Record<string, string>;
  /** Packages inside `base.zip`. */
  base: string[];
  /** Optional packages by name. */
  packages: Record<string, OptionalPackage>;
  /** Logical name → the file that the server has. */
  files: Record<string, FileSource>;
}

export interface OptionalPackage {
  wheel: string;
  imports: string[];
  depends: string[];
}

/** What every interpreter starts from. */
export const BOOT_FILES = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "stdlib.zip", "base.zip"];

/** Fetches the manifest below `base`. Rejects with a `BootError`. */
export function loadManifest(base: URL): Promise<Manifest> {
  return loadJson<Manifest>(new URL("bundle/manifest.json", base));
}

/** Fetches one file of the bundle, or takes it from memory; `onBytes` hears of every piece in bytes. */
export function loadBundleFile(base: URL, manifest: Manifest, name: string, onBytes: (bytes: number) => void) {
  const source = manifest.files[name];
  return loadFile(new URL(`bundle/${source.file}`, base), source, onBytes);
}

const IMPORT = /^[ \t]*(?:import[ \t]+([^\n#]+)|from[ \t]+([\w.]+)[ \t]+import)/gm;

/** Names of the optional packages that the project's Python files import, with what those need, in no special order. */
export function packagesFor(files: Record<string, string>, manifest: Manifest): string[] {
  const modules = new Set<string>();
  for (const [name, text] of Object.entries(files)) {
    if (!name.endsWith(".py")) continue;
    for (const [, imported, from] of text.matchAll(IMPORT)) {
      for (const module of from ? [from] : imported.split(",")) modules.add(module.trim().split(/[.\s]/)[0]);
    }
  }
  const wanted = Object.entries(manifest.packages)
    .filter(([, { imports }]) => imports.some((module) => modules.has(module)))
    .map(([name]) => name);
  return withDependencies(wanted, manifest);
}

/** The packages and all that they depend on and `base.zip` does not hold. */
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
