/**
 * Presets made of the lessons that exist: the first weeks of the course, a week being 90 minutes of lessons in order.
 * A course that is shorter than that is taken whole, and the words say so.
 */

import { counted } from "../learner/progress.ts";
import type { Course } from "./course.ts";

const WEEK = 90;
export const PRESETS = [["First week", 1], ["Five weeks", 5], ["A semester", 14]] as const;

export interface Chosen {
  /** Names of exercises. */
  names: string[];
  /** A sentence about them. */
  said: string;
}

export function preset(course: Course, weeks: number): Chosen {
  const all = course.tracks.flatMap(({ lessons }) => lessons);
  let minutes = 0;
  const chosen = [];
  for (const lesson of all) {
    if (chosen.length && minutes + lesson.minutes > weeks * WEEK) break;
    chosen.push(lesson);
    minutes += lesson.minutes;
  }
  const names = chosen.flatMap(({ exercises }) => exercises.map(({ id }) => id));
  const took = `${counted(names.length, "exercise")} of ${
    counted(chosen.length, "lesson")
  }, ${minutes} minutes of lessons`;
  const whole = chosen.length === all.length && minutes <= (weeks - 1) * WEEK;
  const said = whole
    ? `Chosen: ${took}. That is the whole course so far, which fills ${
      counted(Math.ceil(minutes / WEEK), "week")
    } of ${WEEK} minutes, not ${weeks}.`
    : `Chosen: ${took}, at ${WEEK} minutes a week.`;
  return { names, said };
}
