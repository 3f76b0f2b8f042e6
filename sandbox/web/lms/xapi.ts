/**
 * xAPI statements (version 1.0.3) to the endpoint that the instructor gave when the package was made, or, where the package
 * was made for that, to the one in the launch address. In any other package nothing of this is ever loaded.
 *
 * By fetch and no library, for `keepalive`: the last statement has to outlive the page. What cannot be delivered is tried
 * again while the page is there, never longer, and nobody waits for it.
 */

import { SITE_ROOT } from "../learner/site.ts";
import type { PackageCourse, PackageLesson } from "./course.ts";
import type { Standing } from "./standing.ts";
import { type Target, targetOf } from "./xapi-target.ts";

const VERBS = "http://adlnet.gov/expapi/verbs/";
type Verb = "experienced" | "attempted" | "passed" | "failed" | "completed";
/** Until the next try, in ms; how many statements go at once, as `keepalive` takes 64 kB; and how many may wait. */
const AGAIN = 15_000;
const BATCH = 40;
const MOST = 200;

export class Statements {
  #course: PackageCourse;
  #target: Target;
  #say: (words: string) => void;
  #waiting: object[] = [];
  #sending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before: Standing | null = null;

  private constructor(course: PackageCourse, target: Target, say: (words: string) => void) {
    this.#course = course;
    this.#target = target;
    this.#say = say;
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

  /** The page goes: what waits is sent once more, without an answer. */
  end(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.length) void this.#post(this.#waiting.slice(0, BATCH)).catch(() => {});
  }

  #state(verb: Verb, place: string, title: string, result?: object): void {
    const { actor, registration, activity } = this.#target;
    const root = new URL(this.#course.site ?? SITE_ROOT).href;
    this.#waiting.push({
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
    this.#waiting.splice(0, this.#waiting.length - MOST);
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending || !this.#waiting.length) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    const batch = this.#waiting.slice(0, BATCH);
    const { host } = new URL(this.#target.endpoint);
    try {
      const { ok, status } = await this.#post(batch);
      // 408, 429 and 5xx pass; anything else would be refused again.
      if (!ok && (status >= 500 || status === 408 || status === 429)) throw new Error(`it answered ${status}`);
      this.#waiting = this.#waiting.filter((statement) => !batch.includes(statement));
      this.#say(ok ? `Reported to ${host}` : `${host} refuses the statements about your work (${status}).`);
    } catch (error) {
      const why = error instanceof TypeError ? "it cannot be reached from here" : (error as Error).message;
      this.#say(`${host} has not got ${this.#waiting.length} statements about your work: ${why}.`);
      this.#timer = setTimeout(() => void this.#send(), AGAIN);
      return;
    } finally {
      this.#sending = false;
    }
    if (this.#waiting.length) void this.#send();
  }

  async #post(statements: object[]): Promise<Response> {
    const { endpoint, auth } = this.#target;
    return await fetch(`${endpoint}statements`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-Experience-API-Version": "1.0.3",
        ...auth && { Authorization: auth },
      },
      body: JSON.stringify(statements),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      keepalive: true,
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
