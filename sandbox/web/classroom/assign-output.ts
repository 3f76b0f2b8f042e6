/** What the instructor hands out: the link, its QR code, `assignment.toml`, and a sheet of paper. */

import { fill, h } from "../dom.ts";
import { SITE_ROOT } from "../learner/site.ts";
import { loadPart } from "../load-part.ts";
import { type Assignment, toFragment } from "./assignment.ts";
import { lateRule } from "./assignment-view.ts";
import type { Place } from "./course.ts";
import { rendered } from "./markdown.ts";
import { moments } from "./moments.ts";

/** Characters. Some mail programs cut longer links, and no QR code holds them. */
const LONG = 2000;

export class HandOut {
  readonly element: HTMLElement;
  #course: Map<string, Place>;
  #assignment: Assignment | null = null;
  #link = h("textarea", { readonly: true, rows: 3, "aria-label": "Link of the assignment" });
  #news = h("p", { role: "status", class: "flaskroom-said" });
  #lacking = h("p", { class: "flaskroom-lacking" });
  #ready: HTMLElement;
  #open = h("a", {}, "See it as your learners do");
  #sheet = h("section", { class: "flaskroom-sheet", "aria-label": "Printable sheet" });
  #turn = 0;

  constructor(course: Map<string, Place>) {
    this.#course = course;
    const button = (name: string, act: () => Promise<void> | void, look = "") =>
      h("button", {
        type: "button",
        class: look,
        onclick: async () => {
          try {
            await act();
          } catch (error) {
            fill(this.#news, (error as Error).message);
          }
        },
      }, name);
    this.#ready = h(
      "div",
      {},
      this.#link,
      h(
        "p",
        { class: "flaskroom-buttons" },
        button("Copy the link", () => this.#copy(), "prominent"),
        button("Download assignment.toml", () => this.#download()),
        button("Print the sheet", () => globalThis.print()),
        this.#open,
      ),
      this.#news,
      this.#sheet,
    );
    this.element = h(
      "section",
      { class: "flaskroom-hand-out", "aria-label": "Hand out" },
      h("h2", {}, "Hand out"),
      this.#lacking,
      this.#ready,
    );
  }

  /** What is not yet an assignment has no link. */
  lacks(why: string): void {
    this.#assignment = null;
    this.#ready.hidden = true;
    fill(this.#lacking, `There is no link yet. ${why}`);
  }

  show(assignment: Assignment): void {
    this.#assignment = assignment;
    this.#ready.hidden = false;
    const link = linkTo(assignment);
    this.#link.value = link;
    this.#open.href = link;
    const long = link.length > LONG;
    fill(
      this.#lacking,
      long && `The link has ${link.length} characters, and some mail programs cut what is longer than ${LONG}. ` +
          "Shorter instructions help; or put the link on a page of your course.",
    );
    fill(this.#news);
    void this.#draw(assignment, link);
  }

  async #draw(assignment: Assignment, link: string): Promise<void> {
    const turn = ++this.#turn;
    const { qrCode } = await import("./qr.ts").catch(() => ({ qrCode: () => null })); // the link stands below it anyway
    if (turn !== this.#turn) return;
    const { title, instructions, exercises, due, late } = assignment;
    const items = exercises.map(({ name, points }) => {
      const place = this.#course.get(name);
      if (!place) return h("li", {}, name);
      const worth = points ?? place.exercise.points;
      return h("li", {}, `${place.lesson.title}: ${place.exercise.title}, ${worth} point${worth === 1 ? "" : "s"}`);
    });
    fill(
      this.#sheet,
      h("h2", {}, title),
      due && h("p", {}, h("strong", {}, `Due ${moments(due).written}`)), // paper has no time zone
      late && h("p", {}, lateRule(late)),
      ...instructions ? rendered(instructions) : [],
      h("ol", {}, ...items),
      h("p", { class: "flaskroom-sheet-link" }, link),
      qrCode(link) ?? h("p", {}, "The link is too long for a QR code."),
    );
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#link.value);
      fill(this.#news, "The link is copied.");
    } catch { // forbidden, or the page is not in a secure context
      this.#link.select();
      fill(this.#news, "The browser does not let this page copy. The link is selected: press Ctrl+C, or ⌘C.");
    }
  }

  async #download(): Promise<void> {
    const { toToml } = await loadPart(() => import("./assignment-file.ts"));
    const url = URL.createObjectURL(new Blob([toToml(this.#assignment!)], { type: "application/toml" }));
    h("a", { href: url, download: "assignment.toml" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000); // Safari reads it some time after the click
    fill(this.#news, "assignment.toml is among your downloads. It is the same as the link.");
  }
}

function linkTo(assignment: Assignment): string {
  return `${new URL("assignment/", SITE_ROOT).href}#${toFragment(assignment)}`;
}
