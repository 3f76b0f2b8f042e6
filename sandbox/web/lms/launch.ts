/**
 * One launch: what the LMS has kept comes in, what the learner does in the frame goes out, until the page goes.
 *
 * Progress is the LMS's alone: a new attempt there begins at nothing, whatever this browser remembers. Drafts are in both,
 * and the newer one counts.
 */

import type { FlaskPlayground } from "../element.ts";
import { READ } from "../learner/lesson-visit.ts";
import type { CheckReport } from "../protocol.ts";
import type { Connection } from "./connection.ts";
import type { PackageCourse } from "./course.ts";
import { bringDrafts, onDrafts, plainDrafts } from "./drafts.ts";
import { hold } from "./frame.ts";
import { Keeper } from "./keeper.ts";
import { standing } from "./standing.ts";
import type { PlainDraft, Suspended } from "./suspended.ts";
import { PackageView } from "./view.ts";
import type { Statements } from "./xapi.ts";

/** What was typed waits so long for the LMS, in ms; what was reached does not wait. */
const REST = 10_000;
const LOOKING = "Your LMS shows this for looking through: nothing is reported.";

export interface Around {
  lms: Connection | null;
  /** Why there is none. */
  why: string;
  learner: string;
  /** Under which name this browser keeps the learner's work. */
  reader: string;
}

export class Launch {
  #course: PackageCourse;
  #keeper: Keeper | null;
  /** Why there is none. */
  #alone: string;
  /** What went wrong when it began. */
  #begun = "";
  #view: PackageView;
  #state: Suspended = { read: new Set(), tried: new Set(), passed: new Set(), drafts: [] };
  /** False as long as the LMS has something from before that cannot be read, and nothing new is worth its place. */
  #own = true;
  #statements: Statements | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(place: HTMLElement, course: PackageCourse, { lms, why, reader }: Around) {
    this.#course = course;
    this.#keeper = lms && new Keeper(lms);
    this.#alone = why;
    this.#view = new PackageView(place, course, reader, {
      opened: (id) => this.#keeper && (this.#keeper.location = id),
      loaded: (frame) => this.#loaded(frame),
    });
  }

  static async start(place: HTMLElement, course: PackageCourse, around: Around): Promise<void> {
    const launch = new Launch(place, course, around);
    await launch.#start(place, around);
  }

  async #start(place: HTMLElement, { learner }: Around): Promise<void> {
    const { before = null, location = "" } = this.#keeper ?? {};
    if (before) {
      this.#state = before;
      await bringDrafts(before.drafts).catch((error: Error) => this.#begun = error.message);
    } else if (before === false) {
      this.#begun = "What your LMS kept of an earlier visit cannot be read, so this one begins anew.";
    }
    if (this.#keeper?.looking) {
      this.#alone = LOOKING;
      this.#keeper.end();
      this.#keeper = null;
    }
    if (this.#course.fragment) hold(this.#course.fragment);
    if (this.#course.xapi && this.#alone !== LOOKING) {
      const tell = (said: string) => this.#view.tell("xapi", said);
      const part = await import("./xapi.ts").catch(() => tell("Nothing is reported by xAPI: its script did not come."));
      this.#statements = part ? part.Statements.start(this.#course, learner, tell) : null;
    }
    onDrafts(() => void this.#typed());
    addEventListener("pagehide", () => this.#leave());
    // Where the page comes back out of the browser's memory, its session is over.
    addEventListener("pageshow", (event) => event.persisted && globalThis.location.reload());
    document.addEventListener("visibilitychange", () => document.hidden && this.#keep());
    this.#view.open(location);
    this.#own = before !== false;
    this.#keep();
    if (this.#own) void this.#typed(); // where the browser has something newer
    place.dataset.state = this.#keeper ? "connected" : "alone";
  }

  /** A page of the package stands in the frame: its events are those of its playgrounds. */
  #loaded(frame: Window): void {
    frame.addEventListener(READ, (event) => this.#read((event as CustomEvent<string>).detail));
    frame.addEventListener("check", (event) => this.#checked(event as CustomEvent<CheckReport & { passed?: boolean }>));
  }

  #read(id: string): void {
    const lesson = this.#course.lessons.find((lesson) => lesson.id === id);
    if (!lesson || this.#state.read.has(id)) return;
    this.#own = true;
    this.#state.read.add(id);
    this.#statements?.read(lesson);
    this.#keep();
  }

  #checked({ target, detail }: CustomEvent<CheckReport & { passed?: boolean }>): void {
    const name = (target as FlaskPlayground).getAttribute("name");
    const exercise = this.#course.lessons.flatMap(({ exercises }) => exercises).find(({ id }) => id === name);
    if (!exercise) return;
    const { results } = detail;
    const right = results.filter(({ outcome }) => outcome === "passed").length;
    const passed = detail.passed ?? (results.length > 0 && right === results.length);
    const first = !this.#state.tried.has(exercise.id);
    this.#own = true;
    this.#state.tried.add(exercise.id);
    if (passed) this.#state.passed.add(exercise.id);
    this.#statements?.checked(exercise, { first, passed, scaled: results.length ? right / results.length : 0 });
    this.#keep();
  }

  async #typed(): Promise<void> {
    this.#own = true;
    this.#state.drafts = await plainDrafts(this.#course).catch((): PlainDraft[] => this.#state.drafts);
    this.#timer ??= setTimeout(() => this.#keep(), REST);
  }

  /** Gives the LMS what there is now. */
  #keep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = standing(this.#course, this.#state);
    this.#statements?.stands(now);
    this.#keeper?.keep(now, this.#own ? this.#state : null);
    this.#view.show(now, this.#state);
    const trouble = this.#keeper ? this.#keeper.trouble : this.#alone;
    this.#view.tell("lms", trouble || "Reported to your LMS", Boolean(trouble));
    this.#view.tell("work", this.#begun || this.#keeper?.lost || "", true);
  }

  #leave(): void {
    this.#keep();
    this.#keeper?.end();
    this.#keeper = null;
    this.#statements?.end();
  }
}
