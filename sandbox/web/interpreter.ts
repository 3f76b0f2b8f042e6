/**
 * From a booted Pyodide to the bridge: what the worker and the tests under Deno do alike.
 *
 * A newcomer would get this wrong: Python's `None` arrives as `undefined`, which the protocol does not know, so
 * everything that crosses is made plain here and nowhere else.
 */

import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { PyodideInterface } from "pyodide";
import type { PyProxy } from "pyodide/ffi";
import type { BridgeEvent, CheckReport, Problem, Project, WireRequest } from "./protocol.ts";

/** Where the archive of Flask and the bridge is written before Python starts. */
export const BASE = "/lib/base.zip";
const PACKAGES = "/lib/packages";
const HASHES = { sha1, sha256, sha384, sha512 };

/** The bridge's surface, as TypeScript sees it. */
export interface Bridge {
  start(project: Project): Problem | null;
  request(id: number, request: WireRequest): void;
  check(project: Project): CheckReport;
}

/** Unpacks `wheels`, supplies what WebAssembly Python lacks and returns the bridge, which reports to `emit`. */
export function openBridge(
  python: PyodideInterface,
  wheels: Record<string, ArrayBuffer>,
  emit: (event: BridgeEvent) => void,
): Bridge {
  python.FS.mkdirTree(PACKAGES); // before it is on the path, or Python remembers that it is missing
  for (const wheel of Object.values(wheels)) python.unpackArchive(wheel, "wheel", { extractDir: PACKAGES });
  const sys = python.pyimport("sys");
  sys.path.extend(python.toPy([BASE, PACKAGES]));
  // Pyodide's own is "/". Flask takes a project below it for an installed package, with its instance folder in /var.
  sys.prefix = "/usr";
  python.pyimport("sandbox.bridge.hashes").install(
    (password: PyProxy, salt: PyProxy, N: number, r: number, p: number, dkLen: number) =>
      python.toPy(scrypt(bytes(password), bytes(salt), { N, r, p, dkLen, maxmem: 2 ** 30 })),
    (name: keyof typeof HASHES, password: PyProxy, salt: PyProxy, c: number, dkLen: number) =>
      python.toPy(pbkdf2(HASHES[name], bytes(password), bytes(salt), { c, dkLen })),
  );
  const bridge = python.pyimport("sandbox.bridge.surface").Bridge((event: PyProxy) => emit(plain(event)));
  return {
    start: ({ files, run }) => plain(bridge.start(python.toPy(files), run)),
    request: (id, { method, url, headers, body }) =>
      bridge.request(id, method, url, python.toPy(headers), python.toPy(body)),
    check: ({ files }) => plain(bridge.check(python.toPy(files))),
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
