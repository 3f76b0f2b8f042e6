/**
 * The cookie jar of the user agent: tough-cookie, set up as a browser is for `http://localhost`.
 *
 * Every request of a playground comes from the app's own pages or from the reader, so its same-site context is strict.
 * Values are octets, one a character, as on the wire; a script reads and writes them as UTF-8.
 */

import { Cookie, CookieJar, MemoryCookieStore } from "tough-cookie";
import { FURTHEST, pair, refusesCookie, refusesText, withoutLongAttributes } from "./cookie-rules.ts";

/** A cookie that the browser did not store, or had to give up. */
export interface Refusal {
  name: string;
  /** The field as it came, cut where it is long. */
  field: string;
  /** Why, as the end of a sentence. */
  reason: string;
}

/** Cookies of one host, and how many stay when they become more; as in Chromium. */
const MOST = 180;
const STAY = 150;
const MOST_REFUSALS = 30;

export class Cookies {
  /** Latest first. */
  refused: Refusal[] = [];
  #store = new MemoryCookieStore();
  #jar = new CookieJar(this.#store, {
    allowSpecialUseDomain: true, // `localhost` is one
    rejectPublicSuffixes: false,
    allowSecureOnLocal: true, // browsers trust http://localhost with Secure cookies
    looseMode: true, // a cookie may have no name
    prefixSecurity: "unsafe-disabled", // `cookie-rules.ts` has the words for it
  });
  #changed: () => void;

  /** `changed` is called after every change of the jar. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Every cookie that has not expired, oldest first. */
  list(): Cookie[] {
    return this.#all().filter(isLive);
  }

  /** The value of the `Cookie` field of a request (RFC 6265 section 5.4), empty for none. */
  header(url: string): string {
    return this.#jar.getCookieStringSync(url, { sameSiteContext: "strict" });
  }

  /** Stores the `Set-Cookie` fields of a response; what a browser would refuse is listed in `refused`. */
  store(url: string, ...fields: string[]): void {
    if (!fields.length) return;
    for (const field of fields) this.#take(url, field, false);
    this.#changed();
  }

  /** What `document.cookie` reads: `HttpOnly` is hidden from scripts. */
  forScript(url: string): string {
    return fromOctets(this.#jar.getCookieStringSync(url, { sameSiteContext: "strict", http: false }));
  }

  /** What assigning `document.cookie` does. */
  storeFromScript(url: string, text: string): void {
    this.#take(url, toOctets(text), true);
    this.#changed();
  }

  /** Stores a cookie that the reader wrote, by the same rules. Returns why it was refused, or null. */
  put(url: string, field: string): string | null {
    const reason = this.#try(url, toOctets(field), false);
    if (reason === null) this.#changed();
    return reason;
  }

  /** `name` as it reads, not as octets. */
  remove(domain: string, path: string, name: string): void {
    const found = this.#all().find((one) => one.domain === domain && one.path === path && fromOctets(one.key) === name);
    this.#store.removeCookie(domain, path, found?.key ?? name, () => this.#changed());
  }

  clear(): void {
    this.#jar.removeAllCookiesSync();
    this.refused = [];
    this.#changed();
  }

  #take(url: string, field: string, script: boolean): void {
    const reason = this.#try(url, field, script);
    if (reason !== null) this.#refuse(pair(field).name, field, reason);
  }

  #try(url: string, field: string, script: boolean): string | null {
    const reason = refusesText(field);
    if (reason !== null) return reason;
    const cookie = Cookie.parse(withoutLongAttributes(field), { loose: true });
    if (!cookie) return "it cannot be read.";
    const against = refusesCookie(cookie, url, script);
    if (against !== null) return against;
    // A domain of one label is nobody's to share, so the cookie stays with its host (RFC 6265bis section 5.7).
    if (cookie.domain && !cookie.domain.includes(".")) cookie.domain = null;
    limit(cookie);
    try {
      this.#jar.setCookieSync(cookie, url, { sameSiteContext: "strict", http: !script });
    } catch (error) {
      const kept = script && this.list().some(({ key, httpOnly }) => key === cookie.key && httpOnly);
      return kept ? "a script may not replace a cookie that is HttpOnly." : `${(error as Error).message}.`;
    }
    this.#makeRoom(cookie.domain!);
    return null;
  }

  /** Expired ones go first, then those that were used longest ago. */
  #makeRoom(domain: string): void {
    const all = this.#all().filter((cookie) => cookie.domain === domain);
    if (all.length <= MOST) return;
    const live = all.filter(isLive);
    const old = live.length > MOST ? live.sort(byUse).slice(0, live.length - STAY) : [];
    for (const { path, key } of [...all.filter((cookie) => !isLive(cookie)), ...old]) {
      this.#store.removeCookie(domain, path ?? "/", key, () => {});
    }
    if (!old.length) return;
    const names = `${old[0].key} and ${old.length - 1} more`;
    this.#refuse(names, "", `a host may have ${MOST} cookies, and these were used longest ago. They were removed.`);
  }

  #all(): Cookie[] {
    return (this.#jar.serializeSync()?.cookies ?? []).flatMap((fields) => Cookie.fromJSON(fields) ?? []);
  }

  #refuse(name: string, field: string, reason: string): void {
    const shown = field.length > 200 ? `${fromOctets(field.slice(0, 200))}…` : fromOctets(field);
    const refusal = { name: fromOctets(name.slice(0, 60)), field: shown, reason };
    this.refused = [refusal, ...this.refused].slice(0, MOST_REFUSALS);
  }
}

function isLive(cookie: Cookie): boolean {
  return (cookie.expiryTime() ?? Infinity) > Date.now();
}

/** By last use; where that is equal the sort keeps the order of creation. */
function byUse(one: Cookie, other: Cookie): number {
  return Number(one.lastAccessed) - Number(other.lastAccessed);
}

/** No cookie lives longer than 400 days (RFC 6265bis section 5.5). */
function limit(cookie: Cookie): void {
  if (typeof cookie.maxAge === "number") cookie.maxAge = Math.min(cookie.maxAge, FURTHEST);
  const furthest = Date.now() + FURTHEST * 1000;
  if (cookie.expires instanceof Date && cookie.expires.getTime() > furthest) cookie.expires = new Date(furthest);
}

/** UTF-8 octets, one a character. */
function toOctets(text: string): string {
  return Array.from(new TextEncoder().encode(text), (octet) => String.fromCharCode(octet)).join("");
}

/** The text that the octets are in UTF-8; as they are where they are none. */
export function fromOctets(octets: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(octets, (char) => char.charCodeAt(0)));
  } catch {
    return octets;
  }
}
