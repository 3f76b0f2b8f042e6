/**
 * Grading inside an interpreter: either it runs checks beside strange code, or it is the desk, which runs none.
 *
 * A newcomer would do both in one. What strange code shares an interpreter with can be changed by it.
 */

import type { PyodideInterface } from "pyodide";

/** Parts of the package `sandbox` that the archive does not hold. */
const PACKAGE = "/lib/grading";
/** Where the page puts files for the desk. */
const DESK = "/home/desk";
const ADD = `import sandbox
sandbox.__path__.append("${PACKAGE}")`;

/** As `sandbox/classroom/jobs.py` writes it; all of it may be hostile but `guard`, the sources of `inside/`. */
interface Job {
  guard: Record<string, string>;
}

/** Runs the job to its end; `tell` gets each line. */
export function gradeBeside(python: PyodideInterface, job: string, tell: (line: string) => void): void {
  const { guard }: Job = JSON.parse(job);
  // Nothing leads from it to the global object.
  const send = Object.freeze(Object.setPrototypeOf((line: string) => tell(line), null));
  const folder = `${PACKAGE}/classroom/inside`;
  python.FS.mkdirTree(folder);
  for (const [name, source] of Object.entries(guard)) python.FS.writeFile(`${folder}/${name}`, source);
  python.runPython(ADD);
  const beside = python.pyimport("sandbox.classroom.inside.guard");
  forbidCompiling();
  beside.run(job, send);
}

/**
 * From here on no text becomes JavaScript: Python holds objects of JavaScript, and from each of them `constructor` leads to
 * what compiles. A process can be told so by a flag; a worker has to give up the ways.
 */
export function forbidCompiling(scope: typeof globalThis = globalThis): void {
  const refuse = () => {
    throw new EvalError("refused while grading: no text is compiled here");
  };
  const fix = (owner: object, name: string, value: unknown) =>
    Object.defineProperty(owner, name, { value, writable: false, configurable: false });
  for (const kind of [function () {}, async function () {}, function* () {}, async function* () {}]) {
    const family = Object.getPrototypeOf(kind);
    // What asks of which kind a function is, as Pyodide does, gets the same answer as before.
    const stand = function () {
      refuse();
    };
    Object.defineProperty(stand, "name", { value: family.constructor.name });
    stand.prototype = family;
    fix(family, "constructor", stand);
  }
  const timer = (set: (act: unknown, ...rest: unknown[]) => unknown) => (act: unknown, ...rest: unknown[]) =>
    typeof act === "function" ? set.call(scope, act, ...rest) : refuse();
  const others: Record<string, unknown> = {
    Function: scope.Function.prototype.constructor,
    eval: refuse,
    importScripts: refuse,
    setTimeout: timer(scope.setTimeout as never),
    setInterval: timer(scope.setInterval as never),
  };
  for (const [name, value] of Object.entries(others)) {
    // Wherever it is inherited from, or the prototype would still have it.
    for (let owner: object | null = scope; owner; owner = Object.getPrototypeOf(owner)) {
      if (Object.hasOwn(owner, name)) fix(owner, name, value);
    }
  }
}

let door: { ask(question: string): string } | null = null;

/**
 * Puts files in place, then asks. Names that begin with `sandbox/` are sources of the package, to be there before the
 * first question; others are the desk's.
 */
export function ask(python: PyodideInterface, files: Record<string, Uint8Array>, question: string): string {
  for (const [name, content] of Object.entries(files)) {
    const path = name.startsWith("sandbox/") ? name.replace("sandbox", PACKAGE) : `${DESK}/${name}`;
    python.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    python.FS.writeFile(path, content);
  }
  door ??= open(python);
  return door.ask(question);
}

function open(python: PyodideInterface): { ask(question: string): string } {
  python.runPython(ADD);
  const { Path } = python.pyimport("pathlib");
  return python.pyimport("sandbox.classroom.door").Door(Path(DESK));
}
