/** The drafts in the file that takes everything along. A file from elsewhere may say anything, so all of it is looked at. */

import { type Content, nameFault } from "../files/files.ts";
import { contentOf, toJson } from "../files/share.ts";
import type { BackupPart } from "./backup-part.ts";
import { type Draft, isAside, newId } from "./draft.ts";
import { allDrafts, mergeDraft } from "./draft-store.ts";

export const draftsPart: BackupPart = {
  name: "drafts",
  version: 1,

  async save() {
    return (await allDrafts()).map((draft) => ({
      playground: draft.name,
      aside: isAside(draft),
      title: draft.title,
      lesson: draft.lesson,
      page: draft.page,
      version: draft.version,
      saved: new Date(draft.saved).toISOString(),
      project: draft.project,
      files: written(draft.contents),
      first: draft.first && written(Object.entries(draft.first)),
    }));
  },

  async restore(data) {
    if (!Array.isArray(data)) throw damaged("they are no list");
    const drafts = data.map((entry, index) => draftOf(entry, `number ${index + 1}`));
    const done = { new: 0, newer: 0, older: 0, same: 0 };
    for (const draft of drafts) done[await mergeDraft(draft)]++;
    return sentence(done);
  },
};

/** Keeps the order of files, which is that of the tabs; in an object, names that are numbers would come first. */
function written(files: (readonly [string, Content | null])[]): [string, unknown][] {
  return files.map(([name, content]) => [name, content === null ? null : toJson(content)]);
}

/** Throws an `Error` for the reader. `which` names the entry. */
function draftOf(entry: unknown, which: string): Draft {
  const given = (entry ?? {}) as Record<string, unknown>;
  const text = (name: string) => {
    const value = given[name];
    if (typeof value !== "string") throw damaged(`${which} has no ${name}`);
    return value;
  };
  const [name, id, saved] = [text("playground"), newId(), Date.parse(text("saved"))];
  if (!name || name.includes("#")) throw damaged(`${which} names no playground`);
  if (Number.isNaN(saved)) throw damaged(`${which} has no time`);
  const contents = filesOf(given.files, which).map(([file, content]): [string, Content] => {
    if (content === null) throw damaged(`${which} has nothing in ${file}`);
    return [file, content];
  });
  return {
    key: given.aside === true ? `${name}#${id}` : name,
    id,
    name,
    title: text("title"),
    lesson: text("lesson"),
    page: text("page"),
    version: text("version"),
    saved: Math.min(saved, Date.now()), // a clock that is ahead would win for ever
    project: text("project"),
    contents,
    first: given.first === null ? null : Object.fromEntries(filesOf(given.first, which)),
  };
}

function filesOf(given: unknown, which: string): [string, Content | null][] {
  if (!Array.isArray(given)) throw damaged(`${which} has no files`);
  return given.map((entry) => {
    const [name, content] = Array.isArray(entry) ? entry : [];
    if (typeof name !== "string") throw damaged(`${which} has a file without a name`);
    const fault = nameFault(name);
    if (fault) throw damaged(`in ${which} the file name ${JSON.stringify(name)} ${fault}`);
    try {
      return [name, content === null ? null : contentOf(name, content)];
    } catch (error) {
      throw damaged(`in ${which} ${(error as Error).message}`);
    }
  });
}

function damaged(why: string): Error {
  return new Error(`The drafts in this file are damaged: ${why}.`);
}

function sentence(done: Record<Awaited<ReturnType<typeof mergeDraft>>, number>): string {
  const count = (number: number) => `${number} ${number === 1 ? "draft" : "drafts"}`;
  const said = [
    done.new && `${count(done.new)} came in.`,
    done.newer && `${count(done.newer)} replaced an older one, which was set aside.`,
    done.older && `${count(done.older)} gave way to a newer one here, and came in beside it.`,
    done.same && `${count(done.same)} ${done.same === 1 ? "was" : "were"} here already.`,
  ];
  return said.filter(Boolean).join(" ") || "There are no drafts in this file.";
}
