/**
 * Notes what the reader does on a lesson's page: reads to its end, passes an exercise, spends time, leaves at a place.
 *
 * Nothing is noted before the reader turns the wheel, types or presses something. A page that is merely opened leaves no
 * trace, and one that fits the screen whole is not read by that alone. Scrolling is no sign: links to a section scroll.
 */

import type { Payload } from "../payload.ts";
import type { CheckReport } from "../protocol.ts";
import { changeProgress } from "./progress.ts";
import type { LessonRecord, Place, Progress } from "./progress-record.ts";
import { TimeSpent } from "./time-spent.ts";

/** Everything that a lesson asks the reader to use. */
const USABLE = "flask-playground, flask-quiz, flask-predict, flask-arrange";
const DOINGS = ["wheel", "touchmove", "pointerdown", "keydown", "request", "statechange"];
/** Told to `window`, with the lesson's id, whenever something is noted of a lesson that is read, kept or not. */
export const READ = "flaskroom:read";
/** How often time is counted and how often it is written down, in ms. */
const TICK = 5000, WRITE = 30_000;

export function visitLesson(id: string): void {
  new Visit(id);
}

class Visit {
  #id: string;
  #title = wordsOf(document.querySelector("h1")) || document.title;
  #exercises = Object.fromEntries(payloads().filter(({ kind }) => kind === "exercise").map((p) => [p.name, p.version]));
  #time = new TimeSpent();
  #done = false;
  #endSeen = false;
  #used = new Set<EventTarget>();

  constructor(id: string) {
    this.#id = id;
    for (const type of DOINGS) addEventListener(type, () => this.#did(), { passive: true, capture: true });
    addEventListener("scroll", () => this.#time.did(performance.now()), { passive: true, capture: true });
    for (const type of ["statechange", "check", "answered", "submit"]) {
      addEventListener(type, (event) => this.#use(event));
    }
    addEventListener("check", (event) => this.#checked(event as CustomEvent<CheckDetail>));
    this.#watchEnd();
    const tick = () => this.#time.tick(performance.now(), document.visibilityState === "visible");
    tick();
    setInterval(tick, TICK);
    setInterval(() => this.#write(), WRITE);
    document.addEventListener("visibilitychange", () => (tick(), this.#write()));
    addEventListener("pagehide", () => (tick(), this.#write()));
    if (navigator.userActivation?.hasBeenActive) this.#did(); // before this was loaded
  }

  #did(): void {
    this.#time.did(performance.now());
    if (this.#done) return;
    this.#done = true;
    this.#write();
  }

  #watchEnd(): void {
    const end = document.createElement("span");
    end.style.cssText = "display: block; block-size: 1px";
    const content = document.querySelector("article") ?? document.body;
    // The theme's remarks about the page are no part of the lesson.
    content.insertBefore(end, content.querySelector(":scope > aside, :scope > form"));
    new IntersectionObserver(([{ isIntersecting }], observer) => {
      if (!isIntersecting) return;
      observer.disconnect();
      this.#endSeen = true;
      this.#write();
    }).observe(end);
  }

  #use(event: Event): void {
    const used = event.composedPath().find((target) => target instanceof Element && target.matches(USABLE));
    if (used) this.#used.add(used);
    this.#write();
  }

  #checked({ target, detail }: CustomEvent<CheckDetail>): void {
    const payload = payloadOf(target as Element);
    const { results, passed = results.length > 0 && results.every(({ outcome }) => outcome === "passed") } = detail;
    if (payload?.kind !== "exercise" || !passed) return;
    this.#done = true;
    this.#change((progress, at) => {
      progress.passed[payload.name] = { at, version: detail.version ?? payload.version };
    });
  }

  #write(): void {
    if (this.#done) this.#change(() => {});
  }

  #change(change: (progress: Progress, now: string) => void): void {
    const seconds = this.#time.take();
    const read = this.#endSeen || this.#isAllUsed();
    if (read) dispatchEvent(new CustomEvent(READ, { detail: this.#id }));
    changeProgress((progress) => {
      const now = new Date().toISOString();
      const record = progress.lessons[this.#id] ??= this.#unread(now);
      Object.assign(record, { title: this.#title, seen: now, exercises: this.#exercises });
      if (progress.timed) record.seconds += seconds;
      if (read) record.read ??= now;
      progress.last = this.#place(now);
      change(progress, now);
    });
  }

  #isAllUsed(): boolean {
    const usable = [...document.querySelectorAll(USABLE)];
    return usable.length > 0 && usable.every((element) => this.#used.has(element));
  }

  #unread(now: string): LessonRecord {
    return { title: this.#title, seen: now, read: null, seconds: 0, exercises: {} };
  }

  /** The last heading that has come into the upper half of the window. */
  #place(at: string): Place {
    const headings = [...document.querySelectorAll<HTMLElement>(":is(h2, h3)[id]")];
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 2).at(-1);
    return { lesson: this.#id, title: this.#title, at, section: wordsOf(above), hash: above?.id ?? "" };
  }
}

/** What the event `check` of a playground tells; it may name the verdict and the version itself. */
type CheckDetail = CheckReport & { passed?: boolean; version?: string };

/** A heading without the theme's link to it. */
function wordsOf(heading: Element | null | undefined): string {
  const parts = [...heading?.childNodes ?? []].filter((part) =>
    !(part instanceof Element && part.matches(".headerlink"))
  );
  return parts.map((part) => part.textContent).join("").trim();
}

function payloads(): Payload[] {
  return [...document.querySelectorAll("flask-playground")].map(payloadOf).filter((payload) => payload !== null);
}

function payloadOf(playground: Element): Payload | null {
  try {
    return JSON.parse(playground.querySelector(':scope > script[type="application/json"]')?.textContent ?? "null");
  } catch {
    return null; // the playground itself says so
  }
}
