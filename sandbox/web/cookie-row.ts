/** A cookie of the jar in words, for the table that shows it. */

import type { Cookie } from "tough-cookie";

/** A cookie as the jar lists it (RFC 6265 section 5.3). */
export interface CookieRow {
  name: string;
  value: string;
  domain: string;
  path: string;
  /** Words: a date, or `Session`. */
  expires: string;
  httpOnly: boolean;
  secure: boolean;
  sameSite: string;
}

/** The jar's cookie as a row. */
export function toRow(cookie: Cookie): CookieRow {
  const { key, value, domain, path, httpOnly, secure, sameSite } = cookie;
  const expiry = cookie.expiryDate();
  return {
    name: key,
    value,
    domain: domain ?? "",
    path: path ?? "/",
    expires: expiry && Number.isFinite(expiry.getTime()) && cookie.isPersistent() ? expiry.toUTCString() : "Session",
    httpOnly,
    secure,
    sameSite: sameSite ? sameSite[0].toUpperCase() + sameSite.slice(1) : "not set",
  };
}
