/**
 * Whether this device has the snapshot of the build that it visits.
 *
 * A first visit starts without it, since it is larger than all else; it is fetched when the first app has answered, and
 * waits in the browser's cache. Only its name is noted here. Where nothing can be noted, every start is an ordinary one.
 */

import type { Manifest } from "./manifest.ts";

const KEY = "flaskroom.snapshot";

/** True where the snapshot of this build was fetched before and has not failed. */
export function isSnapshotKept(manifest: Manifest): boolean {
  return noted() === manifest.files.snapshot?.file;
}

/** Fetches the snapshot below the folder `base` into the browser's cache, where it is not there yet; some sites have none. */
export async function keepSnapshot(base: URL, manifest: Manifest): Promise<void> {
  const file = manifest.files.snapshot?.file;
  if (!file || noted()?.endsWith(file)) return;
  try {
    const response = await fetch(new URL(`bundle/${file}`, base), { priority: "low" });
    if (!response.ok) return;
    await response.blob(); // past this thread, which may be wanted
    note(file);
  } catch {
    // Nobody waits for it; the next visit tries again.
  }
}

/** The snapshot could not be used: until the next build, every start is an ordinary one. */
export function distrustSnapshot(manifest: Manifest): void {
  note(`unusable ${manifest.files.snapshot.file}`);
}

function noted(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is forbidden
  }
}

function note(value: string): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Storage is full or forbidden.
  }
}
