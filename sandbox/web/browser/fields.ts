/**
 * Field lines of a message (RFC 9110 section 5): finding one, and reading those of an app that breaks the rules.
 *
 * An app can send anything here, since no socket stands between. What a browser would not accept from the wire must not
 * reach `Headers`, which throws.
 */

import type { Header } from "../protocol.ts";

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** True for a token (RFC 9110 section 5.6.2): a method, a field name, a cookie's name. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The value of the first field of that name, in any case. */
export function field(headers: Header[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** Every field of that name as one list (RFC 9110 section 5.3); undefined where there is none. */
export function fields(headers: Header[], name: string): string | undefined {
  const values = headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  return values.length ? values.join(", ") : undefined;
}

/**
 * The field lines as a browser reads them from the wire: a line break in a value begins another line, a line whose name
 * is no token is left out, and so is what no octet can say.
 */
export function received(headers: Header[]): Header[] {
  return headers.flatMap(([name, value]): Header[] =>
    `${name}: ${value}`.split(/\r\n|\r|\n/).flatMap((line): Header[] => {
      const colon = line.indexOf(":");
      const key = line.slice(0, Math.max(colon, 0));
      const text = line.slice(colon + 1).replace(/[\0\u0100-\uffff]/g, "").trim();
      return isToken(key) ? [[key, text]] : [];
    })
  );
}
