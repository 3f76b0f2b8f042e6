/** The beginning of a body, as text where it is text. Copies what it keeps, so the body itself can go. */

import type { Header } from "./protocol.ts";

export interface Preview {
  /** The beginning as text; null where there is nothing to read. */
  text: string | null;
  /** What is not shown, in words; empty where all is. */
  note: string;
}

/** Most bytes shown in a list. */
const LIMIT = 8 * 1024;
const TEXTUAL = /^text\/|[/+](json|xml|javascript|x-www-form-urlencoded|toml|yaml)\b|^message\//;

/** `limit` is the most bytes of text. */
export function preview(headers: Header[], body: Uint8Array, limit = LIMIT): Preview {
  if (body.length === 0) return { text: null, note: "" };
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const head = body.subarray(0, limit);
  if (!TEXTUAL.test(type.toLowerCase()) && !(type === "" && !head.includes(0))) {
    return { text: null, note: `${size(body.length)} of ${type || "unknown type"}.` };
  }
  const text = new TextDecoder().decode(head, { stream: true }); // leaves out a character that the cut divides
  return { text, note: body.length > limit ? `The first ${size(limit)} of ${size(body.length)}.` : "" };
}

/** A number of bytes for people. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}
