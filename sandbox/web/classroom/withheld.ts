/** The sentence about what an instructor does not show. */

import type { Revealed } from "./assignment.ts";

const NAMES: Record<Revealed, string> = { hints: "hints", checks: "the button Check", solutions: "solutions" };

export function withholding(parts: Revealed[]): string {
  const listed = new Intl.ListFormat("en").format(parts.map((part) => NAMES[part]));
  const verb = parts.length === 1 && parts[0] === "checks" ? "is" : "are";
  const sentence = `${listed} ${verb} withheld, as your instructor asks. It is an agreement and no lock.`;
  return sentence[0].toUpperCase() + sentence.slice(1);
}
