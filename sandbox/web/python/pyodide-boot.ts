/** Starts Pyodide from files that are here already, though it is made to fetch them. */

import "./not-classic.ts";
import { loadPyodide, type PyodideConfig, type PyodideInterface } from "pyodide";
import type { Deliveries } from "./deliveries.ts";
import { ENVIRONMENT, importBase, prepareFiles } from "./interpreter.ts";
import { release } from "../release.ts";
import { GLUE, SNAPSHOT, WASM } from "../runtime/manifest.ts";
import type { BootOptions } from "../protocol.ts";
import { freshen, fromSnapshot, restoreFrom } from "./snapshot.ts";

/** An address that no request ever reaches: Pyodide wants to know where its files are. */
const NOWHERE = "https://sandbox.invalid/";

type ModuleFactory = { default: NonNullable<PyodideConfig["createPyodideModule"]> };

/** An interpreter that has imported what every app needs. Rejects with whatever Pyodide or the engine throws. */
export async function bootPython(files: Deliveries, { lock, snapshot }: BootOptions): Promise<PyodideInterface> {
  // All are asked for at once, so that they are unpacked side by side.
  const archive = files.file("core.zip");
  const undo = answerFetch({ [`${NOWHERE}core.zip`]: archive }, files.module(WASM));
  const memory = snapshot === null ? null : files.file(SNAPSHOT);
  const factory = files.file(GLUE).then((source) => load<ModuleFactory>(source));
  const python = await loadPyodide({
    indexURL: NOWHERE,
    stdLibURL: `${NOWHERE}core.zip`,
    lockFileContents: JSON.stringify({ info: lock, packages: {} }), // the page fetches packages, never Pyodide
    env: ENVIRONMENT,
    fsInit: prepareFiles,
    createPyodideModule: async (settings) => {
      const module = await (await factory).default(settings);
      if (memory) restoreFrom(await memory, module);
      return module;
    },
    ...(snapshot !== null && fromSnapshot(snapshot)),
  });
  undo();
  for (const read of [archive, memory]) if (read) release(await read);
  if (memory) freshen(python);
  else importBase(python);
  return python;
}

/** Answers Pyodide's requests until the returned function is called. */
function answerFetch(files: Record<string, Promise<ArrayBuffer>>, wasm: Promise<WebAssembly.Module>): () => void {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(NOWHERE)) return await fetch(input, init);
    // The frame has compiled WebAssembly already: its bytes are not wanted. Others are not copied into a body and out.
    const content = await files[url];
    return Object.assign(new Response(), { arrayBuffer: () => Promise.resolve(content) });
  };
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    const module = await wasm;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  return () => {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}

/** The module whose text this is; the buffer is freed. */
function load<T>(source: ArrayBuffer): Promise<T> {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  release(source);
  return import(address);
}
