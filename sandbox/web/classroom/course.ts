/** What can be assigned, as the fences `assign` and `assignment` write it into their pages (`markup.classroom`). */

import { SITE_ROOT } from "../learner/site.ts";

export interface Course {
  tracks: { title: string; lessons: CourseLesson[] }[];
}

export interface CourseLesson {
  id: string;
  title: string;
  minutes: number;
  /** Relative to the site. */
  address: string;
  objectives: string[];
  exercises: CourseExercise[];
}

export interface CourseExercise {
  id: string;
  title: string;
  edition: string;
  version: string;
  points: number;
}

/** An exercise with its lesson. */
export interface Place {
  lesson: CourseLesson;
  exercise: CourseExercise;
}

export function courseOf(element: HTMLElement): Course {
  return JSON.parse(element.querySelector("script")!.textContent!);
}

/** All exercises, in the order of the course. */
export function places(course: Course): Map<string, Place> {
  const lessons = course.tracks.flatMap((track) => track.lessons);
  return new Map(
    lessons.flatMap((lesson) => lesson.exercises.map((exercise) => [exercise.id, { lesson, exercise }] as const)),
  );
}

/** Of the lesson's page. */
export function addressOf({ address }: CourseLesson): string {
  return new URL(address, SITE_ROOT).href;
}
