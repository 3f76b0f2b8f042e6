/**
 * How far a learner is in a package, and what the LMS is told of it.
 *
 * What is reached is never taken back: a later launch, or a changed lesson, makes no passed course incomplete.
 */

import type { Connection } from "./connection.ts";
import type { PackageCourse } from "./course.ts";

/** Lessons that were read, by id; exercises that were checked, and passed. */
export interface Done {
  read: Set<string>;
  tried: Set<string>;
  passed: Set<string>;
}

export interface Standing {
  earned: number;
  points: number;
  /** Of the points, 0 to 100, to two places; null where nothing has points, and before the first Check. */
  percent: number | null;
  /** All lessons read, all exercises checked at least once. */
  complete: boolean;
  /** Of what is to be read and checked, 0 to 1. */
  progress: number;
  /** Complete, and all exercises passed; false where there are none. */
  passed: boolean;
}

export function standing({ lessons }: PackageCourse, { read, tried, passed }: Done): Standing {
  const exercises = lessons.flatMap((lesson) => lesson.exercises);
  const sum = (list: typeof exercises) => list.reduce((total, { points }) => total + points, 0);
  const [earned, points] = [sum(exercises.filter(({ id }) => passed.has(id))), sum(exercises)];
  const done = lessons.filter(({ id }) => read.has(id)).length + exercises.filter(({ id }) => tried.has(id)).length;
  const all = lessons.length + exercises.length;
  const complete = done === all;
  return {
    earned,
    points,
    percent: points && exercises.some(({ id }) => tried.has(id)) ? Math.round(10_000 * earned / points) / 100 : null,
    complete,
    progress: Math.round(100 * done / all) / 100,
    passed: complete && points > 0 && earned === points,
  };
}

/** Sets score and status. False where the LMS has refused one of them. */
export function report(lms: Connection, now: Standing): boolean {
  return [...score(lms, now), ...lms.dialect.api === "API" ? status12(lms, now) : status2004(lms, now)].every(Boolean);
}

/** Nothing below what the LMS has. Who has only looked has no score, which is not the same as none of the points. */
function score(lms: Connection, { percent }: Standing): boolean[] {
  const before = lms.get("raw");
  if (percent === null || before !== "" && Number(before) >= percent) return [];
  const done = [lms.set("min", "0"), lms.set("max", "100"), lms.set("raw", String(percent))];
  return lms.dialect.api === "API" ? done : [...done, lms.set("cmi.score.scaled", String(percent / 100))];
}

/** SCORM 1.2 has one word for both: passed stands above completed. */
function status12(lms: Connection, { complete, passed }: Standing): boolean[] {
  const ranks = ["incomplete", "completed", "passed"];
  const before = lms.get("cmi.core.lesson_status");
  const word = passed ? "passed" : complete ? "completed" : "incomplete";
  if (ranks.indexOf(before) >= ranks.indexOf(word)) return [];
  return [lms.set("cmi.core.lesson_status", word)];
}

function status2004(lms: Connection, { complete, passed, progress }: Standing): boolean[] {
  const done: boolean[] = [];
  if (lms.get("cmi.completion_status") !== "completed") {
    done.push(lms.set("cmi.completion_status", complete ? "completed" : "incomplete"));
  }
  done.push(lms.set("cmi.progress_measure", String(progress)));
  if (passed && lms.get("cmi.success_status") !== "passed") done.push(lms.set("cmi.success_status", "passed"));
  return done;
}
