/**
 * What is told by xAPI: to the endpoint that the instructor gave when the package was made, or, where the package was made
 * for that, to the one in the launch address. In any other package nothing of this is ever loaded.
 */

import { SITE_ROOT } from "../learner/site.ts";
import type { PackageCourse, PackageLesson } from "./course.ts";
import type { Standing } from "./standing.ts";
import { StatementQueue } from "./statement-queue.ts";
import { type Target, targetOf } from "./xapi-target.ts";

const VERBS = "http://adlnet.gov/expapi/verbs/";
type Verb = "experienced" | "attempted" | "passed" | "failed" | "completed";

export class Statements {
  #course: PackageCourse;
  #target: Target;
  #queue: StatementQueue;
  #before: Standing | null = null;

  private constructor(course: PackageCourse, target: Target, say: (words: string) => void) {
    this.#course = course;
    this.#target = target;
    this.#queue = new StatementQueue(target, say);
  }

  /** Null, and said why, where it is not known where to or about whom. */
  static start(course: PackageCourse, learner: string, say: (words: string) => void): Statements | null {
    const target = targetOf(course, learner);
    if (typeof target !== "string") return new Statements(course, target, say);
    say(target);
    return null;
  }

  read({ address, title }: PackageLesson): void {
    this.#state("experienced", address, title);
  }

  checked(
    { id, title }: { id: string; title: string },
    { first, passed, scaled }: { first: boolean; passed: boolean; scaled: number },
  ): void {
    const place = `${id.slice(0, id.lastIndexOf("/"))}/index.html#${id.split("/")[2]}`;
    if (first) this.#state("attempted", place, title);
    this.#state(passed ? "passed" : "failed", place, title, { score: { scaled }, success: passed });
  }

  /** Of the whole: said once, when it is reached in this launch. */
  stands(now: Standing): void {
    const [before, score] = [this.#before, now.percent === null ? {} : { score: { scaled: now.percent / 100 } }];
    this.#before = now;
    if (!before) return; // what the LMS had kept of earlier launches was said then
    const { title } = this.#course;
    if (now.complete && !before.complete) this.#state("completed", "", title, { ...score, completion: true });
    if (now.passed && !before.passed) this.#state("passed", "", title, { ...score, success: true });
  }

  end(): void {
    this.#queue.end();
  }

  #state(verb: Verb, place: string, title: string, result?: object): void {
    const { actor, registration, activity } = this.#target;
    const root = new URL(this.#course.site ?? SITE_ROOT).href;
    this.#queue.add({
      id: uuid(),
      actor,
      verb: { id: VERBS + verb, display: { en: verb } },
      object: {
        objectType: "Activity",
        id: place ? new URL(place, root).href.replace(/index\.html/, "") : activity ?? root,
        definition: { name: { en: title } },
      },
      ...result && { result },
      timestamp: new Date().toISOString(),
      ...registration && { context: { registration } },
    });
  }
}

/** `crypto.randomUUID` needs a secure context, which an LMS on plain HTTP is not. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [0, 8, 12, 16, 20].map((start, index, all) => hex.slice(start, all[index + 1])).join("-");
}
