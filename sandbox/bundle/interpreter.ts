/**
 * The steps of the build that need the shipped interpreter: `deno run -A interpreter.ts <step> <folder>`.
 *
 * Each step is a function below that reads and writes the folder; `__main__.py` says in which order.
 */

import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { ENVIRONMENT, importBase, openBridge, prepareFiles } from "../web/python/interpreter.ts";
import type { Project } from "../web/protocol.ts";
import { makeSnapshot } from "../web/python/snapshot.ts";

interface Job {
  id: string;
  files: Record<string, string>;
  run: Project["run"];
  path: string;
}

const [step, work] = Deno.args;
const steps: Record<string, () => Promise<void>> = { compile, witness, patterns, snapshot };
await steps[step]();
// Pyodide keeps timers alive under Deno; there is nothing left to wait for.
Deno.exit(0);

/** Sources → bytecode. The library goes without docstrings, as `python -OO` has it; packages keep theirs for `help()`. */
async function compile(): Promise<void> {
  const { info } = JSON.parse(await Deno.readTextFile(`${work}/pyodide-lock.json`));
  await compiler("2").then((python) => python.runPython("library()"));
  const python = await compiler("0");
  python.globals.get("packages")(python.toPy(info));
}

async function compiler(PYTHONOPTIMIZE: string) {
  // With this date py-compile writes hashes instead of times, so that a build can be repeated byte for byte.
  const python = await loadPyodide({ env: { PYTHONOPTIMIZE, SOURCE_DATE_EPOCH: "315532800" } });
  python.FS.mkdirTree("/work");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: work }, "/work");
  python.runPython(await Deno.readTextFile(new URL("compile.py", import.meta.url)));
  return python;
}

/** Runs every playground to its first response; `used.json` gets, for each, what `witness.py` notes. */
async function witness(): Promise<void> {
  const jobs: Job[] = JSON.parse(await Deno.readTextFile(`${work}/jobs.json`));
  const used: Record<string, { entries: string[]; patterns: string[] }> = {};
  for (const { id, files, run, path } of jobs) {
    const python = await shipped("whole.zip");
    importBase(python);
    const bridge = openBridge(python, [], () => {});
    if (bridge.start({ files, run })) continue; // it needs an optional package, which brings its own time
    bridge.request(1, { method: "GET", url: `http://localhost:5000${path}`, headers: [], body: new Uint8Array() });
    used[id] = python.runPython(await Deno.readTextFile(new URL("witness.py", import.meta.url))).toJs({
      dict_converter: Object.fromEntries,
    });
  }
  await Deno.writeTextFile(`${work}/used.json`, JSON.stringify(used));
}

/** Compiles the regular expressions in `patterns.json`. */
async function patterns(): Promise<void> {
  const python = await shipped("whole.zip");
  python.runPython(await Deno.readTextFile(new URL("patterns.py", import.meta.url)));
  const keys = JSON.parse(await Deno.readTextFile(`${work}/patterns.json`));
  await Deno.writeFile(`${work}/patterns`, python.globals.get("compiled")(python.toPy(keys)).toJs());
}

/** The memory of an interpreter that has imported what every app needs. */
async function snapshot(): Promise<void> {
  const python = await shipped("core.zip", true);
  await Deno.writeFile(`${work}/snapshot`, makeSnapshot(python));
}

async function shipped(archive: string, _makeSnapshot = false) {
  return await loadPyodide({
    stdLibURL: `${work}/${archive}`,
    lockFileContents: JSON.stringify({
      info: JSON.parse(await Deno.readTextFile(`${work}/pyodide-lock.json`)).info,
      packages: {},
    }),
    env: ENVIRONMENT,
    fsInit: prepareFiles,
    // Emscripten takes the name of the program from Deno, and a snapshot would keep it.
    createPyodideModule: (settings) => createPyodideModule(Object.assign(settings, { thisProgram: "./this.program" })),
    _makeSnapshot,
  });
}
