/**
 * A note in `localStorage` that this device keeps a draft of a playground, and which. It can be read at once, so a page
 * without drafts loads nothing for them; and it tells other tabs, because browsers report every change of it to them.
 */

import { siteScope } from "./site.ts";

/** Under which the note about the playground `name` is kept. */
export function noteKey(name: string): string {
  return `flaskroom ${siteScope()} draft ${name}`;
}

/** The id of the draft that is kept of the playground `name`; null where there is none or storage is forbidden. */
export function notedDraft(name: string): string | null {
  try {
    return localStorage.getItem(noteKey(name));
  } catch {
    return null;
  }
}
