/** Drafts between the browser's storage and what the LMS keeps. */

import { draftsPart } from "../learner/drafts-part.ts";
import { noteKey } from "../learner/draft-note.ts";
import type { PackageCourse } from "./course.ts";
import type { PlainDraft } from "./suspended.ts";

/** The learner's versions of what is in the package, without those that were set aside. Rejects where storage fails. */
export async function plainDrafts({ lessons }: PackageCourse): Promise<PlainDraft[]> {
  const all = await draftsPart.save() as (PlainDraft & { aside: boolean })[];
  return all.filter(({ playground, aside }) => !aside && lessons.some(({ id }) => playground.startsWith(`${id}/`)));
}

/** Takes in what the LMS has; the newer of two versions counts. Rejects with an `Error` for the reader. */
export async function bringDrafts(drafts: PlainDraft[]): Promise<void> {
  try {
    if (drafts.length) await draftsPart.restore(drafts);
  } catch (error) {
    const why = error instanceof DOMException ? "This browser lets the page keep nothing." : (error as Error).message;
    throw new Error(`The code that your LMS kept could not be brought back. ${why}`);
  }
}

/** Calls `see` after each change of a draft in the frame: the browser tells it to all other pages of the origin. */
export function onDrafts(see: () => void): void {
  const prefix = noteKey("");
  addEventListener("storage", ({ key }) => (key === null || key.startsWith(prefix)) && see());
}
