/** SHA-256 in hex. The browser's own needs a secure context, which a school's server on plain HTTP is not. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Content } from "../files/files.ts";

export function digest(content: Content): string {
  return bytesToHex(sha256(bytesOf(content)));
}

/** Of several files, in whatever order. */
export function digestOf(files: [name: string, content: Content][]): string {
  const each = files.map(([name, content]) => [name, digest(content)]).sort(([one], [other]) => one < other ? -1 : 1);
  return digest(JSON.stringify(each));
}

export function bytesOf(content: Content): Uint8Array<ArrayBuffer> {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
