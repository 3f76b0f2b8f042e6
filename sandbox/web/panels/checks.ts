/** Checks: how far the project is, check by check, in the author's order. The list itself comes with the first report. */

import type { ListEvents } from "../checks/list.ts";
import type { Panel, Tally } from "../drawer.ts";
import { fill, h, type Icon, icon } from "../dom.ts";
import { loadPart } from "../load-part.ts";
import type { KnownMistake } from "../payload.ts";
import type { CheckReport, CheckResult } from "../protocol.ts";

export const OUTCOMES: Record<CheckResult["outcome"], { icon: Icon; word: string; tone: string }> = {
  passed: { icon: "check", word: "Passed", tone: "good" },
  failed: { icon: "cross", word: "Failed", tone: "bad" },
  error: { icon: "warn", word: "Error", tone: "bad" },
  skipped: { icon: "skip", word: "Skipped", tone: "plain" },
};

/** How many checks pass of how many; skipped ones do not count. */
function tallied(results: CheckResult[]): { passed: number; all: number } {
  const counted = results.filter((result) => result.outcome !== "skipped");
  return { passed: counted.filter((result) => result.outcome === "passed").length, all: counted.length };
}

/** True where there is something to pass, and nothing fails or keeps the checks from their end. */
export function isPassed({ results, problem }: CheckReport): boolean {
  const { passed, all } = tallied(results);
  return all > 0 && passed === all && !problem;
}

/** The outcome in one sentence. */
export function summary(results: CheckResult[]): string {
  const { passed, all } = tallied(results);
  if (!all) return "There is no check to run.";
  if (passed === all) return all === 1 ? "The check passes." : `All ${all} checks pass.`;
  return `${passed} of ${all} checks pass.`;
}

/** The outcome beside the region's name. */
export function score(results: CheckResult[]): Tally {
  const { passed, all } = tallied(results);
  return { text: `${passed} of ${all}`, tone: passed === all ? "good" : "bad" };
}

export class ChecksPanel implements Panel {
  readonly element = h("div", { class: "panel checks" });
  /** Those that are to be recognised in the next report. */
  mistakes: KnownMistake[] = [];
  #events: ListEvents;

  constructor(events: ListEvents) {
    this.#events = events;
    this.idle();
  }

  /** Nothing has been checked yet. */
  idle(): void {
    fill(this.element, h("p", { class: "empty" }, "Not checked yet. Check runs the author's tests against your code."));
  }

  /** A run of the checks is under way; returns where its progress is written. */
  busy(): (text: string) => void {
    const text = h("span", {}, "Starting…");
    fill(this.element, h("p", { class: "busy" }, h("span", { class: "spinner", "aria-hidden": "true" }), text));
    return (words) => void (text.textContent = words);
  }

  /** The checks could not be run to the end; `results` are those there are. */
  failed(message: string, advice: string, results: readonly CheckResult[]): void {
    const head = h("p", { class: "summary bad" }, icon("warn"), message);
    this.#fill(results, head, advice && h("p", {}, advice));
  }

  /** Shows a report; `problem` is the card of what prevented the checks. */
  show(report: CheckReport, problem: HTMLElement | null): void {
    const { results } = report;
    const done = isPassed(report);
    const head = h(
      "p",
      { class: `summary ${done ? "good" : "bad"}` },
      icon(done ? "check" : "cross"),
      summary(results),
    );
    this.#fill(results, head, problem);
  }

  #fill(results: readonly CheckResult[], ...above: (HTMLElement | "" | null)[]): void {
    const list = h("div", {});
    fill(this.element, ...above, list);
    if (results.length) void this.#list(list, results);
  }

  async #list(list: HTMLElement, results: readonly CheckResult[]): Promise<void> {
    const { mistakes } = this;
    try {
      const { checkList } = await loadPart(() => import("../checks/list.ts"));
      list.append(checkList([...results], mistakes, this.#events));
    } catch (error) {
      const { message, advice } = error as Error & { advice?: string };
      list.append(h("p", { role: "alert" }, `${message} ${advice}`));
    }
  }
}
