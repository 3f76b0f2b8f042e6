/** Handing in: who it is, Check for all exercises where wished, then the file or the text. Nothing is sent. */

import { enable, fill, h } from "../dom.ts";
import { loadPart } from "../load-part.ts";
import { type Asked, type Assignment } from "./assignment.ts";
import type { CheckError } from "../checking.ts";
import type { CheckResult, Project } from "../protocol.ts";
import type { Place } from "./course.ts";
import { digestOf } from "./digest.ts";
import { changeKept, readKept } from "./kept.ts";
import { fileName, toText, toZip } from "./submission.ts";
import { collect, projectOf, type Work } from "./work.ts";

const FIELDS: Record<Asked, { label: string; type: string; autocomplete: string }> = {
  name: { label: "Your name", type: "text", autocomplete: "name" },
  email: { label: "Your e-mail address", type: "email", autocomplete: "email" },
  id: { label: "Your id, as your instructor knows it", type: "text", autocomplete: "off" },
};

export function handIn(assignment: Assignment, course: Map<string, Place>): HTMLElement {
  const said = h("div", { role: "status", class: "flaskroom-said" });
  const text = h("div");
  const inputs = assignment.ask.map((word) => {
    const { label, ...attributes } = FIELDS[word];
    const input = h("input", { ...attributes, name: word, maxlength: 200, value: readKept().learner[word] ?? "" });
    input.addEventListener("input", () => changeKept((kept) => void (kept.learner[word] = input.value)));
    return { word, input, row: h("label", {}, label, input) };
  });
  const learner = () => Object.fromEntries(inputs.map(({ word, input }) => [word, input.value]));
  const missing = () => {
    const empty = inputs.find(({ input }) => !input.value.trim());
    empty?.input.focus();
    if (empty) fill(said, `“${FIELDS[empty.word].label}” is empty, and your instructor asks for it.`);
    return Boolean(empty);
  };

  let busy = false;
  const wait = (waits: boolean) => {
    busy = waits;
    for (const each of section.querySelectorAll("button")) enable(each, !waits);
  };
  const button = (name: string, act: () => Promise<void>, look = "") =>
    h("button", {
      type: "button",
      class: look,
      onclick: async () => {
        if (busy) return;
        wait(true);
        try {
          fill(text);
          await act();
        } catch (error) {
          const { message, advice = "" } = error as Error & { advice?: string };
          fill(said, `${message} ${advice}`);
        } finally {
          wait(false);
        }
      },
    }, name);

  const make = async () => {
    fill(said, "Collecting your work…");
    const works = await collect(assignment, course);
    return { works, zip: toZip(assignment, learner(), works) };
  };
  const section = h(
    "section",
    { class: "flaskroom-hand-in", "aria-label": "Hand in" },
    h("h3", {}, "Hand in"),
    inputs.length > 0 && h("div", { class: "flaskroom-fields" }, ...inputs.map(({ row }) => row)),
    inputs.length > 0 && h("p", { class: "flaskroom-facts" }, "Kept on this device, and written into the file."),
    h(
      "p",
      { class: "flaskroom-buttons" },
      assignment.reveal.includes("checks") && button("Check now", async () => {
        const works = await collect(assignment, course);
        const done = await checkAll(works, (words) => fill(said, words));
        fill(said, h("p", {}, "Checked just now, as your files are:"), ...summary(done));
      }),
      button("Download the file", async () => {
        if (missing()) return;
        const { works, zip } = await make();
        const name = fileName(assignment, learner());
        save(zip, name);
        fill(
          said,
          h("p", {}, h("strong", {}, name), " is among your downloads. Now send it to your instructor."),
          ...summary(works),
        );
      }, "prominent"),
      button("Show it as text", async () => {
        if (missing()) return;
        const { works, zip } = await make();
        const area = h("textarea", { readonly: true, rows: 8, "aria-label": "Your submission as text" });
        area.value = toText(zip);
        fill(text, area);
        area.select();
        fill(said, "Copy all of the text below into a message to your instructor.", ...summary(works));
      }),
    ),
    said,
    text,
  );
  return section;
}

/** One after the other, since each is an interpreter of its own. */
async function checkAll(works: Work[], tell: (words: string) => void): Promise<Work[]> {
  const { runChecks, withReason } = await loadPart(() => import("../checking.ts"));
  const check = async (project: Project): Promise<Pick<CheckResult, "label" | "outcome">[]> => {
    try {
      const options = { onStage: () => {}, onCheck: () => {}, signal: new AbortController().signal };
      return withReason(await runChecks(project, options)).results;
    } catch (error) {
      if ((error as Error).name !== "CheckError") throw error; // Python did not start, so nothing is known
      return [...(error as CheckError).results, { label: "The checks come to an end", outcome: "error" }];
    }
  };
  const done: Work[] = [];
  for (const work of works) {
    tell(`Checking ${done.length + 1} of ${works.length}: ${work.place.exercise.title}…`);
    const seen = (await check(projectOf(work))).map(({ label, outcome }) => ({ label, outcome }));
    const checked = { at: new Date().toISOString(), files: digestOf(work.files), results: seen };
    changeKept((kept) => void (kept.checked[work.payload.name] = checked));
    done.push({ ...work, checked });
  }
  return done;
}

function summary(works: Work[]): HTMLElement[] {
  const items = works.map(({ place, untouched, checked }) => {
    const passed = checked?.results.filter(({ outcome }) => outcome === "passed").length;
    const words = checked ? `${passed} of ${checked.results.length} checks passed` : "not checked as it is now";
    return h("li", {}, `${place.exercise.title}: ${words}${untouched ? "; you have changed nothing yet" : ""}`);
  });
  return [h("ul", {}, ...items)];
}

function save(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const link = h("a", { href: URL.createObjectURL(new Blob([bytes], { type: "application/zip" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // Safari reads it some time after the click
}
