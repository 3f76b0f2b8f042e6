/**
 * The cookie jar of the user agent: tough-cookie, set up as a browser is for `http://localhost`.
 *
 * Every request of a playground comes from the app's own pages or from the reader, so its same-site context is strict.
 */

import { Cookie, CookieJar, MemoryCookieStore } from "tough-cookie";

export class Cookies {
  #store = new MemoryCookieStore();
  #jar = new CookieJar(this.#store, {
    allowSpecialUseDomain: true, // `localhost` is one
    rejectPublicSuffixes: false,
    allowSecureOnLocal: true, // browsers trust http://localhost with Secure cookies
  });
  #changed: () => void;

  /** `changed` is called after every change of the jar. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Every cookie that has not expired, oldest first. */
  list(): Cookie[] {
    const now = new Date();
    return (this.#jar.serializeSync()?.cookies ?? [])
      .map((fields) => Cookie.fromJSON(fields))
      .filter((cookie): cookie is Cookie =>
        cookie !== undefined && (cookie.expiryTime(now) ?? Infinity) > now.getTime()
      );
  }

  /** The value of the `Cookie` field of a request (RFC 6265 section 5.4), empty for none. */
  header(url: string): string {
    return this.#jar.getCookieStringSync(url, { sameSiteContext: "strict" });
  }

  /** Stores a `Set-Cookie` field; as in a browser, one that is malformed is ignored. */
  store(url: string, field: string): void {
    this.#jar.setCookieSync(field, url, { ignoreError: true, sameSiteContext: "strict" });
    this.#changed();
  }

  /** What `document.cookie` reads: `HttpOnly` is hidden from scripts. */
  forScript(url: string): string {
    return this.#jar.getCookieStringSync(url, { sameSiteContext: "strict", http: false });
  }

  /** What assigning `document.cookie` does. */
  storeFromScript(url: string, text: string): void {
    this.#jar.setCookieSync(text, url, { ignoreError: true, sameSiteContext: "strict", http: false });
    this.#changed();
  }

  remove(domain: string, path: string, name: string): void {
    this.#store.removeCookie(domain, path, name, () => this.#changed());
  }

  clear(): void {
    this.#jar.removeAllCookiesSync();
    this.#changed();
  }
}
