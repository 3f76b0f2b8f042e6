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
import { report, standing } from "./standing.ts";
import { pack, type PlainDraft, type Suspended, unpack } from "./suspended.ts";
import { PackageView } from "./view.ts";
import type { Statements } from "./xapi.ts";

/** What was typed waits so long for the LMS, in ms; what was reached does not wait. */
const REST = 10_000;

export interface Around {
  lms: Connection | null;
  /** Why there is none. */
  why: string;
  learner: string;
  /** Under which name this browser keeps the learner's work. */
  reader: string;
}

export class Session {
  #course: PackageCourse;
  #lms: Connection | null;
  #view: PackageView;
  #state: Suspended = { read: new Set(), tried: new Set(), passed: new Set(), drafts: [] };
  #statements: Statements | null = null;
  #room: number[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What stands beside the standing; the last of each kind. */
  #said = { lms: "", work: "" };

  private constructor(place: HTMLElement, course: PackageCourse, { lms, why, reader }: Around) {
    this.#course = course;
    this.#lms = lms;
    this.#room = [...lms?.dialect.room ?? []];
    this.#said.lms = why;
    this.#view = new PackageView(place, course, reader, {
      opened: (id) => this.#lms?.set("location", id),
      loaded: (frame) => this.#loaded(frame),
    });
  }

  static async start(place: HTMLElement, course: PackageCourse, around: Around): Promise<void> {
    const session = new Session(place, course, around);
    await session.#start(place, around);
  }

  async #start(place: HTMLElement, { learner }: Around): Promise<void> {
    const mode = this.#lms?.get("mode");
    if (mode === "browse" || mode === "review") {
      this.#said.lms = "Your LMS shows this for looking through: nothing is reported.";
      this.#lms!.end();
      this.#lms = null;
    }
    const kept = this.#lms?.get("suspend") ?? "";
    const before = kept ? unpack(kept) : null;
    if (kept && !before) {
      this.#said.work = "What your LMS kept of an earlier visit cannot be read, so this one begins anew.";
    }
    if (before) {
      this.#state = before;
      await bringDrafts(before.drafts).catch((error: Error) => this.#said.work = error.message);
    }
    if (this.#course.fragment) hold(this.#course.fragment);
    if (this.#course.xapi) {
      const { Statements } = await import("./xapi.ts");
      this.#statements = await Statements.start(this.#course, learner, (said) => this.#view.tell("xapi", said));
    }
    onDrafts(() => void this.#typed());
    addEventListener("pagehide", () => this.#end());
    // Where the page comes back out of the browser's memory, its session is over.
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
    document.addEventListener("visibilitychange", () => document.hidden && this.#save());
    this.#view.open(this.#lms?.get("location") ?? "");
    this.#tell();
    if (this.#lms) this.#reached();
    place.dataset.state = this.#lms ? "connected" : "alone";
  }

  /** A page of the package stands in the frame: its events are those of its playgrounds. */
  #loaded(frame: Window): void {
    frame.addEventListener(READ, (event) => this.#read((event as CustomEvent<string>).detail));
    frame.addEventListener("check", (event) => this.#checked(event as CustomEvent<CheckReport & { passed?: boolean }>));
  }

  #read(id: string): void {
    const lesson = this.#course.lessons.find((lesson) => lesson.id === id);
    if (!lesson || this.#state.read.has(id)) return;
    this.#state.read.add(id);
    this.#statements?.read(lesson);
    this.#reached();
  }

  #checked({ target, detail }: CustomEvent<CheckReport & { passed?: boolean }>): void {
    const name = (target as FlaskPlayground).getAttribute("name");
    const exercise = this.#course.lessons.flatMap(({ exercises }) => exercises).find(({ id }) => id === name);
    if (!exercise) return;
    const { results } = detail;
    const right = results.filter(({ outcome }) => outcome === "passed").length;
    const passed = detail.passed ?? (results.length > 0 && right === results.length);
    const first = !this.#state.tried.has(exercise.id);
    this.#state.tried.add(exercise.id);
    if (passed) this.#state.passed.add(exercise.id);
    this.#statements?.checked(exercise, { first, passed, scaled: results.length ? right / results.length : 0 });
    this.#reached();
  }

  /** Something that counts: it goes to the LMS at once. */
  #reached(): void {
    const now = standing(this.#course, this.#state);
    this.#statements?.stands(now);
    if (this.#lms) report(this.#lms, now);
    this.#save();
    this.#tell();
  }

  async #typed(): Promise<void> {
    this.#state.drafts = await plainDrafts(this.#course).catch((): PlainDraft[] => this.#state.drafts);
    this.#timer ??= setTimeout(() => this.#save(), REST);
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#lms) return;
    this.#lms.trouble = "";
    const left = this.#suspend(this.#lms);
    this.#lms.commit();
    const some = left === 1 ? "One exercise's code is" : `The code of ${left} exercises is`;
    this.#said.work = left ? `${some} too long for your LMS and stays in this browser alone.` : "";
    this.#said.lms = this.#lms.trouble && `Your LMS has a problem. ${this.#lms.trouble}`;
    this.#tell();
  }

  /** How many drafts found no room. An LMS that knows a smaller limit is asked with that from then on. */
  #suspend(lms: Connection): number {
    const { text, left } = pack(this.#state, this.#room[0]);
    if (text === null) lms.trouble = "What you have done is more than it has room for.";
    else if (lms.set("suspend", text)) return left;
    if (this.#room.length === 1) return left;
    this.#room.shift();
    lms.trouble = "";
    return this.#suspend(lms);
  }

  #end(): void {
    this.#save();
    this.#lms?.end();
    this.#lms = null;
    this.#statements?.end();
  }

  #tell(): void {
    this.#view.show(standing(this.#course, this.#state), this.#state);
    const { lms, work } = this.#said;
    this.#view.tell("lms", lms || (this.#lms ? "Reported to your LMS" : ""), Boolean(lms));
    this.#view.tell("work", work, true);
  }
}
