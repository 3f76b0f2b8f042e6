/** Where an LMS has put its object: in one of the windows around the package, or around the one that has opened it. */

export type Api = Record<string, (...words: string[]) => unknown>;

/** More windows in each other than any LMS has. */
const DEEPEST = 50;

/** `barred` is true where a window of another origin was in the way. */
export function findApi(name: string, own: Window): { api: Api | null; barred: boolean } {
  let barred = false;
  const climb = (start: Window | null): Api | null => {
    let at = start;
    for (let depth = 0; at && depth < DEEPEST; depth++) {
      try {
        const found = (at as unknown as Record<string, Api | undefined>)[name];
        if (found) return found;
      } catch {
        barred = true;
      }
      if (at.parent === at) break;
      at = at.parent;
    }
    return null;
  };
  const api = climb(own) ?? climb(own.opener) ?? climb(openerOfAll(own));
  return { api, barred };
}

function openerOfAll(own: Window): Window | null {
  try {
    return own.top?.opener ?? null;
  } catch {
    return null; // of another origin
  }
}
