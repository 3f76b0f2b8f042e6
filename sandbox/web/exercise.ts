/** What helps with an exercise: hints one at a time, and the solution for those who ask for it. */

import type { SolutionParts } from "./checks/solution.ts";
import { h } from "./dom.ts";
import { loadPart } from "./load-part.ts";
import type { Payload } from "./payload.ts";

const ASK = "Try a check first? It tells how far you are. Press once more to see the solution anyway.";

/** The strip of buttons and what they have opened; `tried` tells whether the learner has checked anything. */
export function exerciseHelp(payload: Payload, tried: () => boolean, parts: SolutionParts): HTMLElement {
  const { hints } = payload.exercise!;
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
  const asked = h("p", { class: "ask", role: "status" });
  const show = h("button", { type: "button", class: "tool worded", "aria-expanded": "false" }, "Show the solution");
  show.addEventListener("click", async () => {
    if (answer.hidden && !asked.textContent && !answer.childElementCount && !tried()) {
      return void (asked.textContent = ASK);
    }
    asked.textContent = "";
    try {
      const { solutionView } = await loadPart(() => import("./checks/solution.ts"));
      if (!answer.childElementCount) answer.append(solutionView(payload, parts));
    } catch (error) {
      return parts.notice.show((error as Error).message);
    }
    answer.hidden = !answer.hidden;
    show.textContent = answer.hidden ? "Show the solution" : "Hide the solution";
    show.setAttribute("aria-expanded", String(!answer.hidden));
  });
  const buttons = h("div", { class: "group" }, hints.length > 0 && hint, show);
  return h("div", { class: "help" }, buttons, asked, opened, answer);
}
