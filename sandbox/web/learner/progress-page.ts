/** Everything about progress that one page needs, from what it holds. Loaded in idle time by those that need any. */

import { continueLine } from "./continue.ts";
import { visitLesson } from "./lesson-visit.ts";
import { readProgress } from "./progress.ts";
import { keepMarks } from "./progress-marks.ts";
import { lessonOf } from "./site.ts";

/** A page is a lesson where one of the lesson's own playgrounds is on it. */
export function showProgress(): void {
  keepMarks();
  const lesson = lessonOf(location.pathname);
  if (document.querySelector(`flask-playground[name^="${lesson}/"]`)) visitLesson(lesson);
  if (document.querySelector("flask-progress")) void import("./flask-progress.ts").catch(() => {});
  const hero = document.querySelector(".flaskroom-hero");
  const { last } = readProgress().progress;
  if (hero && last) hero.append(continueLine(last));
}
