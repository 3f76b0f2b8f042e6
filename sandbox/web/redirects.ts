/** Where a redirect leads and with which method (RFC 9110 section 15.4, as the Fetch standard has it). */

/** Most redirects of one navigation (Fetch standard, "HTTP-redirect fetch"). */
export const MOST_REDIRECTS = 20;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface Hop {
  url: string;
  method: string;
  /** False where the method changed to GET: the body and its fields are left behind. */
  keepsBody: boolean;
}

/** The next hop after a response to `method` `url`, or null where it is no redirect. Throws for a malformed Location. */
export function redirectOf(status: number, location: string | undefined, url: string, method: string): Hop | null {
  if (!REDIRECTS.has(status) || location === undefined) return null;
  let target: URL;
  try {
    target = new URL(location, url);
  } catch {
    throw new Error(`The response to ${method} ${url} redirects to “${location}”, which is not a URL.`);
  }
  // A fragment of the first URL survives a redirect that names none.
  if (!target.hash) target.hash = new URL(url).hash;
  const becomesGet = (status === 303 && method !== "GET" && method !== "HEAD") ||
    ((status === 301 || status === 302) && method === "POST");
  return { url: target.href, method: becomesGet ? "GET" : method, keepsBody: !becomesGet };
}
