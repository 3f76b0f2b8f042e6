/** The frames of a traceback: the reader's own with their variables, those of libraries folded. */

import { h } from "../dom.ts";
import type { Place } from "../log-lines.ts";
import type { Frame, Problem } from "../protocol.ts";

/** A list of places, innermost last, and what is folded. */
export function frameList(problem: Problem, goTo: (place: Place) => void): HTMLElement[] {
  const { frames, file, line } = problem;
  const own = frames.filter((frame) => frame.own);
  const places = own.map((frame) =>
    h(
      "li",
      {},
      link(frame, frame.function, goTo),
      frame.source && h("code", {}, frame.source.trim()),
      frame.locals.length > 0 && variables(frame),
    )
  );
  if (!places.length && file && line) places.push(h("li", {}, link({ file, line }, "", goTo)));
  const foreign = frames.length - own.length;
  return [
    ...places.length > 0 ? [h("ol", { class: "places" }, ...places)] : [],
    ...own.length > 0 && foreign > 0 ? [libraries(frames.filter((frame) => !frame.own))] : [],
  ];
}

function link(place: Place, name: string, goTo: (place: Place) => void): HTMLElement {
  const inside = name && name !== "<module>" ? ` in ${name}` : "";
  return h(
    "button",
    { type: "button", class: "link", onclick: () => goTo(place) },
    `${place.file}, line ${place.line}${inside}`,
  );
}

function variables({ locals }: Frame): HTMLElement {
  const rows = locals.map(([name, value]) =>
    h("div", {}, h("dt", {}, h("code", {}, name)), h("dd", {}, h("code", {}, value)))
  );
  return h("details", {}, h("summary", {}, "Variables"), h("dl", { class: "values" }, ...rows));
}

function libraries(frames: Frame[]): HTMLElement {
  const rows = frames.map(({ file, line, function: name }) =>
    h("li", {}, h("code", {}, `${file.split("/").slice(-2).join("/")}, line ${line}`), ` in ${name}`)
  );
  const summary = `${frames.length} ${frames.length === 1 ? "frame" : "frames"} of libraries`;
  return h("details", {}, h("summary", {}, summary), h("ol", { class: "places libraries" }, ...rows));
}
