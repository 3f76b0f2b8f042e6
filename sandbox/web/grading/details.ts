/** One learner: checks, notes and code of each exercise, and points and comments by hand, in a dialog. */

import { fill, h } from "../dom.ts";
import { handedIn } from "./handed-in.ts";
import type { Desk } from "./desk.ts";
import { keepMarks, marksKey } from "./outcomes-kept.ts";
import type { GradedCheck, GradedExercise, Learner } from "./results.ts";
import { nameOf, shown } from "./table.ts";

interface Options {
  desk: Desk;
  /** The assignment's. */
  fragment: string;
  titleOf(exercise: string): string;
  /** The files that the exercise began with. */
  startersOf(exercise: string): Record<string, string>;
  /** As the table shows them. */
  order(): Learner[];
  changed(learner: Learner): void;
  closed(key: string): void;
}

type Files = Record<string, Record<string, string>>;

export class Details {
  readonly element = h("dialog", { class: "flaskroom-learner", "aria-label": "Learner" });
  #options: Options;
  #key = "";
  #said = h("p", { role: "status", class: "flaskroom-said" });
  #points = h("strong");

  constructor(options: Options) {
    this.#options = options;
    this.element.addEventListener("close", () => options.closed(this.#key));
    this.element.addEventListener("click", (event) => event.target === this.element && this.element.close());
  }

  async open(key: string): Promise<void> {
    this.#key = key;
    await this.#draw();
    if (!this.element.open) this.element.showModal();
    this.element.scrollTop = 0;
  }

  async #draw(): Promise<void> {
    const key = this.#key;
    const learner = this.#learner();
    const { files } = await this.#options.desk.ask<{ files: Files }>("files", { learner: key });
    if (key !== this.#key) return;
    const { email, id, file, made, received, notes } = learner;
    fill(this.#said);
    fill(this.#points, this.#pointsOf(learner));
    this.element.setAttribute("aria-label", nameOf(learner));
    fill(
      this.element,
      h(
        "div",
        { class: "flaskroom-buttons flaskroom-learner-bar" },
        this.#step("Previous", -1),
        this.#step("Next", 1),
        this.#said,
        h("button", { type: "button", onclick: () => this.element.close() }, "Close"),
      ),
      h("h2", { tabindex: -1, autofocus: true }, h("bdi", {}, nameOf(learner))),
      h(
        "p",
        { class: "flaskroom-facts" },
        ...[email, id].filter(Boolean).flatMap((word) => [h("bdi", {}, word), " · "]),
        h("bdi", {}, file),
        ` · ${received ? "received" : "made"} ${new Date(received ?? made).toLocaleString()}`,
      ),
      h("p", {}, this.#points),
      notesList(notes),
      this.#comment("Comment on the whole", null, learner.comment, null),
      ...learner.exercises.map((exercise) => this.#exercise(exercise, files[exercise.name] ?? {})),
    );
  }

  #exercise(exercise: GradedExercise, files: Record<string, string>): HTMLElement {
    const { name, points, computed, earned, checks, notes, comment } = exercise;
    const title = this.#options.titleOf(name);
    const input = h("input", {
      type: "number",
      min: 0,
      max: 10000,
      step: "any",
      placeholder: shown(computed),
      value: earned === computed ? "" : String(earned),
    });
    return h(
      "section",
      { "aria-label": title },
      h("h3", {}, title, " ", h("span", { class: "flaskroom-facts" }, name)),
      h("ul", { class: "flaskroom-outcomes" }, ...checks.map(outcome)),
      notesList(notes),
      h(
        "div",
        { class: "flaskroom-marks" },
        h("label", {}, `Points by hand, of ${points}`, input),
        this.#comment("Comment", name, comment, input),
      ),
      ...handedIn(files, this.#options.startersOf(name)),
    );
  }

  /** A comment, and the points beside it, which are taken when the reader leaves either. */
  #comment(label: string, exercise: string | null, text: string, points: HTMLInputElement | null): HTMLElement {
    const area = h("textarea", { rows: 2, maxlength: 4000 });
    area.value = text;
    const change = async () => {
      const number = points?.value ? Number(points.value) : null;
      if (points && !points.checkValidity()) {
        return fill(this.#said, "Points are a number from 0 to 10000. These were not taken.");
      }
      const words = { learner: this.#key, exercise, points: number, comment: area.value };
      try {
        const told = await this.#options.desk.ask<{ learner: Learner; marks: string }>("mark", words);
        this.#options.changed(told.learner);
        fill(this.#points, this.#pointsOf(told.learner));
        const kept = await keepMarks(marksKey(this.#options.fragment), told.marks);
        fill(this.#said, kept ? "Kept." : "This browser keeps nothing: download marks.toml before you leave.");
      } catch (error) {
        fill(this.#said, (error as Error).message);
      }
    };
    area.addEventListener("change", change);
    points?.addEventListener("change", change);
    return h("label", {}, label, area);
  }

  #step(name: string, by: number): HTMLElement {
    const order = this.#options.order();
    const next = order[order.findIndex(({ key }) => key === this.#key) + by];
    return h("button", {
      type: "button",
      "aria-label": `${name} learner`,
      "aria-disabled": next ? null : "true",
      onclick: async () => {
        if (!next) return;
        await this.open(next.key);
        this.element.querySelector("h2")?.focus();
      },
    }, name);
  }

  #learner(): Learner {
    return this.#options.order().find(({ key }) => key === this.#key)!;
  }

  #pointsOf({ earned, before_lateness, kept_percent, days_late, exercises }: Learner): string {
    const of = exercises.reduce((sum, { points }) => sum + points, 0);
    const late = days_late ? `, late: ${kept_percent} percent are kept of ${shown(before_lateness)}` : "";
    return `${shown(earned)} of ${of} points${late}`;
  }
}

function outcome({ label, outcome, message, kind }: GradedCheck): HTMLElement {
  return h(
    "li",
    { class: outcome === "passed" ? "passed" : "other" },
    h("strong", {}, outcome[0].toUpperCase() + outcome.slice(1)),
    `: ${label}`,
    kind === "hidden" && h("span", { class: "flaskroom-facts" }, " (hidden)"),
    message && h("pre", { tabindex: 0 }, message),
  );
}

function notesList(notes: string[]): HTMLElement | null {
  return notes.length > 0 ? h("ul", { class: "flaskroom-notes" }, ...notes.map((note) => h("li", {}, note))) : null;
}
