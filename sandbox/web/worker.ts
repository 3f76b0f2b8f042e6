/**
 * Python in a worker. It may fetch nothing and store nothing: every byte arrives in `boot`.
 *
 * A classic script, because Chromium refuses module workers from a blob in an opaque origin; dynamic `import()` of
 * blob URLs works there in all engines, which is how the interpreter's own modules are loaded.
 */

import { createBirpc } from "birpc";
import type { PyodideConfig, PyodideInterface } from "pyodide";
import { BASE, type Bridge, openBridge } from "./interpreter.ts";
import { limitMemory } from "./memory.ts";
import type { Assets, Booted, PageMethods, WorkerMethods } from "./protocol.ts";

/** An address that no request ever reaches: Pyodide wants to know where its files are. */
const NOWHERE = "https://sandbox.invalid/";

type Loader = { loadPyodide(config: PyodideConfig): Promise<PyodideInterface> };
type ModuleFactory = { default: NonNullable<PyodideConfig["createPyodideModule"]> };

addEventListener("message", (message) => serve(message.ports[0]), { once: true });

function serve(port: MessagePort): void {
  let bridge: Bridge;
  const methods: WorkerMethods = {
    async boot(assets) {
      const python = await start(assets);
      bridge = openBridge(python, assets.wheels, (event) => page.$callEvent("event", event));
      return versions(python);
    },
    // Promise-returning on purpose: a JavaScript exception means that the interpreter died, and becomes a rejection.
    start: (project) => Promise.resolve().then(() => bridge.start(project)),
    request: (id, request) => Promise.resolve().then(() => bridge.request(id, request)),
    check: (project) => Promise.resolve().then(() => bridge.check(project)),
  };
  const page = createBirpc<PageMethods, WorkerMethods>(methods, {
    post: (message) => port.postMessage(message),
    on: (listener) => (port.onmessage = ({ data }) => listener(data)),
    timeout: -1,
  });
}

async function start({ lock, files, memoryLimit }: Assets): Promise<PyodideInterface> {
  limitMemory(memoryLimit);
  // Pyodide refuses classic workers, which it knows by this function; it needs nothing from them but `import()`.
  Object.assign(globalThis, { importScripts: undefined });
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const bytes = url.startsWith(NOWHERE) ? files[url.slice(NOWHERE.length)] : undefined;
    return bytes
      ? Promise.resolve(new Response(bytes, { headers: { "content-type": mediaType(url) } }))
      : real(input, init);
  };
  const { loadPyodide } = await load<Loader>(files["pyodide.mjs"]);
  const python = await loadPyodide({
    indexURL: NOWHERE,
    stdLibURL: `${NOWHERE}stdlib.zip`,
    lockFileContents: JSON.stringify({ info: lock, packages: {} }), // the page fetches packages, never Pyodide
    fsInit: (FS) => Promise.resolve(FS.writeFile(BASE, new Uint8Array(files["base.zip"]))),
    createPyodideModule: async (settings) => (await load<ModuleFactory>(files["pyodide.asm.mjs"])).default(settings),
  });
  globalThis.fetch = real;
  return python;
}

function load<T>(source: ArrayBuffer): Promise<T> {
  return import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
}

function mediaType(url: string): string {
  return url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream"; // streaming compilation asks for it
}

function versions(python: PyodideInterface): Booted {
  return { python: python.pyimport("platform").python_version() };
}
