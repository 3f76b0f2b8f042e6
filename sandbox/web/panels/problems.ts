/** Problems: what went wrong in the learner's project, in words, with the places in the learner's own files. */

import type { Panel } from "../drawer.ts";
import { fill, h, icon } from "../dom.ts";
import type { Place } from "../log-lines.ts";
import type { Problem } from "../protocol.ts";
import { frameList } from "./frames.ts";

const KINDS: Record<Problem["kind"], string> = {
  syntax: "Python could not read this code.",
  import: "An import did not work.",
  app: "Flask found no app to serve.",
  exception: "The app raised an exception.",
  exit: "The program ended itself.",
  memory: "The app used up its memory.",
  checks: "The checks could not be run.",
  hint: "The app refused a request.",
};
/** An app that fails at every request fails in few ways; the newest are the ones to look at. */
const MOST = 20;

/** The kind of problem as a sentence. */
export function kindOf(problem: Problem): string {
  return KINDS[problem.kind];
}

/** What makes a problem the same as another: variables differ from one request to the next. */
function told(problem: Problem): string {
  return JSON.stringify(problem, (key, value) => key === "locals" ? undefined : value);
}

export class ProblemsPanel implements Panel {
  readonly element = h("div", { class: "panel problems" });
  #problems: Problem[] = [];
  #goTo: (place: Place) => void;

  constructor(goTo: (place: Place) => void) {
    this.#goTo = goTo;
    this.#draw();
  }

  get count(): number {
    return this.#problems.length;
  }

  /** Shows a problem on top of the earlier ones; false where it is on top already, told a second time. */
  add(problem: Problem): boolean {
    if (this.#problems.length && told(this.#problems[0]) === told(problem)) return false;
    this.#problems = [problem, ...this.#problems].slice(0, MOST);
    this.#draw();
    return true;
  }

  clear(): void {
    this.#problems = [];
    this.#draw();
  }

  #draw(): void {
    if (this.#problems.length) fill(this.element, ...this.#problems.map((problem) => this.card(problem)));
    else {fill(
        this.element,
        h("p", { class: "empty" }, "No problems. An exception or a mistake in the code shows here."),
      );}
  }

  /** One problem, ready to be shown here or among the checks. */
  card(problem: Problem): HTMLElement {
    const { type, message, advice, traceback } = problem;
    return h(
      "article",
      { class: "problem" },
      h("p", { class: "problem-kind" }, icon("warn"), kindOf(problem)),
      h("p", { class: "problem-message" }, type && h("strong", {}, type), type && message && ": ", message),
      advice && h("p", {}, advice),
      ...frameList(problem, this.#goTo),
      traceback && h("details", {}, h("summary", {}, "Traceback"), h("pre", { tabindex: 0 }, traceback)),
    );
  }
}
