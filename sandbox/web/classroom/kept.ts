/**
 * The assignments that this device keeps, what the learner typed for them, and what Check said of their exercises.
 *
 * Nothing is held in memory: every change reads, changes and writes in one go, so that tabs add to each other.
 */

import type { BackupPart } from "../learner/backup-part.ts";
import { counted } from "../learner/progress.ts";
import { siteKey } from "../learner/site.ts";
import { ASKED, type Asked, fromFragment } from "./assignment.ts";

export const KEY = siteKey("assignments");
const VERSION = 1;
const OUTCOMES = ["passed", "failed", "error", "skipped"] as const;
/** More than anybody is given at a time; the oldest give way. */
const MOST = 50;

export interface Seen {
  label: string;
  outcome: typeof OUTCOMES[number];
}

/** What Check said; `files` is the digest of the files that it said it about. */
export interface Checked {
  at: string;
  files: string;
  results: Seen[];
}

export interface Kept {
  version: typeof VERSION;
  /** Fragments of links, the newest first. */
  assignments: string[];
  learner: Partial<Record<Asked, string>>;
  /** By the exercise's name. */
  checked: Record<string, Checked>;
}

function nothing(): Kept {
  return { version: VERSION, assignments: [], learner: {}, checked: {} };
}

/** What is kept now. Never throws: what is damaged or newer counts as nothing, and is not overwritten where it is newer. */
export function readKept(): Kept {
  try {
    return cleaned(JSON.parse(localStorage.getItem(KEY) ?? "null"));
  } catch {
    return nothing();
  }
}

/** False where nothing can be kept. */
export function changeKept(change: (kept: Kept) => void): boolean {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (found?.version > VERSION) return false;
  } catch {
    // damaged, or forbidden, which the next lines find out
  }
  try {
    const kept = readKept();
    change(kept);
    kept.assignments = [...new Set(kept.assignments)].slice(0, MOST);
    const empty = !kept.assignments.length && !Object.keys(kept.learner).length;
    if (empty) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** The newest first; those that cannot be read any more are left out. */
export function keptAssignments() {
  return readKept().assignments.map((fragment) => ({ fragment, assignment: fromFragment(fragment) }));
}

/** For the file that takes everything along. */
export const assignmentsPart: BackupPart = {
  name: "assignments",
  version: VERSION,
  // deno-lint-ignore require-await -- other parts take time
  async save() {
    return readKept();
  },
  // deno-lint-ignore require-await -- other parts take time
  async restore(data) {
    const given = data as Partial<Kept> | null;
    const theirs = cleaned(data);
    if (theirs.assignments.length !== given?.assignments?.length) {
      throw new Error("The assignments in this file are damaged, so none of them was taken over.");
    }
    const done = changeKept((ours) => {
      ours.assignments = [...ours.assignments, ...theirs.assignments];
      ours.learner = { ...theirs.learner, ...ours.learner };
      for (const [name, checked] of Object.entries(theirs.checked)) {
        if (!(ours.checked[name]?.at >= checked.at)) ours.checked[name] = checked;
      }
    });
    if (!done) throw new Error("This browser has no room for the assignments, or lets this site keep nothing.");
    const number = theirs.assignments.length;
    return number ? `${counted(number, "assignment")} came in.` : "";
  },
};

/** What is sound in `data`. */
function cleaned(data: unknown): Kept {
  const found = nothing();
  const { version, assignments, learner, checked } = (data ?? {}) as Record<string, unknown>;
  if (version !== VERSION) return found;
  found.assignments = (Array.isArray(assignments) ? assignments : []).filter(isReadable);
  for (const word of ASKED) {
    const typed = (learner as Record<string, unknown> | undefined)?.[word];
    if (typeof typed === "string") found.learner[word] = typed.slice(0, 200);
  }
  for (const [name, given] of Object.entries(checked ?? {})) {
    const { at, files, results } = (given ?? {}) as Record<string, unknown>;
    if (!isDate(at) || typeof files !== "string" || !Array.isArray(results)) continue;
    found.checked[name] = { at, files, results: results.filter(isSeen) };
  }
  return found;
}

function isReadable(fragment: unknown): fragment is string {
  try {
    return typeof fragment === "string" && Boolean(fromFragment(fragment));
  } catch {
    return false;
  }
}

function isSeen(result: unknown): result is Seen {
  const { label, outcome } = (result ?? {}) as Record<string, unknown>;
  return typeof label === "string" && OUTCOMES.includes(outcome as Seen["outcome"]);
}

/** Only what `toISOString` writes, so that dates can be compared as text. */
function isDate(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
}
