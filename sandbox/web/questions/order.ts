/** Whether lines stand in a right order, and if not, which is the first that does not. */

/** Lines of one `group` may stand in any order; null for a line that does not belong. */
export interface Line {
  text: string;
  group: number | null;
}

/** `at` counts from 0: the first line that does not belong at all, or not there; `missing` where the lines end too soon. */
export type Fault = { kind: "stranger" | "place"; at: number } | { kind: "missing" };

/** Compares `placed` with `all`, the same lines and those that were left out. Null where the order is right. */
export function firstFault(placed: Line[], all: Line[]): Fault | null {
  const own = all.filter((line): line is Line & { group: number } => line.group !== null);
  own.sort((a, b) => a.group - b.group);
  const waiting = own.map(({ group, text }) => ({ group, text }));
  for (const [at, { text, group }] of placed.entries()) {
    if (group === null) return { kind: "stranger", at };
    // Lines of the same words are the same line, wherever they come from.
    const found = waiting.findIndex((line) => line.group === own[at].group && line.text === text);
    if (found < 0) return { kind: "place", at };
    waiting.splice(found, 1);
  }
  return waiting.length ? { kind: "missing" } : null;
}
