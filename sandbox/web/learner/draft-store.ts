/**
 * Where drafts are kept: IndexedDB, one record a draft. It takes bytes as they are and has room for them, which
 * `localStorage` has not.
 *
 * Tabs share it, so each write names the draft that it replaces, and finds out in the same transaction whether that is
 * still there. Every method rejects with what the browser says where storage is full, forbidden, or does not answer.
 */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { aside, type Draft, isAside, sameFiles } from "./draft.ts";
import { noteKey } from "./draft-note.ts";
import { siteScope } from "./site.ts";

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
}

/** Some browsers never answer where storage is broken; ms. */
const PATIENCE = 5000;
let opened: Promise<IDBPDatabase<Schema>> | null = null;
let connection: IDBPDatabase<Schema> | null = null;

/** The draft of the playground `name`; undefined where none is kept. */
export async function readDraft(name: string): Promise<Draft | undefined> {
  return await change(async ({ current, asides, put, remove }) => {
    for (const { key, follows, contents } of asides) { // written twice, since its page came back
      if (follows !== undefined && current && sameFiles(contents, current.contents)) await remove(key);
    }
    const latest = asides.find(({ follows }) => follows === (current?.id ?? null));
    if (!latest) return current;
    const { follows: _, ...draft } = { ...latest, key: name };
    await remove(latest.key);
    await put(draft);
    return draft;
  }, name);
}

/**
 * Keeps `draft`, set aside, while its page goes. A request that waits for an answer would get lost with the page, so this
 * looks at nothing; `readDraft` puts it in its place. Nobody is there to be told where it fails.
 */
export function hurryDraft(draft: Draft): void {
  try {
    const tx = connection!.transaction("drafts", "readwrite");
    tx.done.catch(() => {});
    tx.store.put(draft).catch(() => {});
    tx.commit();
    if (draft.follows === null) note(draft.name, draft.id);
  } catch {
    // storage is full, forbidden, or was not open yet
  }
}

/** All of them, those that were set aside too. */
export async function allDrafts(): Promise<Draft[]> {
  return await (await database()).getAll("drafts");
}

/**
 * Keeps `draft` in place of the one whose id is `known`, or of none (null). Resolves to null, or to the draft that
 * another tab has written meanwhile: then nothing was changed.
 */
export async function writeDraft(draft: Draft, known: string | null): Promise<Draft | null> {
  return await change(async ({ current, put }) => {
    if (current && current.id !== known) return current;
    await put(draft);
    return null;
  }, draft.name);
}

/** Keeps `draft`; another one in its place is set aside. `from` is the key that it had until now. Resolves to that other one. */
export async function replaceDraft(draft: Draft, from?: string): Promise<Draft | null> {
  return await change(async ({ current, put, remove }) => {
    if (from) await remove(from);
    const other = current && !sameFiles(current.contents, draft.contents) ? current : null;
    if (other) await put(aside(other));
    await put({ ...draft, key: draft.name });
    return other;
  }, draft.name);
}

/**
 * Takes in a draft from elsewhere: the newer of two is kept, the older one set aside. Resolves to what became of it:
 * there was none, it was newer or older than the one here, or the same.
 */
export async function mergeDraft(draft: Draft): Promise<"new" | "newer" | "older" | "same"> {
  return await change(async ({ current, asides, put }) => {
    const rivals = current || isAside(draft) ? [...asides, ...current ? [current] : []] : [];
    if (rivals.some(({ contents }) => sameFiles(contents, draft.contents))) return "same";
    if (!current || isAside(draft)) {
      await put(draft);
      return "new";
    }
    const newer = draft.saved > current.saved;
    await put(aside(newer ? current : draft));
    if (newer) await put(draft);
    return newer ? "newer" : "older";
  }, draft.name);
}

/** Keeps a draft that has a key of its own, in place of what was there. */
export async function putAside(draft: Draft): Promise<void> {
  await change(({ put }) => put(draft), draft.name);
}

/** Removes drafts; `known`, where given, is the id of the one that may go. Resolves to one that stays since another tab wrote it. */
export async function removeDraft({ key, name }: Pick<Draft, "key" | "name">, known?: string): Promise<Draft | null> {
  return await change(async ({ current, remove }) => {
    if (known && key === name && current && current.id !== known) return current;
    await remove(key);
    return null;
  }, name);
}

/** What one change does to the drafts of one playground. */
interface Change {
  current: Draft | undefined;
  asides: Draft[];
  put(draft: Draft): Promise<void>;
  remove(key: string): Promise<void>;
}

/** One transaction; the note about the draft follows it. */
async function change<T>(act: (change: Change) => Promise<T>, name: string): Promise<T> {
  const tx = (await database()).transaction("drafts", "readwrite");
  tx.done.catch(() => {}); // told by what is awaited below
  let noted: string | null | undefined;
  const all = (await tx.store.getAll(IDBKeyRange.bound(name, `${name}#\uffff`))).filter((draft) => draft.name === name);
  const result = await act({
    current: all.find((draft) => !isAside(draft)),
    asides: all.filter(isAside),
    put: async (draft) => {
      await tx.store.put(draft);
      if (!isAside(draft)) noted = draft.id;
    },
    remove: async (key) => {
      await tx.store.delete(key);
      if (key === name) noted = null;
    },
  });
  await tx.done;
  if (noted !== undefined) note(name, noted);
  return result;
}

/** Without the note the draft would not be looked for, so this throws too where there is no room. */
export function note(name: string, id: string | null): void {
  if (id === null) localStorage.removeItem(noteKey(name));
  else localStorage.setItem(noteKey(name), id);
}

function database(): Promise<IDBPDatabase<Schema>> {
  const forget = () => opened = connection = null;
  opened ??= open(forget);
  opened.catch(forget);
  return opened;
}

async function open(forget: () => void): Promise<IDBPDatabase<Schema>> {
  const asked = openDB<Schema>(`flaskroom ${siteScope()}`, 1, {
    upgrade: (db) => void db.createObjectStore("drafts", { keyPath: "key" }),
    terminated: forget, // the reader has cleared the site's data
    blocking: (_current, _blocked, event) => { // another tab deletes it all, or is of a newer build
      (event.target as IDBDatabase).close();
      forget();
    },
  });
  const silent = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("The browser's storage does not answer.")), PATIENCE);
  });
  return connection = await Promise.race([asked, silent]);
}
