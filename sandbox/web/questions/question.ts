/**
 * What all questions share: the look, a button with the verdict beside it, and the word that somebody has answered.
 *
 * They work on the page's own markup, so each is there without JavaScript too. Nothing is counted or kept here.
 */

import { h, sheet } from "../dom.ts";
import css from "./questions.css" with { type: "text" };

const look = sheet(css);

/** `id` is that of the question and changes only when its text does; an answer may be given as often as one likes. */
export interface Answered {
  id: string;
  right: boolean;
}

export interface Frame {
  form: HTMLFormElement;
  button: HTMLButtonElement;
  /** Says how it went; read out when its text changes. */
  verdict: HTMLElement;
}

/** Gives a question its button; null where it has one, because it was only moved. */
export function wake(element: HTMLElement, action: string, answer: () => void): Frame | null {
  const root = element.getRootNode() as Document | ShadowRoot;
  if (!root.adoptedStyleSheets.includes(look)) root.adoptedStyleSheets.push(look);
  const form = element.querySelector("form");
  if (!form || "awake" in element.dataset) return null;
  element.dataset.awake = "";
  // Explanations come into view where one is not looking; those that have been there are not read again.
  form.querySelectorAll("fieldset").forEach((fieldset) => fieldset.setAttribute("aria-live", "polite"));
  const button = h("button", { type: "submit", class: "flaskroom-check" }, action);
  const verdict = h("p", { class: "flaskroom-verdict", role: "status" });
  form.append(h("div", { class: "flaskroom-answer" }, button, verdict));
  form.addEventListener("submit", (event) => (event.preventDefault(), answer()));
  return { form, button, verdict };
}

/** Tells the page with the event `answered` (detail: `Answered`), which bubbles. */
export function tellAnswered(element: HTMLElement, right: boolean): void {
  const detail: Answered = { id: element.getAttribute("name")!, right };
  element.dispatchEvent(new CustomEvent("answered", { detail, bubbles: true, composed: true }));
}
