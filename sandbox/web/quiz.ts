/**
 * `<flask-quiz>`: a question about what was just read. Each chosen answer is explained, as often as one likes.
 *
 * It works on the page's own markup, so the question is there without JavaScript too. Nothing is counted or kept.
 */

import { h, icon, sheet } from "./dom.ts";
import css from "./quiz.css" with { type: "text" };

const look = sheet(css);

export class FlaskQuiz extends HTMLElement {
  #verdict = h("p", { class: "flaskroom-verdict", role: "status" });
  #choices: Choice[] = [];

  connectedCallback(): void {
    const root = this.getRootNode() as Document | ShadowRoot;
    if (!root.adoptedStyleSheets.includes(look)) root.adoptedStyleSheets.push(look);
    const form = this.querySelector("form");
    if (!form || form.contains(this.#verdict)) return;
    const explanations = [...form.querySelectorAll<HTMLElement>(".flaskroom-explanation")];
    this.#choices = [...form.querySelectorAll("input")].map((input, index) => new Choice(input, explanations[index]));
    form.append(
      h("div", { class: "flaskroom-answer" }, h("button", { type: "submit" }, "Check answer"), this.#verdict),
    );
    form.addEventListener("submit", (event) => (event.preventDefault(), this.#check()));
    form.addEventListener("change", () => this.#forget());
    this.#forget();
  }

  #check(): void {
    const chosen = this.#choices.filter((choice) => choice.input.checked);
    for (const choice of this.#choices) choice.judge();
    this.#verdict.textContent = this.#words(chosen);
  }

  #words(chosen: Choice[]): string {
    const single = this.dataset.kind === "single";
    if (!chosen.length) return single ? "Choose an answer first." : "Choose at least one answer first.";
    if (chosen.some((choice) => !choice.right)) {
      return single || chosen.length === 1 ? "Not right yet. Try again." : "Not all of these are right. Try again.";
    }
    const complete = this.#choices.every((choice) => choice.right === choice.input.checked);
    if (single || complete) return "Right.";
    return "Right so far, and there is more to choose.";
  }

  #forget(): void {
    for (const choice of this.#choices) choice.forget();
    this.#verdict.textContent = "";
  }
}

/** One answer with its explanation, which the screen reader hears as the answer's description once it is shown. */
class Choice {
  readonly right: boolean;
  #mark = h("span", { class: "flaskroom-mark" });

  constructor(readonly input: HTMLInputElement, readonly explanation: HTMLElement) {
    this.right = explanation.dataset.right === "true";
    explanation.id ||= `${input.name}-${input.value}-explanation`;
    explanation.prepend(this.#mark);
  }

  judge(): void {
    if (!this.input.checked) return this.forget();
    this.#mark.replaceChildren(icon(this.right ? "check" : "cross"), this.right ? "Right. " : "Wrong. ");
    this.explanation.hidden = false;
    this.input.setAttribute("aria-describedby", this.explanation.id);
    this.input.closest("label")?.setAttribute("data-verdict", this.right ? "right" : "wrong");
  }

  forget(): void {
    this.explanation.hidden = true;
    this.input.removeAttribute("aria-describedby");
    this.input.closest("label")?.removeAttribute("data-verdict");
  }
}
