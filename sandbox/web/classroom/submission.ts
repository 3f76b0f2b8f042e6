/**
 * The file that a learner hands in (`submission.schema.json`, format 1), and the same as text.
 *
 * What it says about checks is a self-report, and its hashes tell whether a file was changed afterwards, nothing more.
 */

import { zipSync } from "fflate";
import type { Content } from "../files/files.ts";
import { SITE_ROOT } from "../learner/site.ts";
import { type Asked, type Assignment, FORMAT, toFragment } from "./assignment.ts";
import { bytesOf, digest } from "./digest.ts";
import { moments } from "./moments.ts";
import type { Work } from "./work.ts";

export const BEGIN = "-----BEGIN FLASKROOM SUBMISSION-----";
export const END = "-----END FLASKROOM SUBMISSION-----";
export type Learner = Partial<Record<Asked, string>>;

export interface Manifest {
  format: number;
  kind: "flaskroom-submission";
  assignment: string;
  learner: Learner;
  made: string;
  site: string;
  exercises: {
    name: string;
    edition: string;
    files: Record<string, string>;
    checked?: string;
    results?: { label: string; outcome: string }[];
    seconds?: number;
  }[];
}

/** What the reader in Python takes at most. */
const MOST = { files: 2000, bytes: 40_000_000, packed: 20_000_000 };

/** The bytes of the zip file. Throws an `Error` for the learner where nobody could read it. */
export function toZip(
  assignment: Assignment,
  learner: Learner,
  works: Work[],
  now = new Date(),
): Uint8Array<ArrayBuffer> {
  const asked = Object.fromEntries(
    assignment.ask.flatMap((word) =>
      learner[word]?.trim() ? [[word, learner[word].trim().slice(0, 200).toWellFormed()]] : []
    ),
  );
  const manifest: Manifest = {
    format: FORMAT,
    kind: "flaskroom-submission",
    assignment: toFragment(assignment),
    learner: asked,
    made: now.toISOString(),
    site: SITE_ROOT.href,
    exercises: works.map(entry),
  };
  const entries: Record<string, Uint8Array> = {
    "manifest.json": bytesOf(JSON.stringify(manifest, null, 2)),
    "README.txt": bytesOf(readme(assignment, manifest, works)),
  };
  for (const { payload, files } of works) {
    refuseNames(files);
    for (const [name, content] of files) entries[`exercises/${payload.name}/${name}`] = bytesOf(content);
  }
  const bytes = Object.values(entries).reduce((sum, { length }) => sum + length, 0);
  if (bytes > MOST.bytes || Object.keys(entries).length > MOST.files) throw tooMuch();
  const zip = zipSync(entries) as Uint8Array<ArrayBuffer>;
  if (zip.length > MOST.packed) throw tooMuch();
  return zip;
}

/** Python's `str.isprintable` refuses them, since such a name can look like another one. */
function refuseNames(files: [string, Content][]): void {
  const odd = files.map(([name]) => name).find((name) => /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(name));
  if (odd) {
    throw new Error(`The file name ${JSON.stringify(odd)} has a sign that cannot be seen. Rename the file first.`);
  }
}

function tooMuch(): Error {
  return new Error(
    "Your files are larger than what can be handed in (20 MB packed). Delete what the exercises do not need.",
  );
}

/** As lines that survive an e-mail. */
export function toText(zip: Uint8Array<ArrayBuffer>): string {
  const pieces = Array.from(
    { length: Math.ceil(zip.length / 48) },
    (_, index) => zip.subarray(index * 48, index * 48 + 48),
  );
  return [BEGIN, ...pieces.map((piece) => btoa(String.fromCharCode(...piece))), END, ""].join("\n");
}

/** `ada-lovelace-week-1.flaskroom.zip`: letters and digits of any script, so that every system takes it. */
export function fileName({ title }: Assignment, { name, id, email }: Learner): string {
  const who = name?.trim() || id?.trim() || email?.trim() || "";
  const safe = (text: string) =>
    text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  const short = [safe(who), safe(title)].map((part) => [...part].slice(0, 40).join("")).filter(Boolean).join("-");
  return `${short || "work"}.flaskroom.zip`;
}

function entry({ payload, files, checked, seconds }: Work): Manifest["exercises"][number] {
  return {
    name: payload.name,
    edition: payload.exercise!.edition,
    files: Object.fromEntries(files.map(([name, content]) => [name, digest(content)])),
    ...checked && {
      checked: checked.at,
      results: checked.results.slice(0, 1000).map(({ label, outcome }) => ({ label: label.slice(0, 1000), outcome })),
    },
    ...seconds !== null && { seconds },
  };
}

function readme({ title, due }: Assignment, { learner, made, site }: Manifest, works: Work[]): string {
  const lines = works.map(({ place: { lesson, exercise }, untouched, checked }) => {
    const passed = checked?.results.filter(({ outcome }) => outcome === "passed").length;
    const said = untouched
      ? "nothing changed"
      : checked
      ? `${passed} of ${checked.results.length} checks passed in the learner's own browser`
      : "not checked as it is";
    return `- ${lesson.title}: ${exercise.title} (${exercise.id}): ${said}`;
  });
  const who = Object.entries(learner).map(([word, typed]) => `${word}: ${typed}`);
  return [
    `${title}, handed in`,
    "",
    ...who,
    `made: ${made}, by the learner's own clock`,
    ...due ? [`due: ${moments(due).written}`] : [],
    `site: ${site}`,
    "",
    ...lines,
    "",
    "The files are in exercises/. What this file says about checks is the learner's own report, and no grade.",
    "To go on working, open this file on the page “Your assignment” of the site.",
    "",
  ].join("\n");
}
