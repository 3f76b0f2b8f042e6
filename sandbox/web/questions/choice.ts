/** One choice with its explanation, which the screen reader hears as the choice's description once it is shown. */

import { h, icon } from "../dom.ts";

export class Choice {
  #mark = h("span", { class: "flaskroom-mark" });

  constructor(readonly input: HTMLInputElement, readonly explanation: HTMLElement | null) {
    if (!explanation) return;
    explanation.id ||= `${input.name}-${[...input.form!.elements].indexOf(input)}-explanation`;
    explanation.prepend(this.#mark);
  }

  /** Marks the choice, and explains it after `words`. */
  judge(right: boolean, words = right ? "Right. " : "Wrong. "): void {
    this.input.closest("label")?.setAttribute("data-verdict", right ? "right" : "wrong");
    if (!this.explanation) return;
    this.#mark.replaceChildren(icon(right ? "check" : "cross"), words);
    this.explanation.dataset.right = String(right);
    this.explanation.hidden = false;
    this.input.setAttribute("aria-describedby", this.explanation.id);
  }

  forget(): void {
    this.input.closest("label")?.removeAttribute("data-verdict");
    if (this.explanation) this.explanation.hidden = true;
    this.input.removeAttribute("aria-describedby");
  }
}

/** The choices of a form or a part of it; an explanation follows its label. */
export function choicesIn(parent: HTMLElement): Choice[] {
  return [...parent.querySelectorAll("input")].map((input) => {
    const next = input.closest("label")?.nextElementSibling;
    return new Choice(input, next?.matches(".flaskroom-explanation") ? next as HTMLElement : null);
  });
}
