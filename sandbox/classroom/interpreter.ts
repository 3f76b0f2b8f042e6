/**
 * The bundle's own Pyodide under Deno, for grading and for the tests: its files, and a fresh interpreter from them.
 *
 * A newcomer would get this wrong: a fresh interpreter is not a fresh process. What must not see each other needs one each.
 */

import { loadPyodide, type PyodideInterface } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { ENVIRONMENT, openBridge, prepareFiles } from "../web/python/interpreter.ts";
import { freshen, fromSnapshot, restoreFrom } from "../web/python/snapshot.ts";
import { type Manifest, needsOf, REST, type Runnable, SNAPSHOT } from "../web/runtime/manifest.ts";
import type { BridgeEvent } from "../web/protocol.ts";

/** A bundle in a folder; `core` is its file `core.zip`, decompressed, which Pyodide reads by itself. */
export interface Bundle {
  folder: string;
  core: string;
  manifest: Manifest;
  rest: ArrayBuffer;
  snapshot: ArrayBuffer;
}

export async function openBundle(folder: string, core: string): Promise<Bundle> {
  const manifest: Manifest = JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`));
  const [rest, snapshot] = await Promise.all([REST, SNAPSHOT].map((name) => content({ folder, manifest }, name)));
  return { folder, core, manifest, rest, snapshot };
}

/** A file of the bundle, decompressed. */
export async function content({ folder, manifest }: Pick<Bundle, "folder" | "manifest">, name: string) {
  const { file, compressed } = manifest.files[name];
  const { readable } = await Deno.open(`${folder}/${file}`);
  return await new Response(compressed ? readable.pipeThrough(new DecompressionStream("gzip")) : readable)
    .arrayBuffer();
}

/** An interpreter with the bridge, the whole library, and the packages that the project's text imports. */
export async function openInterpreter(
  bundle: Bundle,
  project: Runnable,
  tests: boolean,
  emit: (event: BridgeEvent) => void,
) {
  const { manifest, snapshot } = bundle;
  const python: PyodideInterface = await loadPyodide({
    stdLibURL: bundle.core,
    lockFileContents: JSON.stringify({ info: manifest.lock, packages: {} }),
    env: ENVIRONMENT,
    fsInit: prepareFiles,
    stdout: () => {},
    stderr: () => {},
    createPyodideModule: async (settings) => {
      const module = await createPyodideModule(settings);
      restoreFrom(snapshot, module);
      return module;
    },
    ...fromSnapshot(manifest.memory),
  });
  freshen(python);
  const { packages } = needsOf(project, manifest, tests);
  const bridge = openBridge(python, manifest.later, emit);
  bridge.complete(bundle.rest);
  bridge.install(await Promise.all(packages.map((name) => content(bundle, manifest.packages[name].wheel))));
  return { python, bridge };
}
