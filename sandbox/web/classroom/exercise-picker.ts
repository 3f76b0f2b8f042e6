/** The exercises of the course to choose from, by track and lesson, with a search over all that is said of them. */

import { fill, h } from "../dom.ts";
import { counted } from "../learner/progress.ts";
import type { Assigned } from "./assignment.ts";
import type { Course, CourseExercise, CourseLesson } from "./course.ts";

interface Choice {
  exercise: CourseExercise;
  box: HTMLInputElement;
  points: HTMLInputElement;
}

export class ExercisePicker {
  readonly element: HTMLElement;
  #choices: Choice[] = [];
  /** Assigned exercises that this site does not have: they stay as they came. */
  #strangers: Assigned[] = [];
  #strange = h("p", { class: "flaskroom-facts" });
  #order: string[] = [];
  #count = h("p", { class: "flaskroom-facts", role: "status" });
  #items: { element: HTMLElement; text: string }[] = [];
  #tracks: HTMLElement[] = [];

  constructor(course: Course, changed: () => void) {
    const search = h("input", { type: "search", placeholder: "e.g. redirect" });
    search.addEventListener("input", () => this.#search(search.value));
    const tracks = course.tracks.map(({ title, lessons }) => {
      const own = lessons.filter(({ exercises }) => exercises.length);
      const section = h(
        "fieldset",
        { hidden: own.length === 0 },
        h("legend", {}, title),
        ...own.map((lesson) => this.#lesson(title, lesson, changed)),
      );
      this.#tracks.push(section);
      return section;
    });
    this.element = h(
      "div",
      { class: "flaskroom-picker" },
      h("label", {}, "Search lessons and exercises", search),
      this.#count,
      ...tracks,
      this.#strange,
    );
    this.#tell();
  }

  /** The order of the course; an opened assignment's order stays. */
  get assigned(): Assigned[] {
    const chosen = this.#choices.filter(({ box }) => box.checked).map(({ exercise, points }): Assigned => {
      const worth = points.value === "" || Number(points.value) === exercise.points ? null : Number(points.value);
      return { name: exercise.id, edition: exercise.edition, points: worth };
    });
    const all = [...chosen, ...this.#strangers];
    const place = ({ name }: Assigned) => this.#order.includes(name) ? this.#order.indexOf(name) : Infinity;
    return all.sort((one, other) => place(one) === place(other) ? 0 : place(one) - place(other));
  }

  set assigned(assigned: Assigned[]) {
    this.#order = assigned.map(({ name }) => name);
    const known = new Set(this.#choices.map(({ exercise }) => exercise.id));
    this.#strangers = assigned.filter(({ name }) => !known.has(name));
    for (const { exercise, box, points } of this.#choices) {
      const found = assigned.find(({ name }) => name === exercise.id);
      box.checked = Boolean(found);
      points.value = String(found?.points ?? exercise.points);
    }
    const names = this.#strangers.map(({ name }) => name).join(", ");
    fill(this.#strange, names && `Assigned and not on this site: ${names}.`);
    this.#tell();
  }

  /** The first one whose points cannot be, or null. */
  get faulty(): string | null {
    const found = this.#choices.find(({ box, points }) => box.checked && !points.checkValidity());
    return found ? `The points of “${found.exercise.title}” are a whole number from 1 to 10000.` : null;
  }

  #lesson(track: string, lesson: CourseLesson, changed: () => void): HTMLElement {
    const rows = lesson.exercises.map((exercise) => {
      const box = h("input", { type: "checkbox" });
      const points = h("input", {
        type: "number",
        min: 1,
        max: 10000,
        step: 1,
        required: true,
        value: exercise.points,
        "aria-label": `Points of ${exercise.title}`,
      });
      for (const input of [box, points]) {
        input.addEventListener("input", () => {
          this.#tell();
          changed();
        });
      }
      this.#choices.push({ exercise, box, points });
      return h(
        "div",
        { class: "flaskroom-choice" },
        h("label", {}, box, " ", exercise.title),
        h("span", { class: "flaskroom-points" }, points, " points"),
      );
    });
    const element = h(
      "div",
      { class: "flaskroom-pick" },
      h("p", {}, lesson.title, " ", h("span", { class: "flaskroom-facts" }, `${lesson.minutes} min`)),
      ...rows,
      lesson.objectives.length > 0 && h(
        "details",
        {},
        h("summary", {}, "What it teaches"),
        h("ul", {}, ...lesson.objectives.map((objective) => h("li", {}, objective))),
      ),
    );
    const titles = lesson.exercises.map(({ title }) => title);
    this.#items.push({ element, text: [track, lesson.title, ...lesson.objectives, ...titles].join(" ").toLowerCase() });
    return element;
  }

  #search(words: string): void {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { element, text } of this.#items) element.hidden = !wanted.every((word) => text.includes(word));
    for (const track of this.#tracks) track.hidden = !track.querySelector(".flaskroom-pick:not([hidden])");
    this.#tell();
  }

  #tell(): void {
    const chosen = this.assigned.length;
    const worth = this.#choices.reduce((sum, { box, points }) => sum + (box.checked ? Number(points.value) : 0), 0);
    const found = this.#items.filter(({ element }) => !element.hidden).length;
    const shown = found < this.#items.length ? `${counted(found, "lesson")} found. ` : "";
    fill(this.#count, `${shown}${counted(chosen, "exercise")} chosen, ${counted(worth, "point")}.`);
  }
}
