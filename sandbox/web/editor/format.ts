/** Python in Ruff's format, as the smallest change of the text, so that the cursor stays where it is. */

import { loadRuff } from "./ruff.ts";

export interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/** What has to change. Rejects with an `Error` for the reader where the text is no Python, or Ruff is not there. */
export async function formatted(text: string): Promise<TextChange[]> {
  const ruff = await loadRuff();
  let result: string;
  try {
    result = ruff.format(text);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}. Correct it first.`);
  }
  return smallest(text, result);
}

/** The one stretch in which two texts differ; none where they are the same. */
export function smallest(before: string, after: string): TextChange[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let same = 0;
  while (same < most - from && before.at(-1 - same) === after.at(-1 - same)) same++;
  return [{ from, to: before.length - same, insert: after.slice(from, after.length - same) }];
}
