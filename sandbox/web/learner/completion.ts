/**
 * The completion summary: one page of paper about what the reader has read and passed, with a name if they wish.
 *
 * It proves nothing, and says so: whoever sits at the browser can make it say anything.
 */

import { fill, h } from "../dom.ts";
import type { Progress } from "./progress-record.ts";
import { siteKey } from "./site.ts";
import { inWords, type ListedLesson, summed } from "./standings.ts";

const NAME_KEY = siteKey("name");

/** The section, with a form above it that is not printed. */
export function completionSummary(progress: Progress, lessons: ListedLesson[]): HTMLElement {
  const kept = keptName();
  const name = h("input", { type: "text", value: kept, autocomplete: "name", maxlength: 100 });
  const keep = h("input", { type: "checkbox", checked: kept !== "" });
  const paper = h("div", { class: "flaskroom-paper" });
  const write = () => {
    fill(paper, ...contents(progress, lessons, name.value.trim()));
    keepName(keep.checked ? name.value.trim() : "");
  };
  name.addEventListener("input", write);
  keep.addEventListener("change", write);
  write();
  const print = h("button", { type: "button", onclick: () => globalThis.print() }, "Print");
  const close = h("button", { type: "button", onclick: () => section.remove() }, "Close");
  const section: HTMLElement = h(
    "section",
    { class: "flaskroom-summary", "aria-label": "Completion summary" },
    h(
      "div",
      { class: "flaskroom-form" },
      h("label", {}, "Your name ", name),
      h("label", {}, keep, " Keep my name in this browser"),
      h("p", {}, print, " ", close),
    ),
    paper,
  );
  return section;
}

function contents(progress: Progress, lessons: ListedLesson[], name: string): HTMLElement[] {
  const site = document.querySelector<HTMLElement>(".md-header__topic .md-ellipsis")?.textContent?.trim() ??
    "Flaskroom";
  const rows = lessons.flatMap((lesson) => {
    const read = progress.lessons[lesson.id]?.read;
    const passed = lesson.exercises.filter(({ id }) => progress.passed[id]);
    if (!read && !passed.length) return [];
    const exercises = passed.map(({ id, title, points, version }) => {
      const { at, version: then } = progress.passed[id];
      const earlier = then === version ? "" : ", in an earlier version";
      return h("li", {}, `${title}: passed on ${date(at)}, ${points} point${points === 1 ? "" : "s"}${earlier}`);
    });
    const words = read ? `read on ${date(read)}` : "exercises only";
    return [h("li", {}, `${lesson.title}: ${words}`, exercises.length > 0 && h("ul", {}, ...exercises))];
  });
  return [
    h("h2", {}, name || "Completion summary"),
    h("p", {}, `${site}, ${date(new Date().toISOString())}`),
    h("p", {}, `${inWords(summed(progress, lessons), progress.timed)}.`),
    h("ul", {}, ...rows),
    h("p", { class: "flaskroom-honest" }, "Reported by the learner’s own browser. Nobody has verified it."),
  ];
}

function date(iso: string): string {
  const { locale, style } = { locale: document.documentElement.lang || "en", style: "long" as const };
  return new Date(iso).toLocaleDateString(locale, { dateStyle: style });
}

/** Empty where none is kept. */
export function keptName(): string {
  try {
    return localStorage.getItem(NAME_KEY) ?? "";
  } catch {
    return "";
  }
}

/** An empty name is forgotten. */
export function keepName(name: string): void {
  try {
    if (name) localStorage.setItem(NAME_KEY, name);
    else localStorage.removeItem(NAME_KEY);
  } catch {
    // Storage is forbidden; the name is on the paper all the same.
  }
}
