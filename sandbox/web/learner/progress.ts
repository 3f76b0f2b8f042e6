/**
 * The reader's progress in this browser. Nothing is held in memory: every change reads what is there, changes it and
 * writes it in one go, so that two tabs add to each other instead of overwriting.
 *
 * What a newer Flaskroom has written is neither read nor touched. What is damaged is kept under a name of its own.
 */

import type { BackupPart } from "./backup-part.ts";
import { cleaned, isEmpty, joined, noProgress, type Progress, SCHEMA } from "./progress-record.ts";
import { siteKey } from "./site.ts";

export const PROGRESS_KEY = siteKey("progress");
/** Where damaged progress is put. */
const ASIDE = `${PROGRESS_KEY} damaged`;
/** Told to `window` after each change in this tab. */
const CHANGED = "flaskroom:progress";

export interface Kept {
  progress: Progress;
  /** `newer`: written by a newer Flaskroom; `forbidden`: the browser lets this site keep nothing. */
  state: "sound" | "damaged" | "newer" | "forbidden";
}

/** What is kept now; empty where nothing is or nothing can be read. Never throws. */
export function readProgress(): Kept {
  let text: string | null;
  try {
    text = localStorage.getItem(PROGRESS_KEY);
  } catch {
    return { progress: noProgress(), state: "forbidden" };
  }
  if (text === null) return { progress: noProgress(), state: "sound" };
  try {
    const data = JSON.parse(text);
    if (data?.schema > SCHEMA) return { progress: noProgress(), state: "newer" };
    const { progress, whole } = cleaned(data);
    return { progress, state: whole ? "sound" : "damaged" };
  } catch {
    return { progress: noProgress(), state: "damaged" };
  }
}

/** False where nothing could be kept, so that nothing has changed. Never throws, unless `change` does. */
export function changeProgress(change: (progress: Progress) => Progress | void): boolean {
  const { progress, state } = readProgress();
  if (state === "newer" || state === "forbidden") return false;
  const changed = change(progress) ?? progress;
  try {
    if (state === "damaged") putAside();
    if (isEmpty(changed) && changed.timed) localStorage.removeItem(PROGRESS_KEY);
    else localStorage.setItem(PROGRESS_KEY, JSON.stringify(changed));
  } catch {
    return false; // storage is full
  }
  globalThis.dispatchEvent(new Event(CHANGED));
  return true;
}

/** Forgets all of it, but not the reader's settings. Gives a function that undoes this; null where nothing could be done. */
export function deleteProgress(): (() => void) | null {
  const before = readProgress().progress;
  if (!changeProgress(({ timed }) => ({ ...noProgress(), timed }))) return null;
  localStorage.removeItem(ASIDE);
  return () => void changeProgress((now) => joined(now, before));
}

/** Calls `see` after each change, in this tab or another, until `signal` says otherwise. */
export function onProgress(see: () => void, signal?: AbortSignal): void {
  addEventListener(CHANGED, see, { signal });
  // The key is null where everything was cleared.
  const other = ({ key }: StorageEvent) => (key === PROGRESS_KEY || key === null) && see();
  addEventListener("storage", other, { signal });
}

/** The first damaged text is the one with most in it, so later ones do not replace it. */
function putAside(): void {
  const text = localStorage.getItem(PROGRESS_KEY);
  if (text !== null && localStorage.getItem(ASIDE) === null) localStorage.setItem(ASIDE, text);
}

export const progressPart: BackupPart = {
  name: "progress",
  version: SCHEMA,
  // deno-lint-ignore require-await -- other parts take time
  async save() {
    return readProgress().progress;
  },
  // deno-lint-ignore require-await -- other parts take time
  async restore(data) {
    const { progress: theirs, whole } = cleaned(data);
    if (!whole) throw new Error("The progress in this file is damaged, so none of it was taken over.");
    if (!changeProgress((ours) => joined(ours, theirs))) {
      throw new Error("This browser has no room for the progress, or lets this site keep nothing.");
    }
    const read = Object.values(theirs.lessons).filter((lesson) => lesson.read).length;
    return `Progress: ${counted(read, "lesson")} read, ${
      counted(Object.keys(theirs.passed).length, "exercise")
    } passed.`;
  },
};

/** `1 lesson`, `2 lessons`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
