/** Opening a submission again: its work becomes drafts of this device, and what is there already is set aside. */

import { h } from "../dom.ts";
import { pick, Refused } from "../files/received.ts";
import { type Draft, newId, sameFiles } from "../learner/draft.ts";
import { readDraft, replaceDraft } from "../learner/draft-store.ts";
import { loadPart } from "../load-part.ts";
import { counted } from "../learner/progress.ts";
import type { Place } from "./course.ts";
import { changeKept } from "./kept.ts";
import type { Submission } from "./submission-file.ts";

interface Opening {
  course: Map<string, Place>;
  /** Shows the assignment of that fragment. */
  show(fragment: string): void;
  say(...what: (Node | string)[]): void;
}

export function openSection(opening: Opening): HTMLElement {
  const told = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      opening.say(
        error instanceof Refused || "advice" in (error as object)
          ? `${(error as Error).message} Nothing was changed.`
          : "This browser could not keep the work: its storage is full, or forbidden here. Nothing was lost.",
      );
    }
  };
  const open = (file: Blob) =>
    told(async () => {
      const { fromFile } = await loadPart(() => import("./submission-file.ts"));
      await take(await fromFile(file), opening, told);
    });
  const choose = async () => {
    const [given] = await pick({ accept: ".zip,.txt,application/zip,text/plain" });
    if (given) await open(given.file);
  };
  const section = h(
    "section",
    { class: "flaskroom-open", "aria-label": "Go on with a file" },
    h(
      "p",
      {},
      "Go on with work that you saved or handed in before: ",
      h("button", { type: "button", onclick: choose }, "Open a file"),
      " or drop it here.",
    ),
  );
  section.addEventListener("dragover", (event) => event.preventDefault());
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) void open(file);
  });
  return section;
}

async function take(submission: Submission, opening: Opening, told: (act: () => Promise<void>) => void): Promise<void> {
  const { course, show, say } = opening;
  const works = submission.works.filter(({ name, files }) => course.has(name) && files.length > 0);
  const current = new Map<string, Draft | undefined>();
  for (const { name } of works) current.set(name, await readDraft(name));
  const inTheWay = works.filter(({ name, files }) => {
    const draft = current.get(name);
    return draft && !sameFiles(draft.contents, files);
  });
  const go = async () => {
    for (const work of works) {
      const draft = draftOf(work, course.get(work.name)!, submission.made);
      if (!sameFiles(current.get(work.name)?.contents ?? [], work.files)) await replaceDraft(draft);
    }
    changeKept((kept) => void (kept.learner = { ...kept.learner, ...submission.learner }));
    show(submission.fragment);
    const gone = submission.works.length - works.length;
    say(
      [
        `The work in ${
          counted(works.length, "exercise")
        } of “${submission.assignment.title}” is here. Open a lesson to go on.`,
        inTheWay.length ? `What was there before is set aside, under “Your work on this device”.` : "",
        gone
          ? `${counted(gone, "exercise")} of the file ${
            gone === 1 ? "is" : "are"
          } empty or not on this site, and left out.`
          : "",
        submission.changed.length ? "Some of its files were changed after they had been handed in." : "",
      ].filter(Boolean).join(" "),
    );
  };
  if (!inTheWay.length) return await go();
  const list = inTheWay.map(({ name }) => {
    const newer = current.get(name)!.saved > Date.parse(submission.made);
    return h("li", {}, course.get(name)!.exercise.title + (newer ? ", which is newer than the file" : ""));
  });
  const yes = h("button", { type: "button", onclick: () => told(go) }, "Take the work of the file");
  const no = h("button", { type: "button", onclick: () => say("Nothing was changed.") }, "Keep mine");
  say("There is other work of yours on this device in:", h("ul", {}, ...list), h("p", {}, yes, " ", no));
  no.focus();
}

function draftOf(work: Submission["works"][number], { lesson, exercise }: Place, made: string): Draft {
  const { name, edition, files: contents } = work;
  const saved = Math.min(Date.parse(made) || Date.now(), Date.now()); // a clock that is ahead would win for ever
  const { title } = exercise;
  // Of another edition it began from another version, about which the lesson asks.
  const version = edition === exercise.edition ? exercise.version : edition;
  const [id, first, project] = [newId(), null, ""];
  return {
    key: name,
    id,
    name,
    title,
    lesson: lesson.title,
    page: lesson.address,
    version,
    saved,
    project,
    contents,
    first,
  };
}
