/**
 * The class as a table: sorted, searched, and shown in pages, so that 500 learners cost no more than 50.
 *
 * A row is drawn again when its learner's results change; sorting and searching draw the page anew, from plain data.
 */

import { fill, h } from "../dom.ts";
import { counted } from "../learner/progress.ts";
import type { Learner, Overview } from "./results.ts";

/** Rows of a page. */
const ROWS = 50;
type Column = { name: string; key: string; number: boolean; value: (learner: Learner) => string | number };

/** Points without zeros at the end. */
export const shown = (points: number) => String(Math.round(points * 100) / 100);

export class ClassTable {
  readonly element: HTMLElement;
  /** As shown: sorted, and those that the search finds. */
  found: Learner[] = [];
  #columns: Column[] = [];
  #learners = new Map<string, Learner>();
  #rows = new Map<string, HTMLTableRowElement>();
  #sorted = { key: "name", down: false };
  #page = 0;
  #head = h("tr");
  #body = h("tbody");
  #caption = h("caption");
  #pages = h("nav", { "aria-label": "Pages of the table", class: "flaskroom-buttons" });
  #count = h("p", { role: "status", class: "flaskroom-facts" });
  #search = h("input", { type: "search", placeholder: "e.g. Ada, or late" });

  constructor(private open: (key: string) => void, private titleOf: (exercise: string) => string) {
    this.#search.addEventListener("input", () => {
      this.#page = 0;
      this.#draw();
    });
    const table = h("table", { class: "flaskroom-table" }, this.#caption, h("thead", {}, this.#head), this.#body);
    this.element = h(
      "div",
      { class: "flaskroom-class" },
      h("label", {}, "Search learners and notes", this.#search),
      this.#count,
      h("div", { class: "flaskroom-wide", tabindex: 0, role: "region", "aria-label": "Learners" }, table),
      this.#pages,
    );
  }

  show({ title, exercises, learners, points }: Overview): void {
    const text = (name: string, key: string, value: Column["value"]): Column => ({ name, key, number: false, value });
    const number = (name: string, key: string, value: Column["value"]): Column => ({ name, key, number: true, value });
    this.#columns = [
      text("Name", "name", (learner) => nameOf(learner).toLowerCase()),
      number(`Points (${points})`, "points", (learner) => learner.earned),
      ...exercises.map(({ name, points }, at) =>
        number(`${this.titleOf(name)} (${points})`, name, (learner) => learner.exercises[at].earned)
      ),
      number("Days late", "late", (learner) => learner.days_late),
      number("Notes", "notes", (learner) => notesOf(learner).length),
    ];
    fill(this.#caption, title);
    this.#learners = new Map(learners.map((learner) => [learner.key, learner]));
    this.#draw();
  }

  /** Takes newer results of some learners. */
  update(learners: Learner[]): void {
    for (const learner of learners) {
      if (!this.#learners.has(learner.key)) continue;
      this.#learners.set(learner.key, learner);
      this.found = this.found.map((one) => one.key === learner.key ? learner : one);
      const row = this.#rows.get(learner.key);
      if (row) this.#fillRow(row, learner);
    }
  }

  get learners(): Learner[] {
    return [...this.#learners.values()];
  }

  /** Moves the focus to that learner's row, on whichever page it is. */
  focus(key: string): void {
    const at = this.found.findIndex((learner) => learner.key === key);
    if (at >= 0 && !this.#rows.has(key)) this.#turn(Math.floor(at / ROWS));
    this.#rows.get(key)?.querySelector("button")?.focus();
  }

  #draw(): void {
    const words = this.#search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { key, down } = this.#sorted;
    const column = this.#columns.find((one) => one.key === key) ?? this.#columns[0];
    const order = new Intl.Collator(undefined, { numeric: true }).compare;
    const found = this.learners.filter((learner) => words.every((word) => textOf(learner).includes(word)));
    const compared = (one: Learner, other: Learner) => {
      const [a, b] = [column.value(one), column.value(other)];
      return typeof a === "number" ? a - Number(b) : order(a, String(b));
    };
    this.found = found.sort((one, other) => (down ? -1 : 1) * compared(one, other) || order(one.key, other.key));
    fill(this.#head, ...this.#columns.map((one) => this.#headCell(one)));
    this.#turn(Math.min(this.#page, Math.max(0, Math.ceil(this.found.length / ROWS) - 1)));
  }

  #headCell({ name, key, number }: Column): HTMLElement {
    const { key: sorted, down } = this.#sorted;
    const button = h("button", {
      type: "button",
      onclick: () => {
        // Points are looked at from the most, names from the first.
        this.#sorted = { key, down: sorted === key ? !down : number };
        this.#draw();
        this.#head.querySelectorAll("button")[this.#columns.findIndex((one) => one.key === key)].focus();
      },
    }, name);
    const order = sorted !== key ? null : down ? "descending" : "ascending";
    return h("th", { scope: "col", class: number && "number", "aria-sort": order }, button);
  }

  #turn(page: number): void {
    this.#page = page;
    const rows = this.found.slice(page * ROWS, (page + 1) * ROWS);
    this.#rows = new Map(rows.map((learner) => [learner.key, this.#fillRow(h("tr"), learner)]));
    fill(this.#body, ...this.#rows.values());
    const all = this.#learners.size;
    fill(
      this.#count,
      this.found.length < all ? `${this.found.length} of ${counted(all, "learner")}` : counted(all, "learner"),
    );
    const step = (name: string, to: number) =>
      h("button", {
        type: "button",
        "aria-disabled": this.found[to * ROWS] && to >= 0 ? null : "true",
        onclick: () => {
          if (!this.found[to * ROWS] || to < 0) return;
          this.#turn(to);
          [...this.#pages.querySelectorAll("button")].find(({ textContent }) => textContent === name)?.focus();
        },
      }, name);
    const range = `${page * ROWS + 1} to ${page * ROWS + rows.length} of ${this.found.length}`;
    this.#pages.hidden = this.found.length <= ROWS;
    fill(
      this.#pages,
      step("Previous rows", page - 1),
      h("span", { role: "status" }, range),
      step("Next rows", page + 1),
    );
  }

  #fillRow(row: HTMLTableRowElement, learner: Learner): HTMLTableRowElement {
    const had = row.contains(document.activeElement);
    const button = h(
      "button",
      { type: "button", onclick: () => this.open(learner.key) },
      h("bdi", {}, nameOf(learner)),
    );
    const notes = notesOf(learner).length;
    fill(
      row,
      h("th", { scope: "row" }, button),
      h("td", { class: "number points" }, learner.waiting ? "…" : shown(learner.earned)),
      ...learner.exercises.map(({ earned, handed_in, checks, notes }) =>
        h(
          "td",
          { class: "number" },
          checks.length || handed_in ? shown(earned) : notes[0] === "Not handed in." ? "–" : "…",
        )
      ),
      h("td", { class: "number" }, learner.days_late ? String(learner.days_late) : ""),
      h("td", { class: "number" }, notes ? String(notes) : ""),
    );
    if (had) button.focus();
    return row;
  }
}

export function nameOf({ name, key }: Learner): string {
  return name || key;
}

/** About the learner and their exercises, each once; that an exercise is missing stands in its own column. */
export function notesOf({ notes, exercises }: Learner): string[] {
  const more = exercises.flatMap((one) => one.handed_in ? one.notes : []);
  return [...new Set([...notes, ...more])];
}

function textOf(learner: Learner): string {
  const { name, email, id, file, key, comment } = learner;
  return [name, email, id, file, key, comment, ...notesOf(learner)].join(" ").toLowerCase();
}
