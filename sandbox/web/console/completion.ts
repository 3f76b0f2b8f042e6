/** Tab: what the text before the cursor can become. Click and Python answer for their own words, the page for files. */

import { COMMANDS } from "./shell.ts";
import { pathsFrom } from "./paths.ts";
import { begunWord, quoted } from "./words.ts";

/** Asks Python; `words` stand before the begun one. */
export type Asker = (words: string[], begun: string) => Promise<string[]>;

export interface Completion {
  /** The text with what all candidates have in common, and a space where there is one alone. */
  text: string;
  candidates: string[];
}

/** Completes a command. `names` are the project's files, `folder` is the one that the console is in. */
export async function completeCommand(
  text: string,
  names: readonly string[],
  folder: string,
  ask: Asker,
): Promise<Completion> {
  const { words, begun, start } = begunWord(text);
  const found = words.length === 0
    ? COMMANDS.filter((name) => name.startsWith(begun))
    : await argumentsFor(words, begun, names, folder, ask);
  return completed(text.slice(0, start), quoted(begun), found.map(quoted), /[/=(]$/);
}

/** Completes a line at the Python prompt. */
export async function completePython(text: string, ask: Asker): Promise<Completion> {
  const begun = /[\w.]*$/.exec(text)![0];
  const found = begun ? await ask([], begun) : [];
  return completed(text.slice(0, text.length - begun.length), begun, found, /$/);
}

async function argumentsFor(
  words: string[],
  begun: string,
  names: readonly string[],
  folder: string,
  ask: Asker,
): Promise<string[]> {
  const [program] = words;
  if (program.startsWith("pip")) return ["install", "list"].filter((name) => name.startsWith(begun));
  const own = /^(flask|python3? -m flask)\b/.test(words.join(" ")) ? await ask(words, begun) : [];
  if (own.length > 0 || begun.startsWith("-")) return own;
  if (program === "curl") {
    const address = "http://localhost:5000/";
    if (begun.startsWith("@")) return pathsFrom(names, folder, begun.slice(1)).map((path) => `@${path}`);
    return address.startsWith(begun) && begun !== address ? [address] : [];
  }
  const paths = pathsFrom(names, folder, begun);
  return program === "cd" ? paths.filter((path) => path.endsWith("/")) : paths;
}

/** `open` tells an end after which there is more to type. */
function completed(before: string, begun: string, candidates: string[], open: RegExp): Completion {
  if (candidates.length === 0) return { text: before + begun, candidates };
  const [first] = candidates;
  if (candidates.length === 1) return { text: before + first + (open.test(first) ? "" : " "), candidates };
  let common = first.length;
  while (!candidates.every((candidate) => candidate.startsWith(first.slice(0, common)))) common--;
  return { text: before + first.slice(0, common), candidates };
}
