/**
 * `<flask-progress>`: the page about the reader's own progress. It adds to the list of lessons that is there already.
 *
 * Everything is in the page itself, not in a shadow root, so that it prints and reads like the rest.
 */

import { fill, h, sheet } from "../dom.ts";
import { completionSummary, keepName, keptName } from "./completion.ts";
import { continueLine } from "./continue.ts";
import css from "./flask-progress.css" with { type: "text" };
import { changeProgress, deleteProgress, onProgress, readProgress } from "./progress.ts";
import { exerciseStanding, listed, mark } from "./progress-marks.ts";
import { isEmpty, type Progress } from "./progress-record.ts";
import { inWords, type ListedLesson, nextLesson, summed } from "./standings.ts";

export class FlaskProgress extends HTMLElement {
  #top = h("div", { class: "flaskroom-progress-top" });
  #tools = h("div", { class: "flaskroom-progress-tools" });
  #news = h("p", { class: "flaskroom-news", role: "status" });
  #left = new AbortController();

  connectedCallback(): void {
    if (this.#top.isConnected) return;
    document.adoptedStyleSheets.push(sheet(css));
    this.querySelector(".flaskroom-without")?.remove();
    this.prepend(this.#top, this.#news);
    this.append(this.#tools);
    this.#left = new AbortController();
    this.#show();
    onProgress(() => this.#show(), this.#left.signal);
  }

  disconnectedCallback(): void {
    this.#left.abort();
  }

  #show(): void {
    const { progress, state } = readProgress();
    const lessons = [...this.querySelectorAll<HTMLElement>("[data-lesson]")].map(listedLesson);
    const some = !isEmpty(progress);
    if (state === "newer" || state === "forbidden") fill(this.#top, h("p", {}, REASONS[state]));
    else if (some) fill(this.#top, ...this.#whereYouAre(progress, lessons));
    else fill(this.#top, ...nothingYet(lessons));
    if (state === "damaged") this.#top.prepend(h("p", {}, REASONS.damaged));
    for (const section of this.querySelectorAll<HTMLElement>("section[aria-labelledby]")) showTrack(section, progress);
    const name = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.name : undefined;
    fill(this.#tools, ...(state === "sound" || state === "damaged" ? this.#offers(progress, lessons, some) : []));
    if (name) this.#tools.querySelector<HTMLElement>(`[data-name="${name}"]`)?.focus();
  }

  #whereYouAre(progress: Progress, lessons: ListedLesson[]): HTMLElement[] {
    const next = nextLesson(progress, lessons);
    const rest = lessons.length > summed(progress, lessons).read;
    const words = next
      ? h("p", {}, "Next lesson: ", h("a", { href: next.address }, next.title))
      : h("p", {}, rest ? "The lessons that are left need others first." : "You have read every lesson.");
    const sum = h("p", { class: "flaskroom-sum" }, `${inWords(summed(progress, lessons), progress.timed)}.`);
    return [sum, ...(progress.last ? [continueLine(progress.last)] : []), words];
  }

  #offers(progress: Progress, lessons: ListedLesson[], some: boolean): HTMLElement[] {
    const timed = h("input", { type: "checkbox", checked: progress.timed, "data-name": "timed" });
    timed.addEventListener("change", () => changeProgress((now) => void (now.timed = timed.checked)));
    const setting = h("label", {}, timed, " Measure the time that I spend");
    if (!some) return [setting];
    const print = button("Completion summary", () => this.#summarise(readProgress().progress, lessons));
    return [h("p", {}, print, " ", button("Delete my progress", () => this.#delete())), setting];
  }

  #summarise(progress: Progress, lessons: ListedLesson[]): void {
    this.querySelector(".flaskroom-summary")?.remove();
    const summary = completionSummary(progress, lessons);
    this.append(summary);
    summary.querySelector("input")?.focus();
  }

  #delete(): void {
    const bringBack = deleteProgress();
    if (!bringBack) return;
    this.querySelector(".flaskroom-summary")?.remove();
    const name = keptName();
    keepName("");
    const undo = button("Undo", () => {
      bringBack();
      keepName(name);
      this.#news.replaceChildren("Your progress is back.");
    });
    this.#news.replaceChildren("Your progress is deleted. ", undo);
    undo.focus();
  }
}

const REASONS = {
  damaged: "A part of what was kept is damaged. It stays in this browser, and what can be read of it is here.",
  newer: "Your progress was kept by a newer version of this site. Reload the page to see it; nothing is lost.",
  forbidden: "This browser lets no site keep anything in this window, so your progress is not kept. " +
    "Private windows often forbid it.",
};

function nothingYet(lessons: ListedLesson[]): HTMLElement[] {
  const [first] = lessons;
  if (!first) return [h("p", {}, "There are no lessons yet.")];
  return [
    h("p", {}, "Nothing yet. What you read and solve appears here, and in the menu beside each lesson."),
    h("p", {}, "Begin with ", h("a", { href: first.address }, first.title), "."),
  ];
}

function listedLesson(element: HTMLElement): ListedLesson {
  const link = element.querySelector("a")!;
  const requires = (element.dataset.requires ?? "").split(" ").filter(Boolean);
  const { lesson: id = "" } = element.dataset;
  return { id, title: link.textContent ?? id, address: link.href, requires, exercises: listed(element) };
}

/** The sum of a track below its heading, and each lesson's exercises below the lesson. */
function showTrack(section: HTMLElement, progress: Progress): void {
  const items = [...section.querySelectorAll<HTMLElement>("[data-lesson]")];
  const sum = summed(progress, items.map(listedLesson));
  const words = inWords({ ...sum, points: 0 }, progress.timed); // they stand beside each exercise
  const bar = h("progress", { max: sum.lessons + sum.exercises, value: sum.read + sum.passed, "aria-label": words });
  section.querySelector(":scope > .flaskroom-facts")?.remove();
  section.querySelector("h2")?.after(h("p", { class: "flaskroom-facts" }, bar, h("span", {}, words)));
  for (const item of items) {
    const lines = listed(item).map(({ id, title, version, points }) => {
      const standing = exerciseStanding(progress, id, version);
      const worth = `${points} point${points === 1 ? "" : "s"}`;
      return h("span", {}, `${title}, ${worth} `, standing && mark(standing, true));
    });
    item.querySelector(":scope > .flaskroom-facts")?.remove();
    if (lines.length) item.append(h("p", { class: "flaskroom-facts" }, ...lines));
  }
}

function button(name: string, act: () => void): HTMLButtonElement {
  return h("button", { type: "button", "data-name": name, onclick: act }, name);
}

if (!customElements.get("flask-progress")) customElements.define("flask-progress", FlaskProgress);
