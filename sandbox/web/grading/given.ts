/** What the instructor handed to the page, told apart by its names; nothing is unpacked here. */

import { leftOut, type Received } from "../files/received.ts";
import { isTest } from "../runtime/manifest.ts";

export type Kind = "assignment" | "submission" | "hidden" | "received" | "marks" | "canvas";

/** Columns of an export of Canvas's gradebook, one of which it has. */
const CANVAS = ["SIS User ID", "SIS Login ID", "ID", "Student"];

/**
 * What the file is; null for what grading has no use for, undefined for what is not even named. Python that is no check is
 * somebody's app, but where `hidden` checks were asked for, whose author is told of it.
 */
export async function kindOf({ path, file }: Received, hidden = false): Promise<Kind | null | undefined> {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (leftOut(path)) return undefined;
  if (/\.(zip|txt)$/.test(name)) return "submission";
  if (name === "marks.toml") return "marks";
  if (name === "weights.toml" || (hidden ? name.endsWith(".py") : isTest(name))) return "hidden";
  if (name.endsWith(".toml")) return "assignment";
  return name.endsWith(".csv") ? table(await file.slice(0, 10_000).text()) : null;
}

function table(text: string): Kind | null {
  const head = text.replace(/^\ufeff/, "").split(/\r?\n/, 1)[0].split(",").map((name) =>
    name.trim().replaceAll('"', "")
  );
  if (head.includes("file") && head.includes("received")) return "received";
  return CANVAS.some((name) => head.includes(name)) ? "canvas" : null;
}

/** Adds a file that another one of the same name must not replace; the very same file is there once. */
export async function addTo(files: Map<string, Received>, one: Received): Promise<void> {
  let path = one.path;
  for (let number = 2; files.has(path); number++) {
    if (await same(files.get(path)!.file, one.file)) return;
    path = `${one.path} (${number})`;
  }
  files.set(path, { path, file: one.file });
}

async function same(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  const [a, b] = await Promise.all([one, other].map(async (file) => new Uint8Array(await file.arrayBuffer())));
  return a.every((byte, at) => byte === b[at]);
}

/** Paths as they are below the folder that holds all of them, as the command line names them. */
export function belowTop(received: Received[]): Received[] {
  const tops = new Set(received.map(({ path }) => path.split("/", 1)[0]));
  const [top] = tops;
  if (tops.size !== 1 || received.some(({ path }) => !path.startsWith(`${top}/`))) return received;
  return received.map(({ path, file }) => ({ path: path.slice(top.length + 1), file }));
}
