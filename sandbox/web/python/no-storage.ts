/**
 * Takes away from a worker what its origin could keep or share: an app leaves nothing behind for the next one to find.
 *
 * In an opaque origin none of it works anyway; on a second host it would. Other workers are among it, because each
 * would have all of it anew. Must run before any code of the learner.
 */

const GLOBALS = ["indexedDB", "caches", "cookieStore", "BroadcastChannel", "Worker", "SharedWorker"];
const OF_NAVIGATOR = ["storage", "storageBuckets", "locks", "serviceWorker"];

export function forgetStorage(): void {
  for (const name of GLOBALS) remove(globalThis, name);
  for (const name of OF_NAVIGATOR) remove(navigator, name);
}

/** From wherever it is inherited, so that no prototype still has it. */
function remove(from: object, name: string): void {
  for (let owner: object | null = from; owner; owner = Object.getPrototypeOf(owner)) {
    if (!Object.hasOwn(owner, name)) continue;
    if (!Reflect.deleteProperty(owner, name)) throw new Error(`This browser does not let go of ${name}.`);
  }
}
