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

/** Fields that speak of the body (Fetch standard, "request-body-header name"); they go when it goes. */
const OF_BODY = new Set(["content-encoding", "content-language", "content-location", "content-type", "content-length"]);

/** True for a field that stays where a redirect drops the body. */
export function staysWithoutBody([name]: [string, string]): boolean {
  return !OF_BODY.has(name.toLowerCase());
}

/** A response that redirects to no URL. */
export class BadLocation extends Error {
  override name = "BadLocation";
}

/** The next hop after a response to `method` `url`, or null where it is no redirect. Throws `BadLocation`. */
export function redirectOf(status: number, location: string | undefined, url: string, method: string): Hop | null {
  if (!REDIRECTS.has(status) || location === undefined) return null;
  let target: URL;
  try {
    target = new URL(location, url);
  } catch {
    throw new BadLocation(`The response to ${method} ${url} redirects to “${location}”, which is not a URL.`);
  }
  // A fragment of the first URL survives a redirect that names none.
  if (!target.hash) target.hash = new URL(url).hash;
  const becomesGet = (status === 303 && method !== "GET" && method !== "HEAD") ||
    ((status === 301 || status === 302) && method === "POST");
  return { url: target.href, method: becomesGet ? "GET" : method, keepsBody: !becomesGet };
}

/** A redirect too many, with the way that it took: URLs in order, where a circle is written once. */
export class TooManyRedirects extends Error {
  override name = "TooManyRedirects";
  constructor(readonly chain: string[]) {
    const paths = chain.map((url) => url.slice(new URL(url).origin.length));
    const again = paths.findIndex((path, at) => paths.indexOf(path) < at);
    const shown = again < 0 ? paths : paths.slice(0, again + 1);
    const why = again < 0 ? "it does not come to an end" : "it leads in a circle";
    super(`${chain[0]} redirected more than ${MOST_REDIRECTS} times: ${why} (${shown.join(" → ")}).`);
  }
}
