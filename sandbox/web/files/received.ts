/**
 * Files that a person hands to the page, by picker or by drag and drop: read, measured, and told apart into text and
 * bytes.
 */

import type { Content } from "./files.ts";

/** A file with its path, which is its name where no folder was given. */
export interface Received {
  path: string;
  file: Blob;
}

/** Most that a project may have; what is larger belongs on a disk. */
export const LIMITS = { files: 500, bytes: 10 * 1024 * 1024 };

/** Something that cannot be taken; `message` is for the reader. */
export class Refused extends Error {
  override name = "Refused";
}

/** Names of folders and files that tools make, and nobody writes. */
const LEFT_OUT = new Set(
  [
    ".git .hg .svn .venv venv node_modules __pycache__ .pytest_cache .mypy_cache .ruff_cache .tox .nox .idea .vscode",
    "__MACOSX .DS_Store Thumbs.db",
  ].join(" ").split(" "),
);

/** The part of a path for which it is left out, or null. */
export function leftOut(path: string): string | null {
  return path.split("/").find((part) => LEFT_OUT.has(part)) ?? (path.endsWith(".pyc") ? "*.pyc" : null);
}

/** Asks the picker for files, or for a folder with all that it holds; empty where it was left. */
export function pick(options: { folder?: boolean; accept?: string }): Promise<Received[]> {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", multiple: !options.accept, accept: options.accept ?? "" });
  input.webkitdirectory = options.folder ?? false;
  const { promise, resolve } = Promise.withResolvers<Received[]>();
  input.addEventListener("change", () => {
    resolve([...input.files ?? []].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
  });
  input.addEventListener("cancel", () => resolve([]));
  input.click();
  return promise;
}

/** What was dropped, folders with all that they hold. Rejects with `Refused` where those are far more than `most`. */
export async function dropped(items: (FileSystemEntry | File)[], most = LIMITS.files): Promise<Received[]> {
  const found: Received[] = [];
  for (const item of items) {
    if (item instanceof File) found.push({ path: item.name, file: item });
    else await walk(item, found, most);
  }
  return found;
}

async function walk(entry: FileSystemEntry, found: Received[], most: number): Promise<void> {
  const path = entry.fullPath.replace(/^\//, "");
  if (leftOut(path)) return void found.push({ path, file: new Blob() }); // named, never read
  if (found.length > most * 2) throw tooMany(most);
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return void found.push({ path, file });
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) { // a reader hands out at most 100 at a time
    const inner = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (inner.length === 0) return;
    for (const each of inner) await walk(each, found, most);
  }
}

/** Reads all. Rejects with `Refused` where there is too much. */
export async function contents(received: Received[]): Promise<Record<string, Content>> {
  if (received.length > LIMITS.files) throw tooMany();
  if (received.reduce((sum, { file }) => sum + file.size, 0) > LIMITS.bytes) throw tooLarge();
  const read = received.map(async ({ path, file }) =>
    [path, contentOf(new Uint8Array(await file.arrayBuffer()))] as const
  );
  return Object.fromEntries(await Promise.all(read));
}

/** Text where it is UTF-8 without a NUL, with line ends as the editor has them; else the bytes. */
export function contentOf(bytes: Uint8Array<ArrayBuffer>): Content {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? bytes : text.replaceAll("\r\n", "\n");
  } catch {
    return bytes;
  }
}

export function tooMany(most = LIMITS.files): Refused {
  return new Refused(`There are more than ${most} files, which is more than the page can take.`);
}

export function tooLarge(): Refused {
  return new Refused(
    `The files have more than ${LIMITS.bytes / 1024 / 1024} MB, which is more than the page can take.`,
  );
}
