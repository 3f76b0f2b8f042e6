/** An assignment as its learner sees it: what to do, until when, how far they are, and handing in. */

import { h } from "../dom.ts";
import { readProgress } from "../learner/progress.ts";
import { notedDraft } from "../learner/draft-note.ts";
import { exerciseStanding, mark } from "../learner/progress-marks.ts";
import { type Assigned, type Assignment, REVEALED } from "./assignment.ts";
import { addressOf, type Place } from "./course.ts";
import { handIn } from "./hand-in.ts";
import { rendered } from "./markdown.ts";
import { moments } from "./moments.ts";
import { withholding } from "./withheld.ts";

export function assignmentView(assignment: Assignment, course: Map<string, Place>): Node[] {
  const { title, instructions, exercises, reveal } = assignment;
  const withheld = REVEALED.filter((part) => !reveal.includes(part));
  const known = exercises.filter(({ name }) => course.has(name));
  return [
    h("h2", { class: "flaskroom-assignment-title" }, title),
    ...dueLines(assignment),
    instructions && h("div", { class: "flaskroom-instructions" }, ...rendered(instructions)),
    h("h3", {}, "Exercises"),
    standings(assignment, course),
    withheld.length > 0 && h("p", { class: "flaskroom-facts" }, withholding(withheld)),
    known.length > 0 && handIn(assignment, course),
  ].filter((part): part is HTMLElement => part instanceof Node);
}

/** How far the learner is, as of now. */
export function standings({ exercises }: Assignment, course: Map<string, Place>): HTMLElement {
  const done = exercises.filter(({ name }) => course.has(name) && standingOf(course.get(name)!)).length;
  return h(
    "div",
    { class: "flaskroom-exercises" },
    h("p", { class: "flaskroom-facts" }, `${done} of ${exercises.length} passed`),
    h("ol", {}, ...exercises.map((item) => row(item, course.get(item.name)))),
  );
}

/** When it is due, in the reader's time and as written, and what becomes of late work. */
export function dueLines({ due, late }: Assignment): HTMLElement[] {
  if (!due) return [h("p", { class: "flaskroom-due" }, "No due date.")];
  const { local, written, same, over } = moments(due);
  const lines = [
    h("p", { class: "flaskroom-due" }, h("strong", {}, `Due ${local}`), same ? "." : ` your time; set as ${written}.`),
  ];
  if (over) lines.push(h("p", {}, "The due date is over. You can still hand in; ask your instructor what it counts."));
  if (late) lines.push(h("p", { class: "flaskroom-facts" }, lateRule(late)));
  return lines;
}

export function lateRule({ percent, days }: NonNullable<Assignment["late"]>): string {
  const end = days === 1 ? "after one day" : `after ${days} days`;
  return `Late work loses ${percent} % of its points for each day begun, and all of them ${end}.`;
}

function row({ name, edition, points }: Assigned, place: Place | undefined): HTMLElement {
  if (!place) {
    return h(
      "li",
      {},
      h("strong", {}, name),
      " ",
      h("span", { class: "flaskroom-facts" }, "not on this site (any more)"),
    );
  }
  const { lesson, exercise } = place;
  const worth = points ?? exercise.points;
  const standing = standingOf(place);
  const state = standing ? mark(standing, true) : notedDraft(name) !== null ? "started" : "not started";
  const facts = `${lesson.title}, ${worth} point${worth === 1 ? "" : "s"}, `;
  const changed = edition && edition !== exercise.edition;
  return h(
    "li",
    {},
    h("a", { href: addressOf(lesson) }, exercise.title),
    " ",
    h("span", { class: "flaskroom-facts" }, facts, state),
    changed &&
      h(
        "span",
        { class: "flaskroom-facts flaskroom-changed" },
        "The exercise has changed since it was assigned; your work is kept.",
      ),
  );
}

function standingOf({ exercise: { id, version } }: Place) {
  return exerciseStanding(readProgress().progress, id, version);
}
