/** Problems: what went wrong in the learner's project, in words, with the places in the learner's own files. */

import type { Panel } from "../drawer.ts";
import { fill, h, icon } from "../dom.ts";
import type { Place } from "../log-lines.ts";
import type { Problem } from "../protocol.ts";

const KINDS: Record<Problem["kind"], string> = {
  syntax: "Python could not read this code.",
  import: "An import did not work.",
  app: "Flask found no app to serve.",
  exception: "The app raised an exception.",
  exit: "The program ended itself.",
  memory: "The app used up its memory.",
  checks: "The checks could not start.",
};
/** An app that fails at every request fails in few ways; the newest are the ones to look at. */
const MOST = 20;

/** The kind of problem as a sentence. */
export function kindOf(problem: Problem): string {
  return KINDS[problem.kind];
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
    if (JSON.stringify(this.#problems[0]) === JSON.stringify(problem)) return false;
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
    const { type, message, advice, frames, traceback } = problem;
    const own = frames.filter((frame) => frame.own);
    const places = own.map(({ file, line, function: name, source }) =>
      h("li", {}, this.#place({ file, line }, name), source && h("code", {}, source.trim()))
    );
    if (!places.length && problem.file && problem.line) {
      places.push(h("li", {}, this.#place({ file: problem.file, line: problem.line }, "")));
    }
    return h(
      "article",
      { class: "problem" },
      h("p", { class: "problem-kind" }, icon("warn"), kindOf(problem)),
      h("p", { class: "problem-message" }, type && h("strong", {}, type), type && message && ": ", message),
      advice && h("p", {}, advice),
      places.length > 0 && h("ol", { class: "places" }, ...places),
      traceback && h("details", {}, h("summary", {}, "Traceback"), h("pre", { tabindex: 0 }, traceback)),
    );
  }

  #place(place: Place, name: string): HTMLElement {
    const inside = name && name !== "<module>" ? ` in ${name}` : "";
    return h(
      "button",
      { type: "button", class: "link", onclick: () => this.#goTo(place) },
      `${place.file}, line ${place.line}${inside}`,
    );
  }
}
