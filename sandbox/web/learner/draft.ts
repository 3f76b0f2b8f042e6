/**
 * A draft: all of a reader's files in one playground, as they are kept on this device.
 *
 * It holds the files whole, not what differs from the lesson, so that it is of use when the lesson has changed or is gone.
 */

import type { Content, FilesState } from "../files/files.ts";

export interface Draft {
  /** The playground's name, or `<name>#<id>` for a version that was set aside for another one. */
  key: string;
  /** New with every change. */
  id: string;
  /** The playground's name. */
  name: string;
  title: string;
  /** Title of the page, e.g. `A first app`. */
  lesson: string;
  /** Address of the page, relative to the site's root. */
  page: string;
  /** `version` of the payload that it began from. */
  version: string;
  /** When it was written, in ms since 1970. */
  saved: number;
  /** Name of a project that the reader has opened, else empty. */
  project: string;
  contents: [name: string, content: Content][];
  /** What Reset goes back to in such a project; null stands for a content that did not change. Null: the lesson's own. */
  first: Record<string, Content | null> | null;
  /** Of one that was written while its page went, with no time to look: id of the draft that it replaces, null for none. */
  follows?: string | null;
}

/** Most bytes of one draft: a project may be opened with 10 MB, and grow. */
export const LIMIT = 16 * 1024 * 1024;

/** True for a version that gave way to another one. */
export function isAside({ key, name }: Draft): boolean {
  return key !== name;
}

/** Key of a draft of the playground `name` that is set aside. */
export function asideKey(name: string, id: string): string {
  return `${name}#${id}`;
}

/** The draft as one that is set aside; under another id where one is given. */
export function aside(draft: Draft, id = draft.id): Draft {
  return { ...draft, id, key: asideKey(draft.name, id) };
}

export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes, about: a character counts as one. */
export function sizeOf({ contents, first }: Pick<Draft, "contents" | "first">): number {
  const all = [...contents.map(([, content]) => content), ...Object.values(first ?? {})];
  return all.reduce((sum, content) => sum + (content?.length ?? 0), 0);
}

/** True where both have the same files, in whatever order. */
export function sameFiles(some: Draft["contents"], others: Draft["contents"]): boolean {
  const files = new Map(others);
  return some.length === files.size &&
    some.every(([name, content]) => files.has(name) && sameContent(content, files.get(name)!));
}

/** True where both have the same content. */
export function sameContent(one: Content, other: Content): boolean {
  if (typeof one === "string" || typeof other === "string") return one === other;
  return one === other || one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** What a project's Reset goes back to, without the contents that `contents` has too. */
export function packFirst({ contents, first }: FilesState): Draft["first"] {
  const now = new Map(contents);
  return Object.fromEntries(
    Object.entries(first).map(([name, content]) => [name, now.get(name) === content ? null : content]),
  );
}

/** The files as a playground takes them; `starter` is the lesson's own. */
export function stateOf({ contents, first }: Draft, starter: FilesState["first"]): FilesState {
  if (!first) return { contents, first: starter };
  const now = new Map(contents);
  const whole = Object.entries(first).map(([name, content]) => [name, content ?? now.get(name) ?? ""] as const);
  return { contents, first: Object.fromEntries(whole) };
}
