/** `<flask-quiz>`: a question about what was just read. Each chosen answer is explained, as often as one likes. */

import { type Choice, choicesIn } from "./choice.ts";
import { type Frame, tellAnswered, wake } from "./question.ts";

export function show(element: HTMLElement): void {
  const frame = wake(element, "Check answer", () => quiz?.check());
  const quiz = frame && new Quiz(element, frame);
}

class Quiz {
  #element: HTMLElement;
  #verdict: HTMLElement;
  #choices: { choice: Choice; right: boolean }[];

  constructor(element: HTMLElement, { form, verdict }: Frame) {
    this.#element = element;
    this.#verdict = verdict;
    this.#choices = choicesIn(form).map((choice) => ({ choice, right: choice.explanation?.dataset.right === "true" }));
    form.addEventListener("change", () => this.#forget());
    this.#forget(); // a browser may bring back what was chosen
  }

  check(): void {
    const chosen = this.#choices.filter(({ choice }) => choice.input.checked);
    for (const { choice, right } of this.#choices) {
      if (choice.input.checked) choice.judge(right);
      else choice.forget();
    }
    this.#verdict.textContent = this.#words(chosen.map(({ right }) => right));
    if (chosen.length) tellAnswered(this.#element, this.#complete);
  }

  get #complete(): boolean {
    return this.#choices.every(({ choice, right }) => right === choice.input.checked);
  }

  #words(chosen: boolean[]): string {
    const single = this.#element.dataset.kind === "single";
    if (!chosen.length) return single ? "Choose an answer first." : "Choose at least one answer first.";
    if (chosen.includes(false)) {
      return single || chosen.length === 1 ? "Not right yet. Try again." : "Not all of these are right. Try again.";
    }
    return this.#complete ? "Right." : "Right so far, and there is more to choose.";
  }

  #forget(): void {
    for (const { choice } of this.#choices) choice.forget();
    this.#verdict.textContent = "";
  }
}
