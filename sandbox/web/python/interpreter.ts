/**
 * From a booted Pyodide to the bridge: what the worker, the build and the tests under Deno do alike.
 *
 * A newcomer would get this wrong: Python's `None` arrives as `undefined`, which the protocol does not know, so
 * everything that crosses is made plain here and nowhere else.
 */

import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { PyodideInterface } from "pyodide";
import type { PyCallable, PyProxy } from "pyodide/ffi";
import { Questions } from "./questions.ts";
import { release } from "../release.ts";
import type {
  Answer,
  BridgeEvent,
  CheckReport,
  Command,
  FileChange,
  Problem,
  Project,
  WireRequest,
} from "../protocol.ts";

/** Where Pyodide writes the archive of the library, Flask and the bridge. */
export const ARCHIVE = "/lib/python314.zip";
/** Where optional packages are unpacked. */
const PACKAGES = "/lib/packages";
const HASHES = { sha1, sha256, sha384, sha512 };

/** The bridge's surface, as TypeScript sees it. */
export interface Bridge {
  /** Starts a small app, asks it and forgets it. */
  rehearse(): void;
  start(project: Project): Problem | null;
  /** Answers a request to its end. */
  request(id: number, request: WireRequest): void;
  /** Answers it up to the first chunk; true where more may follow, for which `advance` is called until it is false. */
  begin(id: number, request: WireRequest): boolean;
  advance(id: number): boolean;
  /** Closes what the app iterates over. */
  cancel(id: number): void;
  check(project: Project): CheckReport;
  write(change: FileChange): void;
  /** What stands behind the console, in an interpreter that serves nothing else. */
  terminal(): Terminal;
  /** Forgets the app, so that `start` begins anew. */
  close(): void;
  /** Unpacks wheels, before anything in them is imported. */
  install(wheels: ArrayBuffer[]): void;
  /** True once a module was asked for that comes with the rest. */
  readonly missed: boolean;
  /** For what the app emits: breaks off what it is doing, as if a module had been missed. Throws always. */
  giveUp(): never;
  /** Takes the rest of the archive. */
  complete(rest: ArrayBuffer): void;
}

/** The console's side of the bridge; everything is as in `WorkerMethods`. */
export interface Terminal {
  command(command: Command): Promise<Answer>;
  line(text: string | null): Promise<Answer>;
  drop(): Promise<Answer>;
  suggest(command: Command, begun: string): string[];
  write(change: FileChange): void;
}

/** For Pyodide's `fsInit`. The folder has to be there before it is on the path, or Python remembers that it is missing. */
export function prepareFiles(FS: PyodideInterface["FS"]): Promise<void> {
  FS.mkdirTree(PACKAGES);
  return Promise.resolve();
}

/** For Pyodide's `env`: the same for all, wherever an interpreter starts or was taken from. */
export const ENVIRONMENT = { HOME: "/home/learner", LANG: "C.UTF-8", USER: "learner", LOGNAME: "learner", _: "python" };

/** Imports what every app needs. No JavaScript gets into Python here, so a snapshot can hold all of it. */
export function importBase(python: PyodideInterface): void {
  // Not as a program, whose translation takes longer than either.
  python.pyimport("sandbox.bridge.base").prepare(PACKAGES);
  python.pyimport("sitecustomize").started();
}

/** Supplies what WebAssembly Python lacks and returns the bridge, which reports to `emit`; modules `later` are on their way. */
export function openBridge(
  python: PyodideInterface,
  later: readonly string[],
  emit: (event: BridgeEvent) => void,
): Bridge {
  python.pyimport("sandbox.bridge.outside").close_off();
  python.pyimport("sandbox.bridge.hashes").install(
    (password: PyProxy, salt: PyProxy, N: number, r: number, p: number, dkLen: number) =>
      python.toPy(scrypt(bytes(password), bytes(salt), { N, r, p, dkLen, maxmem: 2 ** 30 })),
    (name: keyof typeof HASHES, password: PyProxy, salt: PyProxy, c: number, dkLen: number) =>
      python.toPy(pbkdf2(HASHES[name], bytes(password), bytes(salt), { c, dkLen })),
  );
  const { Arriving, end_of_first } = python.pyimport("sandbox.bridge.arriving");
  const arriving = Arriving(python.toPy(later));
  const bridge = python.pyimport("sandbox.bridge.surface").Bridge((event: PyProxy) => emit(plain(event)));
  const asked = (id: number, { method, url, headers, body }: WireRequest) =>
    [id, method, url, python.toPy(headers), python.toPy(body)] as const;
  return {
    rehearse: () => python.pyimport("sandbox.bridge.rehearsal").rehearse(),
    start: ({ files, run }) => plain(bridge.start(python.toPy(files), run)),
    request: (id, request) => bridge.request(...asked(id, request)),
    begin: (id, request) => bridge.begin(...asked(id, request)),
    advance: (id) => bridge.advance(id),
    cancel: (id) => bridge.cancel(id),
    check: ({ files }) => plain(bridge.check(python.toPy(files))),
    write: ({ written, removed }) => bridge.write(python.toPy(written), python.toPy(removed)),
    terminal: () => openTerminal(python, emit),
    close: () => bridge.close(),
    install: (wheels) => {
      for (const wheel of wheels) python.unpackArchive(wheel, "wheel", { extractDir: PACKAGES });
    },
    get missed() {
      return arriving.missed;
    },
    giveUp: () => {
      arriving.missed = true;
      throw new Error("The rest of the library is needed first.");
    },
    complete: (rest) => {
      // Past Python, whose memory grows by what goes through it and never shrinks.
      const file = python.FS.open(ARCHIVE, "r+");
      const first = file.node.contents.buffer;
      python.FS.write(file, new Uint8Array(rest), 0, rest.byteLength, end_of_first(ARCHIVE));
      if (file.node.contents.buffer !== first) release(first); // the file had to move for it
      python.FS.close(file);
      arriving.arrived(ARCHIVE);
    },
  };
}

function openTerminal(python: PyodideInterface, emit: (event: BridgeEvent) => void): Terminal {
  const { Terminal } = python.pyimport("sandbox.bridge.console.terminal");
  const questions = new Questions();
  const wait = questions.canWait ? questions.waiting(python) : undefined;
  const terminal = Terminal.callKwargs((event: PyProxy) => emit(plain(event)), { wait });
  const py = (value: unknown) => python.toPy(value);
  const call = (method: PyCallable, ...given: unknown[]) =>
    questions.during(async () => plain(await waited(method, given)));
  /** Python may be set aside in the midst of it. */
  const waited = (method: PyCallable, given: unknown[]) =>
    questions.canWait ? method.callPromising(...given) : method(...given);
  return {
    command: ({ files, argv, folder, environment, offers }) =>
      call(terminal.command, py(files), py(argv), folder, py(environment), py(offers)),
    // JavaScript's null is no None.
    line: (text) => questions.answer(text === null ? "^D" : `=${text}`) ?? call(terminal.line, text ?? undefined),
    drop: () => questions.answer("^C") ?? call(terminal.drop),
    suggest: ({ files, argv, folder, environment }, begun) =>
      plain(terminal.suggest(py(files), py(argv), begun, folder, py(environment))),
    write: ({ written, removed }) => terminal.write(py(written), py(removed)),
  };
}

function bytes(value: PyProxy): Uint8Array {
  return value.toJs();
}

/** A Python value as plain data: dicts as objects, bytes as `Uint8Array`, `None` as `null`. */
function plain<T>(value: PyProxy | undefined): T {
  return nulled(value?.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false })) as T;
}

function nulled(value: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(nulled);
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nulled(inner)]));
}
