/**
 * What a browser refuses to store as a cookie, in words (RFC 6265bis sections 5.4 to 5.7, which browsers follow).
 *
 * tough-cookie parses and matches; these rules come on top, because it says less about why, or nothing at all.
 */

import type { Cookie } from "tough-cookie";

/** Most octets of name and value together, and of the value of an attribute. */
const LARGEST_COOKIE = 4096;
const LARGEST_ATTRIBUTE = 1024;
/** Furthest expiry, in seconds: 400 days. */
export const FURTHEST = 400 * 24 * 60 * 60;

/** Why the text of a `Set-Cookie` field cannot be a cookie, or null. */
export function refusesText(text: string): string | null {
  // deno-lint-ignore no-control-regex -- control characters are what is looked for
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(text)) return "it holds a control character.";
  const { name, value } = pair(text);
  if (name === "" && value === "") return "it has neither a name nor a value.";
  const size = name.length + value.length;
  if (size > LARGEST_COOKIE) {
    return `name and value have ${size.toLocaleString("en")} bytes together, and at most 4,096 are allowed.`;
  }
  return null;
}

/** Why a page at `url` may not store the cookie, or null; `script` is true for `document.cookie`. */
export function refusesCookie(cookie: Cookie, url: string, script: boolean): string | null {
  const { key, domain, path, secure, httpOnly, sameSite } = cookie;
  const prefix = /^__(secure|host)-/i.exec(key || cookie.value)?.[0] ?? "";
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  if (domain && !covers(domain, host)) {
    return `its Domain is ${domain}, and the response came from ${host}. A server sets cookies for itself only.`;
  }
  if (secure && !isTrustworthy(url)) return "it is Secure, and the connection is not (https).";
  if (script && httpOnly) return "it is HttpOnly, and a script set it.";
  if (sameSite === "none" && !secure) return "SameSite=None needs Secure as well.";
  if (cookie.extensions?.some((name) => /^partitioned$/i.test(name.trim())) && !secure) {
    return "Partitioned needs Secure as well.";
  }
  if (prefix && !key) return `it has no name, and its value begins with ${prefix}, which could pass for a name.`;
  if (prefix && !secure) return `a name that begins with ${prefix} needs Secure.`;
  if (/^__host-/i.test(prefix) && domain) return `a name that begins with ${prefix} must have no Domain.`;
  if (/^__host-/i.test(prefix) && path !== "/") return `a name that begins with ${prefix} needs Path=/.`;
  return null;
}

/** Attributes that are too long are left out, as if they were not there. */
export function withoutLongAttributes(text: string): string {
  const [first, ...attributes] = text.split(";");
  return [first, ...attributes.filter((part) => (part.split("=")[1] ?? "").trim().length <= LARGEST_ATTRIBUTE)].join(
    ";",
  );
}

/** Name and value as section 5.6 cuts them: without `=` all is the value. */
export function pair(text: string): { name: string; value: string } {
  const first = text.split(";")[0];
  const at = first.indexOf("=");
  return { name: first.slice(0, Math.max(at, 0)).trim(), value: first.slice(at + 1).trim() };
}

/** Domain matching (RFC 6265 section 5.1.3). */
function covers(domain: string, host: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && !/^[\d.]+$|:/.test(host));
}

/** As the Secure Contexts standard has it: `localhost` needs no TLS. */
function isTrustworthy(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || /(^|\.)localhost$|^127(\.\d+){3}$|^\[::1\]$/.test(hostname);
}
