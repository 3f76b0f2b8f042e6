/** What curl prints of a request and a response beside the body. */

import type { WireRequest } from "../protocol.ts";
import type { WireResponse } from "../wire.ts";

/** The request as it is sent, without its body. */
export function requestHead({ method, url, headers }: WireRequest): string {
  const { pathname, search } = new URL(url);
  return [`${method} ${pathname}${search} HTTP/1.1`, ...headers.map((field) => field.join(": ")), "", ""].join("\n");
}

/** The response, without its body. */
export function responseHead({ status, reason, headers }: WireResponse): string {
  return [`HTTP/1.1 ${status} ${reason}`, ...headers.map((field) => field.join(": ")), "", ""].join("\n");
}

/** The text of `-w`; variables that are not known stay as they are. */
export function written(format: string, known: Record<string, string | number>): string {
  return format.replace(/%\{(\w+)\}|\\([nt])/g, (all, name: string | undefined, escape: string) => {
    return name === undefined ? { n: "\n", t: "\t" }[escape]! : String(known[name] ?? all);
  });
}
