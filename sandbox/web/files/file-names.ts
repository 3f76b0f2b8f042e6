/**
 * Names for new files: what is wrong with one, in words for the person who typed it, and what comes along in a folder.
 *
 * Folders exist by their files alone, as in git: an empty one cannot be kept.
 */

import { nameFault } from "./files.ts";

/** Names that Windows or macOS would take for the same file are refused too: the project is meant to go home. */
const fold = (name: string) => name.normalize("NFC").toLowerCase();

/** What keeps `name` from being a new file beside those `taken`, as a sentence; null where nothing does. */
export function newNameFault(name: string, taken: string[]): string | null {
  if (name === "") return "Type a name, for example templates/home.html.";
  if (name.endsWith("/")) return "A folder comes with its first file: add the file's name behind the slash.";
  const fault = nameFault(name);
  if (fault) return `This name ${fault}. Expected one such as templates/home.html.`;
  if (name.split("/").some((part) => part !== part.trim())) {
    return "A space at the beginning or end gets lost: take it away.";
  }
  const same = taken.find((other) => fold(other) === fold(name));
  if (same) return `There is a file ${same} already. Choose another name.`;
  const folder = taken.find((other) => fold(other).startsWith(`${fold(name)}/`));
  if (folder) return `${name} is a folder already: it holds ${folder}. Choose another name.`;
  const file = taken.find((other) => fold(name).startsWith(`${fold(other)}/`));
  return file ? `${file} is a file, so nothing can be inside of it. Choose another folder.` : null;
}

/** `templates/` for `templates/home.html`, the innermost folder; empty for a file at the top. */
export function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf("/") + 1);
}

/** Old → new names of all files of `names` inside `folder` when that is called `to`; both end with a slash. */
export function moved(names: string[], folder: string, to: string): Record<string, string> {
  return Object.fromEntries(
    names.filter((name) => name.startsWith(folder)).map((name) => [name, to + name.slice(folder.length)]),
  );
}
