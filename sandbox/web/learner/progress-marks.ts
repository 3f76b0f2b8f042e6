/**
 * Marks of progress beside the names of lessons: in the menu, also on a phone, and in every list of lessons.
 *
 * A mark has a form and words, never colour alone. In the menu the words are for screen readers and the pointer.
 */

import { h, sheet } from "../dom.ts";
import { onProgress, readProgress } from "./progress.ts";
import css from "./progress-marks.css" with { type: "text" };
import type { Progress } from "./progress-record.ts";
import { lessonOf } from "./site.ts";

/** The name as an attribute has it, and its words. */
const WORDS = { read: "read", passed: "passed", earlier: "passed in an earlier version" } as const;
export type Standing = keyof typeof WORDS;
/** Paths in a box of 16 × 16: a tick; a tick in a disc; a tick in a ring that is not closed. */
const DRAWN: Record<Standing, string> = {
  read: "M3.5 8.5l3 3 6-6.5",
  passed: "M8 1a7 7 0 1 1 0 14A7 7 0 1 1 8 1zM4.8 8.3l2.3 2.3 4.1-4.6",
  earlier: "M12.9 3.1A7 7 0 1 0 15 8M4.8 8.3l2.3 2.3 4.1-4.6",
};

/** An exercise as a list of lessons tells it (`_exercises` in markup.py). */
export interface ListedExercise {
  id: string;
  title: string;
  version: string;
  points: number;
}

/** How the reader stands with one exercise; null where it is not passed. */
export function exerciseStanding(progress: Progress, id: string, version: string): Standing | null {
  const passed = progress.passed[id];
  return passed ? passed.version === version ? "passed" : "earlier" : null;
}

/** How the reader stands with a lesson that has these exercises, id → version; null where it is not read. */
export function lessonStanding(progress: Progress, id: string, exercises: Record<string, string>): Standing | null {
  const each = Object.entries(exercises).map((exercise) => exerciseStanding(progress, ...exercise));
  if (each.length && each.every((standing) => standing)) return each.includes("earlier") ? "earlier" : "passed";
  return progress.lessons[id]?.read ? "read" : null;
}

/** Whether the lesson counts as done for those that require it. */
export function isDone(progress: Progress, id: string, exercises: Record<string, string>): boolean {
  return lessonStanding(progress, id, exercises) !== null;
}

/** The exercises of an element with `data-lesson`. */
export function listed(element: HTMLElement): ListedExercise[] {
  return JSON.parse(element.dataset.exercises ?? "[]");
}

export function versions(exercises: ListedExercise[]): Record<string, string> {
  return Object.fromEntries(exercises.map(({ id, version }) => [id, version]));
}

/** A mark with its words; `shown` says whether the words can be seen. */
export function mark(standing: Standing, shown: boolean): HTMLElement {
  const words = h(
    "span",
    { class: shown ? "" : "flaskroom-unseen" },
    shown ? WORDS[standing] : ` (${WORDS[standing]})`,
  );
  return h(
    "span",
    { class: "flaskroom-standing", "data-standing": standing, title: WORDS[standing] },
    drawn(standing),
    words,
  );
}

function drawn(standing: Standing): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", DRAWN[standing]);
  svg.append(path);
  return svg;
}

/** Sets all marks of the page, now and whenever progress changes. */
export function keepMarks(): void {
  document.adoptedStyleSheets.push(sheet(css));
  addWayThere();
  setMarks();
  onProgress(setMarks);
}

/** The menu is a press away on a phone, and its tabs scroll away elsewhere: the way to progress stands in the header. */
function addWayThere(): void {
  const link = document.querySelector<HTMLAnchorElement>('.md-nav--primary a[href$="progress/"]');
  const search = document.querySelector(".md-header__inner > label[for=__search]");
  if (!link || !search) return;
  const name = { title: "Your progress", "aria-label": "Your progress" };
  const props = { class: "md-header__button md-icon flaskroom-way", href: link.href, ...name };
  search.before(h("a", props, drawn("passed")));
}

function setMarks(): void {
  const { progress } = readProgress();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".md-nav--primary a.md-nav__link[href]")) {
    const id = lessonOf(link.pathname);
    if (link.hash || !/^[^/]+\/[^/]+$/.test(id)) continue;
    const standing = lessonStanding(progress, id, progress.lessons[id]?.exercises ?? {});
    setMark(link, standing, false);
    // On a phone a label stands in the place of the open page's link.
    const label = link.parentElement?.querySelector<HTMLElement>(":scope > label.md-nav__link");
    if (label) setMark(label, standing, false);
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-lesson]")) {
    const standing = lessonStanding(progress, element.dataset.lesson!, versions(listed(element)));
    if (standing) element.dataset.progress = standing;
    else delete element.dataset.progress;
    setMark(element.querySelector(".flaskroom-lesson"), standing, true);
  }
}

/** Behind the lesson's name, which is the first thing in its place. */
function setMark(place: Element | null, standing: Standing | null, shown: boolean): void {
  place?.querySelector(":scope > .flaskroom-standing")?.remove();
  if (standing) place?.firstElementChild?.after(mark(standing, shown));
}
