/** Starts the shipped interpreter under Deno with one folder mounted, and has `compile.py` fill `out/` in it. */

import { loadPyodide } from "pyodide";

const [work] = Deno.args;
const python = await loadPyodide();
python.FS.mkdirTree("/work");
python.FS.mount(python.FS.filesystems.NODEFS, { root: work }, "/work");
python.runPython(await Deno.readTextFile(new URL("compile.py", import.meta.url)));
const { info } = JSON.parse(await Deno.readTextFile(`${work}/pyodide-lock.json`));
python.globals.get("run")(python.toPy(info));
// Pyodide keeps timers alive under Deno; there is nothing left to wait for.
Deno.exit(0);
