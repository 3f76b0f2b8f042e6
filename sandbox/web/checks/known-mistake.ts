/** The wrong answers that people give, recognised by the words of the checks that fail because of them. */

import type { KnownMistake } from "../payload.ts";
import type { CheckResult } from "../protocol.ts";

/** The first mistake, in the author's order, whose words a failing check says; null where none does. */
export function knownMistake(mistakes: KnownMistake[], results: CheckResult[]): KnownMistake | null {
  const failing = results.filter(({ outcome }) => outcome === "failed" || outcome === "error");
  return mistakes.find(({ says }) => failing.some(({ message }) => message.includes(says))) ?? null;
}
