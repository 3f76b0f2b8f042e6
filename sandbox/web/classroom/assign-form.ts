/** The fields of an assignment but its exercises, as one object to read and to fill in. */

import { fill, h } from "../dom.ts";
import { ASKED, type Asked, type Assignment, AssignmentFault, REVEALED, type Revealed } from "./assignment.ts";
import { offsetAt, zones } from "./moments.ts";

type Fields = Omit<Assignment, "exercises">;

const ASK_NAMES: Record<Asked, string> = { name: "Name", email: "E-mail address", id: "Id, such as a student number" };
const REVEAL_NAMES: Record<Revealed, string> = {
  hints: "Hints",
  checks: "The button Check",
  solutions: "Solutions",
};

export class AssignForm {
  readonly title = h("input", { type: "text", maxlength: 200, required: true, placeholder: "e.g. Week 1" });
  readonly instructions = h("textarea", { rows: 5, maxlength: 8000 });
  readonly due = h("input", { type: "datetime-local", max: "9999-12-31T23:59" });
  readonly zone = h("select");
  readonly isLate = h("input", { type: "checkbox" });
  readonly percent = h("input", { type: "number", min: 1, max: 100, step: 1, value: 10, required: true });
  readonly days = h("input", { type: "number", min: 1, max: 10000, step: 1, value: 5, required: true });
  readonly elements: HTMLElement[];
  #late = h("div", { class: "flaskroom-late" });
  #ask = new Map(ASKED.map((word) => [word, h("input", { type: "checkbox", checked: word === "name" })]));
  #reveal = new Map(REVEALED.map((word) => [word, h("input", { type: "checkbox", checked: true })]));

  constructor(changed: () => void) {
    fill(this.zone, ...zones().map((zone) => h("option", { value: zone }, zone.replaceAll("_", " "))));
    fill(
      this.#late,
      h("label", { class: "flaskroom-box" }, this.isLate, " Late work loses points (needs a due date)"),
      h("label", {}, "Percent for each day begun", this.percent),
      h("label", {}, "Days until all are lost", this.days),
    );
    const boxes = <T extends string>(legend: string, inputs: Map<T, HTMLInputElement>, names: Record<T, string>) => {
      const rows = [...inputs].map(([word, input]) => h("label", { class: "flaskroom-box" }, input, ` ${names[word]}`));
      return h("fieldset", {}, h("legend", {}, legend), ...rows);
    };
    this.elements = [
      h("label", {}, "Title", this.title),
      h("label", {}, "Instructions, in Markdown", this.instructions),
      h(
        "div",
        { class: "flaskroom-two" },
        h("label", {}, "Due", this.due),
        h("label", {}, "In the time of", this.zone),
      ),
      this.#late,
      h(
        "div",
        { class: "flaskroom-two" },
        boxes("Learners see", this.#reveal, REVEAL_NAMES),
        boxes("Learners are asked for", this.#ask, ASK_NAMES),
      ),
    ];
    for (const element of this.elements) {
      element.addEventListener("input", () => {
        this.#dim();
        changed();
      });
    }
    this.#dim();
  }

  /** Throws an `AssignmentFault` for the first field that is wrong. */
  get fields(): Fields {
    const late = this.isLate.checked && this.due.value !== "";
    for (const [input, name] of [[this.percent, "percent"], [this.days, "days"]] as const) {
      if (late && !input.checkValidity()) {
        throw new AssignmentFault(`The ${name} of late work: a whole number from ${input.min} to ${input.max}.`);
      }
    }
    if (!this.due.checkValidity()) throw new AssignmentFault("The due date is not complete, or there is no such day.");
    return {
      title: this.title.value,
      instructions: this.instructions.value,
      due: this.due.value ? this.due.value.slice(0, 16) + this.#offset() : null,
      ask: ASKED.filter((word) => this.#ask.get(word)!.checked),
      reveal: REVEALED.filter((word) => this.#reveal.get(word)!.checked),
      late: late ? { percent: Number(this.percent.value), days: Number(this.days.value) } : null,
    };
  }

  set fields({ title, instructions, due, ask, reveal, late }: Fields) {
    this.title.value = title;
    this.instructions.value = instructions;
    this.due.value = due?.slice(0, 16) ?? "";
    if (due) this.#showOffset(due);
    for (const [word, box] of this.#ask) box.checked = ask.includes(word);
    for (const [word, box] of this.#reveal) box.checked = reveal.includes(word);
    this.isLate.checked = late !== null;
    if (late) [this.percent.value, this.days.value] = [String(late.percent), String(late.days)];
    this.#dim();
  }

  #offset(): string {
    return /^[+-]\d\d:\d\d$/.test(this.zone.value) ? this.zone.value : offsetAt(this.due.value, this.zone.value);
  }

  /** An assignment tells its offset, not its time zone; where the zone that is chosen has another, the offset itself is offered. */
  #showOffset(due: string): void {
    const offset = due.slice(16);
    if (this.#offset() === offset) return;
    if (![...this.zone.options].some(({ value }) => value === offset)) {
      this.zone.prepend(h("option", { value: offset }, `UTC${offset}`));
    }
    this.zone.value = offset;
  }

  /** A rule for late work needs a due date. */
  #dim(): void {
    this.isLate.disabled = this.due.value === "";
    for (const input of [this.percent, this.days]) {
      input.parentElement!.hidden = this.isLate.disabled || !this.isLate.checked;
    }
  }
}
