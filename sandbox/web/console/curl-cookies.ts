/** Cookies of curl: the Netscape file format, in and out of the jar that a browser has as well. */

import { Cookies } from "../browser/cookies.ts";

const HEADER = "# Netscape HTTP Cookie File\n# https://curl.se/docs/http-cookies.html\n\n";
const HTTP_ONLY = "#HttpOnly_";

/** A jar with the cookies of a file; lines that are none are ignored, as curl does. */
export function jarFrom(text: string): Cookies {
  const jar = new Cookies(() => {});
  for (const line of text.split(/\r?\n/)) {
    const httpOnly = line.startsWith(HTTP_ONLY);
    const fields = (httpOnly ? line.slice(HTTP_ONLY.length) : line).split("\t");
    if (fields.length !== 7 || fields[0].startsWith("#")) continue;
    const [domain, subdomains, path, secure, expires, name, value] = fields;
    const host = domain.replace(/^\./, "");
    const attributes = [
      `${name}=${value}`,
      `Path=${path}`,
      subdomains === "TRUE" && `Domain=${host}`,
      secure === "TRUE" && "Secure",
      httpOnly && "HttpOnly",
      expires !== "0" && `Expires=${new Date(Number(expires) * 1000).toUTCString()}`,
    ];
    jar.store(`http://${host}${path}`, attributes.filter(Boolean).join("; "));
  }
  return jar;
}

/** The file that curl writes. Expiry is in seconds since the epoch, 0 for cookies of a session. */
export function fileOf(jar: Cookies): string {
  const lines = jar.list().map((cookie) => {
    const { domain, hostOnly, path, secure, httpOnly, key, value } = cookie;
    const time = cookie.expiryTime() ?? Infinity; // by Max-Age as well as by Expires
    const until = Number.isFinite(time) ? Math.floor(time / 1000) : 0;
    const host = `${httpOnly ? HTTP_ONLY : ""}${hostOnly ? "" : "."}${domain}`;
    return [host, hostOnly ? "FALSE" : "TRUE", path, secure ? "TRUE" : "FALSE", until, key, value].join("\t");
  });
  return `${HEADER}${lines.map((line) => `${line}\n`).join("")}`;
}
