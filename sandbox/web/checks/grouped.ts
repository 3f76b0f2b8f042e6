/** Which checks of a long list stand folded together, so that those that failed are in sight at their own places. */

import type { CheckResult } from "../protocol.ts";

/** Longer lists fold checks that passed, where at least so many stand together. */
const LONG = 12;
const TOGETHER = 3;

/** Results in their order; checks to be folded are in one group, all others in groups of their own. */
export function grouped(results: CheckResult[]): CheckResult[][] {
  const groups: CheckResult[][] = [];
  for (const result of results) {
    const last = groups.at(-1);
    if (result.outcome === "passed" && last?.[0].outcome === "passed") last.push(result);
    else groups.push([result]);
  }
  const isLong = results.length > LONG;
  return groups.flatMap((group) => isLong && group.length >= TOGETHER ? [group] : group.map((result) => [result]));
}
