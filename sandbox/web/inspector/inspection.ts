/**
 * The story of one request inside Flask, from top to bottom: routing, hooks, view, what the view did, session.
 *
 * Everything comes from the app and is shown as text. Loaded when a request's details are opened.
 */

import { type Child, fill, h } from "../dom.ts";
import type { Inspection, WireRequest } from "../protocol.ts";
import { happening } from "./inspection-happenings.ts";
import { dress } from "./inspection-look.ts";
import { type GoTo, ms } from "./inspection-parts.ts";
import { routing } from "./inspection-routing.ts";
import { sessionStory } from "./inspection-session.ts";

/** One line of the story. */
export interface Line {
  /** ms since the request came; null for what has no moment. */
  at: number | null;
  what: string;
  told: Child[];
  took?: number | null;
  tone?: "bad" | "warn";
  /** How deep inside other functions. */
  depth?: number;
}

/** Fills `box`, which has to be in a shadow root. */
export function story(box: HTMLElement, inspection: Inspection, request: WireRequest, goTo: GoTo): void {
  dress(box);
  const { app, time, happenings, left_out: left, signals, session } = inspection;
  const lines: Line[] = [];
  if (inspection.routing) lines.push(routing(inspection.routing, request, goTo));
  for (const one of happenings) lines.push({ ...happening(one, goTo), depth: one.depth });
  if (left > 0) lines.push({ at: null, what: "", told: [`${left} more are not listed.`] });
  if (session) lines.push(sessionStory(session));
  if (signals.length > 0) lines.push({ at: null, what: "Signals", told: signals.map(signal) });
  fill(
    box,
    h("p", { class: "soft" }, app === null ? NO_FLASK : `Answered by ${app} in ${ms(time)}.`),
    lines.length > 0 && h("ol", { class: "story" }, ...lines.map(drawn)),
  );
}

const NO_FLASK = "The request was answered before it came to a Flask app.";

function signal([name, receivers]: [string, number], index: number): Child {
  const heard = receivers > 0 ? ` (${receivers} ${receivers === 1 ? "receiver" : "receivers"})` : "";
  return `${index ? ", " : ""}${name.replaceAll("-", "_")}${heard}`;
}

function drawn({ at, what, told, took = null, tone, depth = 0 }: Line): HTMLElement {
  return h(
    "li",
    { class: `line ${tone ?? ""}`, style: `--depth: ${Math.min(depth, 4)}` },
    h("span", { class: "at" }, at === null ? "" : ms(at)),
    h("span", { class: "what" }, what),
    h("div", { class: "told" }, ...told),
    h("span", { class: "took" }, took === null ? "" : ms(took)),
  );
}
