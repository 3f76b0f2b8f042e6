/** A request to be written as a program, and what every such program needs of it. */

import { type Body, contentType, type Draft } from "./draft.ts";
import type { Header } from "../protocol.ts";

export interface Copied {
  draft: Draft;
  origin: string;
  /** The value of the `Cookie` field that the jar gives, empty for none. */
  cookie: string;
  follow: boolean;
  /** Status of the response where there was one, for the test's assertion. */
  status: number | null;
  /** Lines of Python that make `app`. */
  imports: string[];
}

/** The reader's headers, the body's type where the client would not write it (`writes`), and the cookies. */
export function headersOf({ headers, body }: Draft, cookie: string, writes: Body["kind"][]): Header[] {
  const has = (name: string) => headers.some(([key]) => key.toLowerCase() === name);
  const type = writes.includes(body.kind) ? "" : contentType(body);
  return [
    ...(type && !has("content-type") ? [["Content-Type", type] as Header] : []),
    ...headers,
    ...(cookie && !has("cookie") ? [["Cookie", cookie] as Header] : []),
  ];
}

/** The draft for libraries that write JSON themselves: they take `json=None` for no JSON at all. */
export function forPython(draft: Draft): Draft {
  const { body } = draft;
  if (body.kind !== "json" || body.text.trim() !== "null") return draft;
  return { ...draft, body: { kind: "text", type: "application/json", text: "null" } };
}

export function isMultipart(body: Body): body is Extract<Body, { kind: "form" }> {
  return body.kind === "form" && body.encoding === "multipart";
}

export function urlencoded(entries: [string, string | File][]): string {
  return new URLSearchParams(entries.map(([name, value]) => [name, typeof value === "string" ? value : value.name]))
    .toString();
}

/** A part of multipart always has a type. */
export function typeOf(file: File): string {
  return file.type || "application/octet-stream";
}
