/** The first page of a package with several lessons, or of an assignment: what is to do, and what is done. */

import { h } from "../dom.ts";
import { fromFragment, REVEALED } from "../classroom/assignment.ts";
import { rendered } from "../classroom/markdown.ts";
import { moments } from "../classroom/moments.ts";
import { withholding } from "../classroom/withheld.ts";
import { counted } from "../learner/progress.ts";
import type { PackageCourse, PackageLesson } from "./course.ts";
import type { Done } from "./standing.ts";

export function overview(course: PackageCourse, done: Done, open: (id: string) => void): HTMLElement[] {
  return [
    h("h1", {}, course.title),
    ...instructions(course),
    h("ol", { class: "lessons" }, ...course.lessons.map((lesson) => item(lesson, done, open))),
  ];
}

function instructions({ fragment }: PackageCourse): HTMLElement[] {
  if (!fragment) return [];
  const { due, instructions, reveal } = fromFragment(fragment);
  const withheld = REVEALED.filter((part) => !reveal.includes(part));
  return [
    due && h("p", { class: "facts" }, `Due ${moments(due).local}.`),
    instructions && h("div", {}, ...rendered(instructions)),
    withheld.length > 0 && h("p", { class: "facts" }, withholding(withheld)),
  ].filter((part) => part instanceof HTMLElement);
}

function item({ id, title, minutes, exercises }: PackageLesson, done: Done, open: (id: string) => void): HTMLElement {
  const read = done.read.has(id) ? "read" : `about ${minutes} min`;
  return h(
    "li",
    {},
    h("button", { type: "button", onclick: () => open(id) }, title),
    h("span", { class: "facts" }, read),
    exercises.length > 0 && h(
      "ul",
      {},
      ...exercises.map((exercise) => {
        const state = done.passed.has(exercise.id) ? "passed" : done.tried.has(exercise.id) ? "tried" : "not tried yet";
        const facts = `${counted(exercise.points, "point")}, ${state}`;
        return h("li", { "data-state": state }, exercise.title, h("span", { class: "facts" }, facts));
      }),
    ),
  );
}
