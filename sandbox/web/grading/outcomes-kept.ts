/**
 * Outcomes of units between gradings, under names made of all that they depend on, so that a reload or Stop loses nothing.
 *
 * In IndexedDB beside the drafts, in a database of their own; where that is not to be had, as long as the page is open.
 */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { fromFragment } from "../classroom/assignment.ts";
import { SITE_ROOT } from "../learner/site.ts";

interface Schema extends DBSchema {
  outcomes: { key: string; value: object };
  /** `marks.toml`, by `marksKey`. */
  marks: { key: string; value: string };
}

const NAME = `flaskroom grading ${SITE_ROOT.pathname}`;
/** Some browsers never answer where storage is broken; ms. */
const PATIENCE = 5000;
const here = new Map<string, object>();
let opened: Promise<IDBPDatabase<Schema> | null> | null = null;

/** Those of the keys that are kept. */
export async function keptOutcomes(keys: string[]): Promise<Record<string, object>> {
  const db = await database();
  const found: Record<string, object> = {};
  await Promise.all(keys.map(async (key) => {
    const outcome = here.get(key) ?? await db?.get("outcomes", key).catch(() => undefined);
    if (outcome) found[key] = outcome;
  }));
  return found;
}

export async function keepOutcome(key: string, outcome: object): Promise<void> {
  here.set(key, outcome);
  await (await database())?.put("outcomes", outcome, key).catch(() => {}); // full: kept as long as the page is open
}

/** What an assignment keeps its marks by: a due date that is put off changes nothing about them. */
export function marksKey(fragment: string): string {
  const { title, exercises } = fromFragment(fragment);
  return JSON.stringify([title, ...exercises.map(({ name }) => name).sort()]);
}

/** `marks.toml` as it was typed for this assignment; undefined where nothing was. */
export async function keptMarks(assignment: string): Promise<string | undefined> {
  return await (await database())?.get("marks", assignment).catch(() => undefined);
}

/** False where the browser keeps nothing. */
export async function keepMarks(assignment: string, text: string): Promise<boolean> {
  const db = await database();
  return await db?.put("marks", text, assignment).then(() => true, () => false) ?? false;
}

/** Forgets all of it, of every assignment. */
export async function forgetAll(): Promise<void> {
  here.clear();
  const db = await database();
  await Promise.all([db?.clear("outcomes"), db?.clear("marks")]);
}

function database(): Promise<IDBPDatabase<Schema> | null> {
  return opened ??= open();
}

function open(): Promise<IDBPDatabase<Schema> | null> {
  const asked = openDB<Schema>(NAME, 1, {
    upgrade: (db) => {
      db.createObjectStore("outcomes");
      db.createObjectStore("marks");
    },
    terminated: () => opened = null,
    blocking: (_current, _blocked, event) => { // the reader clears the site's data in another tab
      (event.target as IDBDatabase).close();
      opened = null;
    },
  }).catch(() => null);
  const silent = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
  return Promise.race([asked, silent]);
}
