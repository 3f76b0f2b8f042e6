/** “Inside Flask”, the part of a request's details that tells what the app did; its drawing comes when it is opened. */

import { fill, h } from "../dom.ts";
import { loadPart } from "../load-part.ts";
import type { Place } from "../log-lines.ts";
import type { Exchange } from "../browser/user-agent.ts";

/** A section that fills itself. */
export function insideFlask(
  request: Exchange["request"],
  inspection: Promise<string | null>,
  goTo: (place: Place) => void,
): HTMLElement {
  const box = h("div", { class: "inside" }, h("p", { class: "soft" }, "Waiting for the app to finish."));
  void draw();
  return h("section", { "aria-label": "Inside Flask" }, h("p", { class: "side" }, "Inside Flask"), box);

  async function draw(): Promise<void> {
    try {
      const text = await inspection;
      if (!text) return void fill(box, h("p", { class: "soft" }, "The app ended before it could tell."));
      const { story } = await loadPart(() => import("./inspection.ts"));
      story(box, JSON.parse(text), request, goTo);
    } catch (error) {
      const { message, advice = "" } = error as Error & { advice?: string };
      fill(box, h("p", { class: "soft" }, `${message} ${advice}`));
    }
  }
}
