/**
 * `<flask-assignment>`: what the learner was given, how far they are, and the file to hand in.
 *
 * The address holds the assignment. It is kept on the device too, so that the page without one lists what there is.
 */

import { fill, h } from "../dom.ts";
import { onProgress } from "../learner/progress.ts";
import { type Assignment, fromFragment, toFragment } from "./assignment.ts";
import { assignmentView, standings } from "./assignment-view.ts";
import { courseOf, places } from "./course.ts";
import { changeKept, type Kept, keptAssignments, KEY, readKept } from "./kept.ts";
import { moments } from "./moments.ts";
import { openSection } from "./open-submission.ts";

export class FlaskAssignment extends HTMLElement {
  #course = places(courseOf(this));
  #said = h("div", { role: "status", class: "flaskroom-said" });
  #main = h("div");
  #others = h("div");
  #left = new AbortController();
  #shown: { fragment: string; assignment: Assignment } | null = null;

  connectedCallback(): void {
    this.#left = new AbortController();
    const { signal } = this.#left;
    const course = this.#course;
    const show = (fragment: string) => {
      history.pushState(null, "", `#${fragment}`); // and no event, whose handler would clear what is said
      this.#show();
    };
    this.replaceChildren(this.#said, this.#main, openSection({ course, show, say: this.#say }), this.#others);
    addEventListener("hashchange", () => this.#show(), { signal });
    addEventListener("storage", ({ key }) => (key === KEY || key === null) && this.#list(), { signal });
    onProgress(() => this.#refresh(), signal); // in another tab
    this.#show();
  }

  disconnectedCallback(): void {
    this.#left.abort();
  }

  #show(): void {
    this.#say();
    fill(this.#main);
    this.#shown = null;
    // A heading's link leads to a place in this page, and is no assignment; then it is the one that was opened last.
    const given = location.hash.slice(1);
    const fragment = given && !document.getElementById(given) ? given : keptAssignments()[0]?.fragment;
    try {
      if (fragment) this.#open(fragment);
    } catch (error) {
      fill(
        this.#main,
        h("p", { role: "alert" }, `${(error as Error).message} `, "Open the link again as your instructor gave it."),
      );
    }
    this.#list();
  }

  #open(given: string): void {
    const assignment = fromFragment(given);
    const fragment = toFragment(assignment);
    this.#shown = { fragment, assignment };
    const kept = changeKept((kept) => {
      kept.assignments = [fragment, ...kept.assignments.filter((other) => other !== fragment)];
    });
    if (!kept) {
      this.#say("This browser keeps nothing for this site, as private windows often do: stay on this page’s link.");
    }
    const leave = kept &&
      h("button", { type: "button", onclick: () => this.#leave(fragment) }, "Leave this assignment");
    fill(this.#main, ...assignmentView(assignment, this.#course), leave && h("p", {}, leave));
  }

  #leave(fragment: string): void {
    const before = readKept();
    changeKept((kept) => {
      kept.assignments = kept.assignments.filter((other) => other !== fragment);
      if (!kept.assignments.length) Object.assign(kept, { learner: {}, checked: {} });
    });
    history.replaceState(null, "", location.pathname + location.search);
    this.#show();
    const undo = h("button", { type: "button", onclick: () => this.#bringBack(fragment, before) }, "Undo");
    this.#say("You have left the assignment. Your work in the lessons stays. ", undo);
    undo.focus();
  }

  #bringBack(fragment: string, before: Kept): void {
    changeKept((kept) => {
      kept.learner = { ...before.learner, ...kept.learner };
      kept.checked = { ...before.checked, ...kept.checked };
    });
    history.replaceState(null, "", `#${fragment}`);
    this.#show();
  }

  #refresh(): void {
    if (!this.#shown) return;
    this.#main.querySelector(".flaskroom-exercises")?.replaceWith(standings(this.#shown.assignment, this.#course));
  }

  /** Those that are kept, but for the one that is shown. */
  #list(): void {
    const others = keptAssignments().filter(({ fragment }) => fragment !== this.#shown?.fragment);
    const open = this.#main.hasChildNodes();
    if (!others.length) {
      return void fill(
        this.#others,
        !open && h("p", {}, "This device keeps no assignment yet. Open the link that your instructor gave you."),
      );
    }
    const items = others.map(({ fragment, assignment: { title, due } }) =>
      h("li", {}, h("a", { href: `#${fragment}` }, title), due && `, due ${moments(due).local}`)
    );
    fill(this.#others, h("h2", {}, open ? "Other assignments" : "Your assignments"), h("ul", {}, ...items));
  }

  #say = (...what: (Node | string)[]): void => {
    fill(this.#said, ...what);
  };
}

if (!customElements.get("flask-assignment")) customElements.define("flask-assignment", FlaskAssignment);
