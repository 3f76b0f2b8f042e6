/** Parts of the element that come when they are needed; a missing one is told in words, and asked for again next time. */

/** Resolves to what `load` imports. Rejects with an `Error` for the reader that has an `advice`. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    const advice = "Check the connection, then try again. If it stays, reload the page.";
    throw Object.assign(new Error("A part of this page could not be loaded."), { advice });
  }
}
