/** What the learner has made of the assigned exercises: from the drafts of this device, else the lesson's own files. */

import type { Content } from "../files/files.ts";
import { readDraft } from "../learner/draft-store.ts";
import { readProgress } from "../learner/progress.ts";
import type { Payload } from "../payload.ts";
import type { Project } from "../protocol.ts";
import type { Assignment } from "./assignment.ts";
import { addressOf, type Place } from "./course.ts";
import { digestOf } from "./digest.ts";
import { type Checked, readKept } from "./kept.ts";

export interface Work {
  place: Place;
  payload: Payload;
  /** The learner's files; what the lesson has beside them is not theirs. */
  files: [name: string, content: Content][];
  /** True where there is no draft, so that these are the lesson's own. */
  untouched: boolean;
  /** Where Check has seen these very files. */
  checked: Checked | null;
  /** Spent on the lesson's page, where that is measured. */
  seconds: number | null;
}

/** Exercises that are on this site, in the assignment's order. Rejects with an `Error` for the reader. */
export async function collect({ exercises }: Assignment, course: Map<string, Place>): Promise<Work[]> {
  const wanted = exercises.flatMap(({ name }) => course.get(name) ?? []);
  const payloads = new Map((await payloadsOf(wanted)).map((payload) => [payload.name, payload]));
  const { progress } = readProgress();
  const { checked } = readKept();
  return await Promise.all(wanted.map(async (place): Promise<Work> => {
    const payload = payloads.get(place.exercise.id)!;
    const draft = await readDraft(payload.name).catch(() => {
      throw new Error("This browser does not give your work away: its storage does not answer, or is forbidden here.");
    });
    const files = draft?.contents ?? Object.entries(payload.files);
    const seen = checked[payload.name];
    const seconds = progress.timed ? Math.round(progress.lessons[place.lesson.id]?.seconds ?? 0) : null;
    return {
      place,
      payload,
      files,
      untouched: !draft,
      checked: seen && seen.files === digestOf(files) ? seen : null,
      seconds,
    };
  }));
}

/** What their lessons' pages carry, in the same order. Rejects with an `Error` for the reader. */
export async function payloadsOf(places: Place[]): Promise<Payload[]> {
  const pages = new Map(places.map(({ lesson }) => [lesson.id, page(lesson.title, addressOf(lesson))]));
  return await Promise.all(
    places.map(async ({ lesson, exercise }) => payloadOf(await pages.get(lesson.id)!, exercise.id)),
  );
}

/** As the lesson's own playground would run it. */
export function projectOf({ payload, files }: Work): Project {
  const assets = Object.entries(payload.assets).map(([name, text]) =>
    [name, Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0))] as const
  );
  return { files: { ...Object.fromEntries([...assets, ...files]), ...payload.checks }, run: payload.run };
}

async function page(title: string, address: string): Promise<Document> {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) {
    throw new Error(`The page “${title}” could not be loaded. Check the connection, then try again. Nothing is lost.`);
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function payloadOf(page: Document, name: string): Payload {
  const text = page.querySelector(`flask-playground[name="${name}"] > script`)?.textContent;
  if (!text) throw new Error(`The exercise ${name} is not on its page. Reload this page: the site may have changed.`);
  return JSON.parse(text);
}
