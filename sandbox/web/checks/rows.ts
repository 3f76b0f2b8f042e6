/**
 * Two texts as rows of a line difference, with the changed words of lines that resemble each other.
 *
 * Data only; `difference.ts` draws it. A difference that would take long to find is none at all, so ask what to show then.
 */

import { diffLines, diffWordsWithSpace } from "diff";

export interface Part {
  text: string;
  changed: boolean;
}

export interface Row {
  kind: "same" | "removed" | "added";
  parts: Part[];
}

/** Equal lines that are left out. */
export interface Gap {
  kind: "gap";
  count: number;
}

/** Edits after which the search is given up, and equal lines that are shown around a change. */
const MOST = 800;
const AROUND = 3;

/** All rows; null where the texts differ in too many places. `exact` says that a line break at the end counts. */
export function rowsOf(before: string, after: string, exact: boolean): Row[] | null {
  const changes = diffLines(before, after, { ignoreNewlineAtEof: !exact, maxEditLength: MOST });
  if (!changes) return null;
  const rows: Row[] = [];
  for (const [index, { value, added, removed }] of changes.entries()) {
    const next = changes[index + 1];
    const last = changes[index - 1];
    if (added && last?.removed) continue; // drawn with it
    if (removed && next?.added) rows.push(...replaced(lines(value, exact), lines(next.value, exact)));
    else rows.push(...lines(value, false).map((line) => plain(added ? "added" : removed ? "removed" : "same", line)));
  }
  return rows;
}

/** With long stretches of equal lines left out. */
export function folded(rows: Row[]): (Row | Gap)[] {
  const near = rows.map((_, index) =>
    rows.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== "same")
  );
  const shown: (Row | Gap)[] = [];
  rows.forEach((row, index) => {
    const last = shown.at(-1);
    const isAlone = near[index - 1] !== false && near[index + 1] !== false; // it takes no more room than what stands for it
    if (near[index] || isAlone) shown.push(row);
    else if (last?.kind === "gap") last.count += 1;
    else shown.push({ kind: "gap", count: 1 });
  });
  return shown;
}

/** The changed parts of two short texts; null where they have little in common. */
export function changedParts(before: string, after: string): [Part[], Part[]] | null {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST });
  if (!changes) return null;
  const common = changes.filter(({ added, removed }) => !added && !removed).map(({ value }) => value).join("");
  if (common.trim().length * 3 < Math.max(before.trim().length, after.trim().length)) return null;
  const side = (other: "added" | "removed") =>
    changes.filter((change) => !change[other])
      .map(({ value, added, removed }) => ({ text: value, changed: Boolean(added || removed) }));
  return [side("added"), side("removed")];
}

function replaced(before: string[], after: string[]): Row[] {
  const removed = before.map((line) => plain("removed", line));
  const added = after.map((line) => plain("added", line));
  for (const [index, line] of before.entries()) {
    const parts = after[index] === undefined ? null : changedParts(line, after[index]);
    if (parts) [removed[index].parts, added[index].parts] = parts;
  }
  return [...removed, ...added];
}

function plain(kind: Row["kind"], text: string): Row {
  return { kind, parts: [{ text, changed: false }] };
}

/** Lines without their breaks. Where the break at the end counts, a line without one says so. */
function lines(text: string, exact: boolean): string[] {
  const all = text.split("\n");
  if (all.at(-1) === "") all.pop();
  else if (exact) all.push(`${all.pop()} (no line break at the end)`);
  return all;
}
