/** Checks: how far the project is, check by check, in the author's order. */

import type { Panel, Tally } from "../drawer.ts";
import { fill, h, type Icon, icon } from "../dom.ts";
import type { Place } from "../log-lines.ts";
import type { CheckReport, CheckResult } from "../protocol.ts";

const OUTCOMES: Record<CheckResult["outcome"], { icon: Icon; word: string; tone: string }> = {
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
  #goTo: (place: Place) => void;

  constructor(goTo: (place: Place) => void) {
    this.#goTo = goTo;
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

  /** The checks could not be run to the end. */
  failed(message: string, advice: string): void {
    fill(this.element, h("p", { class: "summary bad" }, icon("warn"), message), advice && h("p", {}, advice));
  }

  /** Shows a report; `problem` is the card of what prevented the checks. */
  show({ results }: CheckReport, problem: HTMLElement | null): void {
    const done = results.length > 0 && results.every(({ outcome }) => outcome === "passed" || outcome === "skipped");
    fill(
      this.element,
      h("p", { class: `summary ${done ? "good" : "bad"}` }, icon(done ? "check" : "cross"), summary(results)),
      problem,
      h("ol", { class: "results" }, ...results.map((result) => this.#result(result))),
    );
  }

  #result({ outcome, label, message, detail, file, line }: CheckResult): HTMLElement {
    const { icon: drawing, word, tone } = OUTCOMES[outcome];
    const goTo = file !== null && line !== null && outcome !== "passed" &&
      h(
        "button",
        { type: "button", class: "link", onclick: () => this.#goTo({ file, line }) },
        `${file}, line ${line}`,
      );
    return h(
      "li",
      { class: `result ${tone}` },
      h("span", { class: "outcome" }, icon(drawing), word),
      h(
        "div",
        {},
        h("p", { class: "label" }, label),
        message && h("p", { class: "message" }, message),
        goTo,
        detail && h("details", {}, h("summary", {}, "Details"), h("pre", { tabindex: 0 }, detail)),
      ),
    );
  }
}
