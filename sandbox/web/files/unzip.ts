/**
 * Unpacks a zip file that a person brings along, counting while it does: what a zip file says of its own sizes may be a
 * lie, and a few kilobytes can unpack to gigabytes.
 */

import { Unzip, UnzipInflate, UnzipPassThrough } from "fflate";
import { LIMITS, type Received, Refused, tooLarge, tooMany } from "./received.ts";

/** Bytes handed over at a time. Deflate makes at most 1032 times as much of them, so the count is never far behind. */
const PIECE = 16 * 1024;
/** A file that is left out counts too, but not against what a project may have. */
const MOST = 5;

/** Rejects with `Refused` for a file that is no zip, is cut off or damaged, or holds too much. */
export function unzip(bytes: Uint8Array<ArrayBuffer>, wanted: (path: string) => boolean): Received[] {
  const found: Received[] = [];
  const open = new Set<string>();
  let size = 0;
  let failure: unknown = null;
  const archive = new Unzip((entry) => {
    if (entry.name.endsWith("/")) return; // a folder exists by its files
    if (found.length >= LIMITS.files * MOST) throw tooMany();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    if (!wanted(entry.name)) return void found.push({ path: entry.name, file: new Blob() });
    open.add(entry.name);
    entry.ondata = (error, part, final) => {
      failure ??= error;
      if (error) return;
      size += part.length;
      if (size > LIMITS.bytes) throw tooLarge();
      parts.push(part.slice());
      if (!final) return;
      open.delete(entry.name);
      found.push({ path: entry.name, file: new Blob(parts) });
    };
    entry.start();
  });
  archive.register(UnzipInflate);
  archive.register(UnzipPassThrough);
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      archive.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
      if (failure) throw failure;
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(`The zip file is damaged, encrypted or packed in an unusual way: ${(error as Error).message}.`);
  }
  if (open.size > 0) throw new Refused(`The zip file is cut off in the middle of ${[...open][0]}.`);
  if (found.length === 0) throw new Refused("This is no zip file, or there is no file in it.");
  return found;
}
