/**
 * Reads a submission again, so that its learner goes on with it on another device. A stranger may have written it, so all
 * of it is looked at before anything is kept.
 */

import { nameFault } from "../files/files.ts";
import type { Content } from "../files/files.ts";
import { contentOf, LIMITS, Refused } from "../files/received.ts";
import { unzip } from "../files/unzip.ts";
import { ASKED, type Assignment, FORMAT, fromFragment, newer } from "./assignment.ts";
import { digest } from "./digest.ts";
import { BEGIN, END, type Learner } from "./submission.ts";

export interface Submission {
  assignment: Assignment;
  fragment: string;
  learner: Learner;
  made: string;
  works: { name: string; edition: string; files: [name: string, content: Content][] }[];
  /** Files that were changed after the page had written them. */
  changed: string[];
}

/** Rejects with `Refused`. */
export async function fromFile(file: Blob): Promise<Submission> {
  // As text a file is a third larger.
  if (file.size > LIMITS.bytes * 2) throw new Refused("The file is larger than any submission.");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder().decode(bytes.subarray(0, 10_000)).includes(BEGIN);
  const entries = unzip(text ? fromText(new TextDecoder().decode(bytes)) : bytes, () => true);
  const all = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { path, file } of entries) all.set(path, new Uint8Array(await file.arrayBuffer()));
  const manifest = manifestOf(all.get("manifest.json"));
  const changed: string[] = [];
  const works = list(manifest.exercises).map((entry) => {
    const { name, edition, files } = record(entry);
    if (typeof name !== "string" || !/^[a-z0-9-]+(\/[a-z0-9-]+){2}$/.test(name)) {
      throw damaged("an exercise has no name");
    }
    const folder = `exercises/${name}/`;
    // In the manifest's order, which is that of the tabs.
    const own = Object.entries(record(files)).map(([path, hash]): [string, Content] => {
      const content = all.get(folder + path);
      const fault = nameFault(path);
      if (fault) throw damaged(`the file name ${JSON.stringify(path.slice(0, 60))} ${fault}`);
      if (!content) throw damaged(`${folder}${path} is missing`);
      if (digest(content) !== hash) changed.push(folder + path);
      return [path, contentOf(content)];
    });
    return { name, edition: String(edition), files: own };
  });
  return { ...headOf(manifest), works, changed };
}

function headOf(manifest: Record<string, unknown>): Pick<Submission, "assignment" | "fragment" | "learner" | "made"> {
  const { assignment: fragment, learner: given, made } = manifest;
  if (typeof fragment !== "string") throw damaged("it names no assignment");
  const learner: Learner = {};
  for (const word of ASKED) {
    const typed = record(given)[word];
    if (typeof typed === "string") learner[word] = typed.slice(0, 200);
  }
  try {
    return { assignment: fromFragment(fragment), fragment, learner, made: String(made) };
  } catch (error) {
    throw new Refused((error as Error).message);
  }
}

function manifestOf(bytes: Uint8Array | undefined): Record<string, unknown> {
  if (!bytes) throw new Refused("This is some other zip file: it has no manifest.json, which every submission has.");
  let manifest: Record<string, unknown>;
  try {
    manifest = record(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw damaged("its manifest.json cannot be read");
  }
  if (manifest.kind !== "flaskroom-submission") throw new Refused("This zip file is no submission from here.");
  if (manifest.format !== FORMAT) throw new Refused(newer(manifest.format));
  return manifest;
}

function fromText(text: string): Uint8Array<ArrayBuffer> {
  const body = text.slice(text.indexOf(BEGIN) + BEGIN.length);
  const end = body.indexOf(END);
  if (end < 0) throw new Refused(`The text was cut: the line ${END} is missing.`);
  try {
    return Uint8Array.from(atob(body.slice(0, end).replace(/[\s>]/g, "")), (byte) => byte.charCodeAt(0));
  } catch {
    throw new Refused("The text was changed on the way. Copy it once more, or take the file.");
  }
}

function damaged(why: string): Refused {
  return new Refused(`This submission is damaged: ${why}.`);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 200) : [];
}
