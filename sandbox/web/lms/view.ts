/** What a package shows: a bar with the standing, the overview of several lessons, and the frame with one of them. */

import { fill, h } from "../dom.ts";
import { counted } from "../learner/progress.ts";
import { lessonOf, SITE_ROOT } from "../learner/site.ts";
import type { PackageCourse } from "./course.ts";
import { adapt } from "./frame.ts";
import { overview } from "./overview.ts";
import type { Done, Standing } from "./standing.ts";

export interface Acts {
  /** The lesson of that id is in view; empty for the overview. */
  opened(id: string): void;
  /** Its page has come. */
  loaded(frame: Window): void;
}

type Kind = "page" | "lms" | "work" | "xapi";

export class PackageView {
  #course: PackageCourse;
  #acts: Acts;
  #frame: HTMLIFrameElement;
  #overview = h("div", { class: "flaskroom-overview md-typeset" });
  #title: HTMLElement;
  #standing = h("p", { class: "standing" });
  #said: Record<Kind, HTMLElement>;
  #places: Record<"overview" | "previous" | "next", HTMLButtonElement>;
  #ways = h("nav", { "aria-label": "Lessons", hidden: true });
  /** The lesson in view; empty for the overview. */
  #now = "";

  constructor(place: HTMLElement, course: PackageCourse, reader: string, acts: Acts) {
    this.#course = course;
    this.#acts = acts;
    this.#frame = h("iframe", { title: "Lesson", name: reader, allowfullscreen: true, hidden: true });
    this.#frame.addEventListener("load", () => this.#loaded());
    const said = () => h("p", { role: "status" });
    this.#said = { page: said(), lms: said(), work: said(), xapi: said() };
    const go = (name: string, act: () => void) => h("button", { type: "button", onclick: act }, name);
    this.#places = {
      overview: go("Overview", () => this.open("")),
      previous: go("Previous", () => this.open(this.#beside(-1)!)),
      next: go("Next", () => this.open(this.#beside(1)!)),
    };
    this.#title = h("h1", { class: course.fragment ? "" : "unseen" }, course.title);
    const several = course.lessons.length > 1 || course.fragment !== null;
    fill(
      place,
      h(
        "header",
        { class: "flaskroom-bar" },
        several && fill(this.#ways, ...Object.values(this.#places)),
        this.#title,
        this.#standing,
        h("div", { class: "said" }, ...Object.values(this.#said)),
      ),
      h("main", {}, this.#overview, this.#frame),
    );
  }

  /** Shows the lesson of that id; what is not in the package, the overview or the only lesson. */
  open(id: string): void {
    const { lessons, fragment } = this.#course;
    const lesson = lessons.find((lesson) => lesson.id === id) ??
      (lessons.length === 1 && !fragment ? lessons[0] : null);
    if (lesson) {
      // Replaced, so that the browser's Back leaves the package and not one lesson after the other.
      this.#frame.contentWindow!.location.replace(new URL(lesson.address, SITE_ROOT));
    }
    this.#show(lesson?.id ?? "");
  }

  show(now: Standing, done: Done): void {
    const exercises = this.#course.lessons.flatMap(({ exercises }) => exercises);
    const passed = exercises.filter(({ id }) => done.passed.has(id)).length;
    const read = this.#course.lessons.filter(({ id }) => done.read.has(id)).length;
    const words = exercises.length
      ? `${passed} of ${counted(exercises.length, "exercise")} passed, ${now.earned} of ${counted(now.points, "point")}`
      : `${read} of ${counted(this.#course.lessons.length, "lesson")} read`;
    fill(this.#standing, words, now.complete && h("strong", {}, now.passed ? "All passed" : "Complete"));
    fill(this.#overview, ...overview(this.#course, done, (id) => this.open(id)));
  }

  tell(kind: Kind, words: string, problem = false): void {
    const place = this.#said[kind];
    if (place.textContent !== words) place.textContent = words;
    place.classList.toggle("problem", problem);
  }

  #show(id: string): void {
    this.#now = id;
    this.#frame.hidden = !id;
    this.#overview.hidden = Boolean(id);
    this.#title.hidden = !id;
    this.#ways.hidden = !id;
    this.#places.previous.hidden = this.#beside(-1) === null;
    this.#places.next.hidden = this.#beside(1) === null;
    this.#acts.opened(id);
  }

  /** The lesson before (-1) or after (1) the one in view. */
  #beside(by: -1 | 1): string | null {
    const { lessons } = this.#course;
    const at = lessons.findIndex(({ id }) => id === this.#now);
    return at + by < 0 ? null : lessons[at + by]?.id ?? null;
  }

  #loaded(): void {
    const frame = this.#frame.contentWindow as Window & typeof globalThis;
    const address = addressOf(frame);
    if (address === "about:blank") return; // before the first lesson
    const id = address && lessonOf(new URL(address).pathname);
    const lesson = this.#course.lessons.find((lesson) => lesson.id === id);
    const lost = "The lesson could not be loaded. Check the connection, then open the package again in your LMS.";
    this.tell("page", lesson ? "" : lost, true);
    if (!lesson) return;
    this.#frame.title = lesson.title;
    adapt(frame);
    this.#acts.loaded(frame);
    if (document.activeElement === document.body) this.#frame.focus(); // what was pressed is hidden now
    if (id !== this.#now) this.#show(id); // by a link in the lesson before
  }
}

/** Empty where it is a browser's own page about an error, which is of another origin. */
function addressOf(frame: Window): string {
  try {
    return frame.location.href;
  } catch {
    return "";
  }
}
