/** A cookie of the jar in words, for the table that shows it, and the field that sets one as the reader wrote it. */

import type { Cookie } from "tough-cookie";
import { fromOctets } from "./cookies.ts";
import { looksSigned } from "./signed.ts";

/** A cookie as the jar lists it (RFC 6265 section 5.3). */
export interface CookieRow {
  name: string;
  value: string;
  /** With a dot in front where subdomains get it too. */
  domain: string;
  path: string;
  /** Words: a date, or `Session`. */
  expires: string;
  /** ms since the epoch; null for a cookie that ends with the visit. */
  expiresAt: number | null;
  httpOnly: boolean;
  secure: boolean;
  sameSite: string;
  /** True for a value in the form that Flask signs its session in. */
  isFlaskSession: boolean;
}

/** What the reader writes about a cookie. */
export type CookieEdit = Omit<CookieRow, "domain" | "expires" | "isFlaskSession"> & { domain: string };

/** The jar's cookie as a row. */
export function toRow(cookie: Cookie): CookieRow {
  const { key, value, domain, path, httpOnly, secure, sameSite, hostOnly } = cookie;
  const expiry = cookie.expiryDate();
  const ends = expiry && Number.isFinite(expiry.getTime()) && cookie.isPersistent() ? expiry : null;
  return {
    name: fromOctets(key),
    value: fromOctets(value),
    domain: (hostOnly ? "" : ".") + (domain ?? ""),
    path: path ?? "/",
    expires: ends?.toUTCString() ?? "Session",
    expiresAt: ends?.getTime() ?? null,
    httpOnly,
    secure,
    sameSite: sameSite ? sameSite[0].toUpperCase() + sameSite.slice(1) : "not set",
    isFlaskSession: looksSigned(value),
  };
}

/** The `Set-Cookie` field that sets the cookie. Throws an `Error` for the reader where its parts cannot be told apart. */
export function fieldOf(edit: CookieEdit): string {
  const { name, value, path, domain, expiresAt, httpOnly, secure, sameSite } = edit;
  if (/[=;\s]/.test(name)) throw new Error("The name holds a space, “=” or “;”, which would end it.");
  if (value.includes(";")) throw new Error("The value holds “;”, which would end it.");
  if (!path.startsWith("/") || path.includes(";")) throw new Error("The path has to begin with “/” and hold no “;”.");
  return [
    `${name}=${value}`,
    `Path=${path}`,
    domain.startsWith(".") && `Domain=${domain}`,
    expiresAt !== null && `Expires=${new Date(expiresAt).toUTCString()}`,
    httpOnly && "HttpOnly",
    secure && "Secure",
    sameSite !== "not set" && `SameSite=${sameSite}`,
  ].filter(Boolean).join("; ");
}
