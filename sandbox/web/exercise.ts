/** What helps with an exercise: hints one at a time, and the solution for those who ask for it. */

import { h } from "./dom.ts";
import type { Exercise } from "./payload.ts";

/** The strip of buttons and what they have opened; `use` puts the solution's files over the learner's. */
export function exerciseHelp(exercise: Exercise, use: (files: Record<string, string>) => void): HTMLElement {
  const { hints, solution } = exercise;
  const opened = h("ol", { class: "hints", hidden: true });
  const hint = h("button", { type: "button", class: "tool worded" }, "Show a hint");
  hint.addEventListener("click", () => {
    const item = h("li", { tabindex: -1 });
    item.innerHTML = hints[opened.childElementCount]; // the author's Markdown, rendered by the site's own build
    opened.append(item);
    opened.hidden = false;
    const left = hints.length - opened.childElementCount;
    hint.textContent = left ? `Show the next hint (${left} left)` : "No more hints";
    hint.disabled = left === 0;
    item.focus({ preventScroll: true });
  });
  const answer = h("div", { class: "solution", hidden: true });
  const show = h("button", { type: "button", class: "tool worded", "aria-expanded": "false" }, "Show the solution");
  show.addEventListener("click", () => {
    answer.hidden = !answer.hidden;
    show.textContent = answer.hidden ? "Show the solution" : "Hide the solution";
    show.setAttribute("aria-expanded", String(!answer.hidden));
    if (!answer.childElementCount) answer.append(...solutionParts(solution, use));
  });
  return h("div", { class: "help" }, h("div", { class: "group" }, hints.length > 0 && hint, show), opened, answer);
}

function solutionParts(solution: Record<string, string>, use: (files: Record<string, string>) => void): HTMLElement[] {
  const files = Object.entries(solution).map(([name, text]) =>
    h("figure", {}, h("figcaption", {}, name), h("pre", { tabindex: 0, "aria-label": `Solution: ${name}` }, text))
  );
  const button = h(
    "button",
    { type: "button", class: "tool worded", onclick: () => use(solution) },
    "Use this solution",
  );
  return [...files, button];
}
