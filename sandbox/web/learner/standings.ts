/** Sums over lists of lessons: how many are read and passed, and which lesson comes next. */

import type { Progress } from "./progress-record.ts";
import { counted } from "./progress.ts";
import { exerciseStanding, isDone, type ListedExercise, versions } from "./progress-marks.ts";

/** A lesson as the page of progress lists it. */
export interface ListedLesson {
  id: string;
  title: string;
  address: string;
  requires: string[];
  exercises: ListedExercise[];
}

export interface Sum {
  lessons: number;
  read: number;
  exercises: number;
  passed: number;
  points: number;
  gained: number;
  seconds: number;
}

/** A lesson counts as read when its exercises are passed, too. */
export function summed(progress: Progress, lessons: ListedLesson[]): Sum {
  const exercises = lessons.flatMap((lesson) => lesson.exercises);
  const passed = exercises.filter(({ id, version }) => exerciseStanding(progress, id, version));
  return {
    lessons: lessons.length,
    read: lessons.filter((lesson) => done(progress, lesson)).length,
    exercises: exercises.length,
    passed: passed.length,
    points: total(exercises),
    gained: total(passed),
    seconds: lessons.reduce((sum, { id }) => sum + (progress.lessons[id]?.seconds ?? 0), 0),
  };
}

/** E.g. `2 of 6 lessons read, 1 of 6 exercises passed, 3 of 13 points, 25 min`; time only where it is measured. */
export function inWords({ lessons, read, exercises, passed, points, gained, seconds }: Sum, timed: boolean): string {
  const parts = [`${read} of ${counted(lessons, "lesson")} read`];
  if (exercises) parts.push(`${passed} of ${counted(exercises, "exercise")} passed`);
  if (points) parts.push(`${gained} of ${counted(points, "point")}`);
  if (timed && seconds >= 60) parts.push(duration(seconds));
  return parts.join(", ");
}

/** The first lesson that is not read and whose requirements are; null where there is none. Lessons come in order. */
export function nextLesson(progress: Progress, lessons: ListedLesson[]): ListedLesson | null {
  const finished = new Set(lessons.filter((lesson) => done(progress, lesson)).map(({ id }) => id));
  return lessons.find(({ id, requires }) => !finished.has(id) && requires.every((name) => finished.has(name))) ?? null;
}

/** `25 min`, `1 h 5 min`. */
export function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

function done(progress: Progress, { id, exercises }: ListedLesson): boolean {
  return isDone(progress, id, versions(exercises));
}

function total(exercises: ListedExercise[]): number {
  return exercises.reduce((sum, { points }) => sum + points, 0);
}
