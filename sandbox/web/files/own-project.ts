/**
 * What was chosen or dropped → the files of a project, with what there is to say about them.
 *
 * Tools fill folders with files that nobody wrote; they are left out, and said.
 */

import { type Content, nameFault } from "./files.ts";
import type { Manifest } from "../runtime/manifest.ts";
import { missing, requested } from "../runtime/packages.ts";
import { contents, leftOut, type Received, Refused } from "./received.ts";
import { unzip } from "./unzip.ts";

export interface OwnProject {
  name: string;
  files: Record<string, Content>;
  /** Why something is not there, by name, e.g. `.git`. */
  leftOut: string[];
}

/** Rejects with `Refused`, whose message is for the reader, where this is no project or too large. */
export async function readProject(received: Received[]): Promise<OwnProject> {
  const [first] = received;
  const zipped = received.length === 1 && /\.zip$/i.test(first.path);
  const all = zipped ? unzip(new Uint8Array(await first.file.arrayBuffer()), (path) => !leftOut(path)) : received;
  const environments = all.filter(({ path }) => /(^|\/)pyvenv\.cfg$/.test(path)).map(({ path }) => path.slice(0, -10));
  const reason = (path: string) => leftOut(path) ?? environments.find((folder) => path.startsWith(folder)) ?? null;
  const kept = all.filter(({ path }) => reason(path) === null);
  for (const { path } of kept) {
    const fault = nameFault(path);
    if (fault) throw new Refused(`The file name ${JSON.stringify(path)} ${fault}, so nothing was opened.`);
  }
  const root = commonFolder(kept.map(({ path }) => path));
  const files = await contents(kept.map(({ path, file }) => ({ path: path.slice(root.length), file })));
  if (!Object.keys(files).some((name) => name.endsWith(".py"))) {
    throw new Refused(
      "There is no Python file in it, so this is no Flask project. Choose the folder that holds app.py.",
    );
  }
  const name = root.slice(0, -1) || (zipped ? first.path.replace(/\.zip$/i, "") : "project");
  const reasons = all.map(({ path }) => reason(path)).filter((found) => found !== null);
  return { name, files: inOrder(files), leftOut: [...new Set(reasons)] };
}

/** What the reader ought to know before Run, one sentence each. */
export function remarks({ files, leftOut }: OwnProject, manifest: Manifest): string[] {
  const said: string[] = [];
  if (leftOut.length) said.push(`Left out: ${leftOut.join(", ")}.`);
  const wanted = files["requirements.txt"];
  const absent = typeof wanted === "string" ? missing(requested(wanted), manifest) : [];
  if (absent.length) {
    said.push(`requirements.txt asks for ${absent.join(", ")}, which cannot be had here; importing it will fail.`);
  }
  if (!Object.hasOwn(files, "app.py") && !Object.hasOwn(files, "wsgi.py")) {
    said.push("Run looks for app.py or wsgi.py, and there is neither: add a wsgi.py that makes the app.");
  }
  return said;
}

/** The folder that all have in common, with its slash, as in a zip file made of a folder; empty where there is none. */
function commonFolder(paths: string[]): string {
  const [first = ""] = paths;
  const folder = first.slice(0, first.indexOf("/") + 1);
  return folder && paths.every((path) => path.startsWith(folder)) ? folder : "";
}

/** The order of tabs is that of a lesson (`project.py`): app.py, other Python, templates, static files, the rest. */
function inOrder(files: Record<string, Content>): Record<string, Content> {
  const group = (name: string) => {
    if (name === "app.py" || name === "wsgi.py") return 0;
    if (name.endsWith(".py")) return /(^|\/)test_|_test\.py$|(^|\/)conftest\.py$/.test(name) ? 5 : 1;
    return name.includes("templates/") ? 2 : name.includes("static/") ? 3 : 4;
  };
  const key = (name: string) => [group(name), name.split("/").length].join(" ");
  const sorted = Object.entries(files).sort(([a], [b]) => key(a).localeCompare(key(b)) || (a < b ? -1 : 1));
  return Object.fromEntries(sorted);
}
