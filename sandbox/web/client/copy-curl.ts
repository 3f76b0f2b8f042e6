/** A request as a curl command for a POSIX shell. */

import type { Body } from "./draft.ts";
import { type Copied, headersOf, typeOf, urlencoded } from "./copied.ts";
import { field } from "../browser/fields.ts";

export function curl({ draft, origin, cookie, follow }: Copied): string {
  const { method, body } = draft;
  const url = new URL(draft.url, origin).href;
  const data = curlBody(body, method);
  const headers = headersOf(draft, cookie, ["form"]);
  // curl declares a form where it is told of no type.
  const untyped = data.length > 0 && body.kind !== "form" && field(headers, "Content-Type") === undefined;
  const options = [
    method === "HEAD" ? "--head" : "-i",
    follow && "-L",
    /[[\]{}]/.test(url) && "-g", // brackets and braces would stand for several URLs
  ].filter(Boolean).join(" ");
  return [
    `curl ${options} ${quoted(url)}`,
    method !== "HEAD" && method !== (data.length ? "POST" : "GET") && `-X ${quoted(method)}`,
    ...headers.map(([name, value]) => `-H ${quoted(value ? `${name}: ${value}` : `${name};`)}`),
    untyped && "-H 'Content-Type:'",
    ...data,
  ].filter(Boolean).join(" \\\n  ");
}

function curlBody(body: Body, method: string): string[] {
  if (body.kind === "none") return method === "POST" ? ["--data-raw ''"] : [];
  if (body.kind === "file") return [`--data-binary ${quoted(`@${body.file?.name}`)}`];
  if (body.kind !== "form") return [`--data-raw ${quoted(body.text)}`];
  if (body.encoding === "urlencoded") return [`--data-raw ${quoted(urlencoded(body.entries))}`];
  return body.entries.map(([name, value]) => {
    if (typeof value === "string") return `--form-string ${quoted(`${name}=${value}`)}`;
    const path = value.name.replace(/["\\]/g, "\\$&");
    return `-F ${quoted(`${name}=@"${path}";type=${typeOf(value)}`)}`;
  });
}

/** For a POSIX shell: within single quotes nothing but a single quote is special. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
