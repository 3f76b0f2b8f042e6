/**
 * A request as a program that sends it: curl, Requests, HTTPX, and a test with Flask's test client.
 *
 * Each says no more than the reader wrote: what a client adds by itself, such as `Host`, is left to that client. A file is
 * named and not included; it has to lie where the program runs.
 */

import { type Copied, forPython } from "./copied.ts";
import { curl } from "./copy-curl.ts";
import { httpx, requests } from "./copy-script.ts";
import { pytest } from "./copy-test.ts";

export const FORMS = ["curl", "Requests", "HTTPX", "pytest"] as const;
export type Form = (typeof FORMS)[number];

/** The program, for a draft without a problem. */
export function copyAs(form: Form, copied: Copied): string {
  if (form === "curl") return curl(copied);
  return { Requests: requests, HTTPX: httpx, pytest }[form]({ ...copied, draft: forPython(copied.draft) });
}
