/**
 * `suspend_data`: what the LMS keeps from one launch to the next, as text of a limited length.
 *
 * Progress comes first. Drafts go along as far as there is room, the smallest first; the others stay in the browser.
 */

import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import type { Done } from "./standing.ts";

/** Before what is deflated; a later form gets another one. */
const MARK = "F1:";
/** Code is deflated to a tenth at best; what is longer than this many times the room is not even tried. */
const DENSEST = 20;
/** A draft as the file that takes everything along has it (`drafts-part.ts`). */
export type PlainDraft = { playground: string; saved: string } & Record<string, unknown>;

export interface Suspended extends Done {
  drafts: PlainDraft[];
}

/** `left` counts the drafts for which there was no room; the text is null where not even the progress fits. */
export function pack({ read, tried, passed, drafts }: Suspended, room: number): { text: string | null; left: number } {
  const done = { read: [...read], tried: [...tried].filter((id) => !passed.has(id)), passed: [...passed] };
  const written = (some: PlainDraft[]) =>
    MARK + base64(deflateSync(strToU8(JSON.stringify({ ...done, drafts: some }))));
  const sized = drafts.map((draft) => ({ draft, size: JSON.stringify(draft).length }));
  const sorted = sized.filter(({ size }) => size < room * DENSEST).sort((one, other) => one.size - other.size)
    .map(({ draft }) => draft);
  for (let count = sorted.length; count >= 0; count--) {
    const text = written(sorted.slice(0, count));
    if (text.length <= room) return { text, left: drafts.length - count };
  }
  return { text: null, left: drafts.length };
}

/** Null where the text is none of ours, is damaged, or was written by a newer Flaskroom. */
export function unpack(text: string): Suspended | null {
  if (!text.startsWith(MARK)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.slice(MARK.length)), (sign) => sign.charCodeAt(0));
    const { read, tried, passed, drafts } = JSON.parse(strFromU8(inflateSync(bytes)));
    const ids = (list: unknown) => Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
    return {
      read: new Set(ids(read)),
      tried: new Set([...ids(tried), ...ids(passed)]),
      passed: new Set(ids(passed)),
      drafts: Array.isArray(drafts) ? drafts : [],
    };
  } catch {
    return null;
  }
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
