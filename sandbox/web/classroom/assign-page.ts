/**
 * `<flask-assign>`: the instructor chooses, and the link, the file and the sheet follow every change.
 *
 * The link is noted for this tab alone, so that a reload takes nothing away.
 */

import { fill, h } from "../dom.ts";
import { pick } from "../files/received.ts";
import { siteKey } from "../learner/site.ts";
import { loadPart } from "../load-part.ts";
import { AssignForm } from "./assign-form.ts";
import { HandOut } from "./assign-output.ts";
import { type Assignment, AssignmentFault, checked, fromFragment, toFragment } from "./assignment.ts";
import { type Course, courseOf, places } from "./course.ts";
import { ExercisePicker } from "./exercise-picker.ts";
import { preset, PRESETS } from "./presets.ts";

const NOTE = siteKey("assign");

export class FlaskAssign extends HTMLElement {
  #course: Course = courseOf(this);
  #form = new AssignForm(() => this.#changed());
  #picker = new ExercisePicker(this.#course, () => this.#changed());
  #out = new HandOut(places(this.#course));
  #said = h("p", { role: "status", class: "flaskroom-said" });

  connectedCallback(): void {
    if (this.#said.isConnected) return;
    const presets = PRESETS.map(([name, weeks]) =>
      h("button", {
        type: "button",
        onclick: () => {
          const { names, said } = preset(this.#course, weeks);
          this.#picker.assigned = names.map((name) => ({ name, edition: "", points: null }));
          this.#changed();
          fill(this.#said, said);
        },
      }, name)
    );
    const link = h("input", { type: "text", placeholder: "Paste a link", "aria-label": "Link of an assignment" });
    link.addEventListener("input", () => link.value.trim() && this.#open(() => fromFragment(link.value)));
    const file = h("button", { type: "button", onclick: () => void this.#openFile() }, "Open assignment.toml");
    const form = h(
      "form",
      { class: "flaskroom-assign-form" },
      h("p", { class: "flaskroom-buttons" }, "Start again from one that you made: ", file, link),
      this.#said,
      ...this.#form.elements,
      h("h2", {}, "Exercises"),
      h("p", { class: "flaskroom-buttons" }, "Choose the exercises of: ", ...presets),
      this.#picker.element,
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    this.replaceChildren(form, this.#out.element);
    const noted = readNote();
    if (noted) this.#open(() => fromFragment(noted));
    else this.#changed();
  }

  #changed(): void {
    const out = this.#out;
    try {
      if (this.#picker.faulty) throw new AssignmentFault(this.#picker.faulty);
      const { ...given } = this.#form.fields;
      const exercises = this.#picker.assigned;
      const points = exercises.flatMap((item) => item.points === null ? [] : [[item.name, item.points]]);
      const names = exercises.map(({ name, edition }) => name + (edition && `@${edition}`));
      const assignment = checked({ ...given, exercises: names, points: Object.fromEntries(points) });
      out.show(assignment);
      writeNote(toFragment(assignment));
    } catch (error) {
      if (!(error instanceof AssignmentFault)) throw error;
      out.lacks(error.message);
    }
  }

  #open(read: () => Assignment): void {
    try {
      const assignment = read();
      this.#form.fields = assignment;
      this.#picker.assigned = assignment.exercises;
      this.#changed();
      fill(this.#said, `“${assignment.title}” is open. Its link changes with what you change.`);
    } catch (error) {
      if (!(error instanceof AssignmentFault)) throw error;
      fill(this.#said, `${error.message} Nothing was changed.`);
    }
  }

  async #openFile(): Promise<void> {
    const [given] = await pick({ accept: ".toml,text/plain,application/toml" });
    if (!given) return;
    try {
      const { fromToml } = await loadPart(() => import("./assignment-file.ts"));
      const text = given.file.size > 1_000_000 ? null : await given.file.text();
      this.#open(() => {
        if (text === null) throw new AssignmentFault("The file is too large to be an assignment.");
        return fromToml(text);
      });
    } catch (error) {
      fill(this.#said, (error as Error).message);
    }
  }
}

function readNote(): string | null {
  try {
    return sessionStorage.getItem(NOTE);
  } catch {
    return null;
  }
}

function writeNote(fragment: string): void {
  try {
    sessionStorage.setItem(NOTE, fragment);
  } catch {
    // forbidden or full: a reload begins anew
  }
}

if (!customElements.get("flask-assign")) customElements.define("flask-assign", FlaskAssign);
