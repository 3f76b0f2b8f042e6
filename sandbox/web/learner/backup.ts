/**
 * Everything that the browser keeps of the reader's work as one file, and back: JSON that people can read.
 *
 * What it consists of stands in `PARTS`; each part looks at its own data, and changes nothing where that is damaged.
 */

import { assignmentsPart } from "../classroom/kept.ts";
import type { BackupPart } from "./backup-part.ts";
import { draftsPart } from "./drafts-part.ts";
import { progressPart } from "./progress.ts";

/** What there is to take along. */
export const PARTS: BackupPart[] = [draftsPart, progressPart, assignmentsPart];

const VERSION = 1;
/** Most bytes of a file, made or read: it is held in memory several times over. */
export const LIMIT = 40 * 1024 * 1024;

interface Written {
  version: number;
  data: unknown;
}

/** The text of the file. Rejects with an `Error` for the reader where it would be too large. */
export async function writeBackup(parts = PARTS): Promise<string> {
  const entries = parts.map(async ({ name, version, save }) => [name, { version, data: await save() }] as const);
  const all = { format: "flaskroom", version: VERSION, saved: new Date().toISOString() };
  const text = JSON.stringify({ ...all, parts: Object.fromEntries(await Promise.all(entries)) }, null, 2);
  if (text.length <= LIMIT) return text;
  throw new Error(
    `All of your work has ${megabytes(text.length)} MB, and a file that can be imported again has ${
      megabytes(LIMIT)
    } MB. ` +
      "Download large projects one by one, delete them here, then export the rest.",
  );
}

/**
 * Takes in what a file of `writeBackup` holds. Resolves to what there is to say, a sentence or two a part; what cannot be
 * taken is said there too. Rejects with an `Error` for the reader where the file is none of ours.
 */
export async function readBackup(file: Blob, parts = PARTS): Promise<string[]> {
  if (file.size > LIMIT) {
    throw new Error(
      `This file has ${megabytes(file.size)} MB, and a file from here has ${megabytes(LIMIT)} MB at most.`,
    );
  }
  const found = partsOf(await file.text());
  const said: string[] = [];
  for (const { name, version, restore } of parts) {
    const written = found[name];
    if (!written) continue;
    said.push(written.version > version ? newer(name) : await restore(written.data).catch(refused));
  }
  const unknown = Object.keys(found).filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length) said.push(`This version of the site knows nothing of ${unknown.join(", ")}, and left that out.`);
  const words = said.filter(Boolean);
  return words.length ? words : ["There is nothing in this file."];
}

function newer(part: string): string {
  return `The ${part} in this file come from a newer version of this site and were not read. Open that version, then import it there.`;
}

/** What a part has refused is said beside the others; where storage fails, all ends. */
function refused(error: Error): string {
  if (error instanceof DOMException) throw error;
  return `${error.message} Nothing of them was taken.`;
}

/** `flaskroom-2026-11-21.json`, by the reader's calendar. */
export function backupName(now = new Date()): string {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return `flaskroom-${[year, month, day].map((part) => String(part).padStart(2, "0")).join("-")}.json`;
}

function partsOf(text: string): Record<string, Written> {
  const all = parsed(text);
  if (all?.format !== "flaskroom") throw new Error("This is no file that was exported here: it is of another kind.");
  if (typeof all.version !== "number" || !isRecord(all.parts)) throw new Error(CUT_OFF);
  if (all.version > VERSION) {
    throw new Error("This file comes from a newer version of this site. Open that version, then import it there.");
  }
  const parts = Object.entries(all.parts).map(([name, part]) => {
    if (!isRecord(part) || typeof part.version !== "number") throw new Error(CUT_OFF);
    return [name, { version: part.version, data: part.data }] as const;
  });
  return Object.fromEntries(parts);
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(text);
    return isRecord(found) ? found : null;
  } catch {
    if (/^\s*\{\s*"format": "flaskroom"/.test(text)) throw new Error(CUT_OFF);
    return null;
  }
}

const CUT_OFF = "This file is damaged or was cut off. Export it once more, or take an older copy.";

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
