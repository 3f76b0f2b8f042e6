/**
 * A request that the reader writes in the HTTP client: its parts, what is wrong with them, and the request they make.
 *
 * A draft may be wrong at any time, since somebody is typing; only `toRequest` needs one without a problem.
 */

import { isToken } from "../browser/fields.ts";
import { formRequest } from "../browser/forms.ts";
import { mistakeIn } from "./json-mistake.ts";
import type { SavedRequest } from "../payload.ts";
import type { Header, WireRequest } from "../protocol.ts";

export type Body =
  | { kind: "none" }
  | { kind: "form"; encoding: "urlencoded" | "multipart"; entries: [name: string, value: string | File][] }
  | { kind: "json"; text: string }
  | { kind: "text"; type: string; text: string }
  | { kind: "file"; file: File | null };

export interface Draft {
  method: string;
  /** Path with query, or an absolute URL of the app. */
  url: string;
  headers: Header[];
  body: Body;
}

/** Which part is wrong, and a sentence about it. */
export interface DraftProblem {
  part: "method" | "url" | "headers" | "body";
  message: string;
}

export const EMPTY: Draft = { method: "GET", url: "/", headers: [], body: { kind: "none" } };

const BODILESS = new Set(["HEAD", "TRACE"]);
/** Fields that the user agent writes into every request; a copy of a request need not repeat them. */
const OWN = new Set(["host", "user-agent", "accept-language", "content-length", "cookie", "referer", "origin"]);

/** What keeps the draft from being sent, or null. */
export function problemOf({ method, url, headers, body }: Draft, origin: string): DraftProblem | null {
  if (!isToken(method)) {
    return { part: "method", message: `“${method}” is no method: use letters, digits and hyphens, such as PURGE.` };
  }
  if (method.toUpperCase() === "CONNECT") return { part: "method", message: "CONNECT is for proxies, not for apps." };
  if (!isOfApp(url, origin)) {
    return { part: "url", message: `“${url}” is not an address of this app. Begin with / or ${origin}/.` };
  }
  for (const [name, value] of headers) {
    const message = headerProblem(name, value, body);
    if (message) return { part: "headers", message };
  }
  if (body.kind !== "none" && BODILESS.has(method)) {
    return { part: "body", message: `A ${method} request has no body. Choose None, or another method.` };
  }
  if (body.kind === "file" && !body.file) return { part: "body", message: "Choose the file to send." };
  const mistake = body.kind === "json" ? mistakeIn(body.text) : null;
  if (!mistake) return null;
  const { line, column, message } = mistake;
  return { part: "body", message: `The JSON has a mistake in line ${line}, column ${column}: ${message}` };
}

/** The request that the draft makes, for a draft without a problem. */
export async function toRequest(draft: Draft, origin: string): Promise<WireRequest> {
  const url = new URL(draft.url, origin).href;
  const { type, bytes } = await encode(draft.body, url);
  const typed = draft.headers.some(([name]) => name.toLowerCase() === "content-type");
  const headers: Header[] = type && !typed ? [["Content-Type", type], ...draft.headers] : draft.headers;
  return { method: draft.method, url, headers, body: bytes };
}

/** The draft that sends a request of `requests.http`. */
export function fromSaved({ method, path, headers, body }: SavedRequest): Draft {
  return fromParts(method, path, headers, new TextEncoder().encode(body));
}

/** The draft that sends once more what was on the wire. */
export function fromWire({ method, url, headers, body }: WireRequest): Draft {
  const { pathname, search } = new URL(url);
  const kept = headers.filter(([name, value]) => !OWN.has(name.toLowerCase()) && `${name}: ${value}` !== "Accept: */*");
  return fromParts(method, pathname + search, kept, body);
}

function fromParts(method: string, url: string, headers: Header[], bytes: Uint8Array): Draft {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const others = headers.filter(([name]) => name.toLowerCase() !== "content-type");
  const body = read(type, bytes);
  const says = body.kind === "none" ? "" : contentType(body);
  return { method, url, headers: type && type !== says ? headers : others, body };
}

/** The body as what it is, only where that gives the very same bytes again. */
function read(type: string, bytes: Uint8Array): Body {
  if (bytes.length === 0) return { kind: "none" };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { kind: "file", file: new File([bytes as Uint8Array<ArrayBuffer>], "body.bin", { type }) };
  }
  if (/^application\/json\b/i.test(type)) return { kind: "json", text };
  const entries = [...new URLSearchParams(text)];
  if (/^application\/x-www-form-urlencoded\b/i.test(type) && new URLSearchParams(entries).toString() === text) {
    return { kind: "form", encoding: "urlencoded", entries };
  }
  return { kind: "text", type, text };
}

/** The Content-Type that comes with a body; multipart chooses its boundary when it is sent. */
export function contentType(body: Body): string {
  if (body.kind === "json") return "application/json";
  if (body.kind === "text") return body.type;
  if (body.kind === "file") return body.file?.type ?? "";
  return body.kind === "form" && body.encoding === "urlencoded" ? "application/x-www-form-urlencoded" : "";
}

async function encode(body: Body, action: string): Promise<{ type: string; bytes: Uint8Array }> {
  if (body.kind === "none") return { type: "", bytes: new Uint8Array() };
  if (body.kind === "file") return { type: contentType(body), bytes: new Uint8Array(await body.file!.arrayBuffer()) };
  if (body.kind !== "form") return { type: contentType(body), bytes: new TextEncoder().encode(body.text) };
  const enctype = body.encoding === "multipart" ? "multipart/form-data" : "application/x-www-form-urlencoded";
  const { headers, body: bytes } = await formRequest({ method: "post", action, enctype, entries: body.entries });
  return { type: headers![0][1], bytes: bytes! };
}

function isOfApp(url: string, origin: string): boolean {
  if (!URL.canParse(url, origin)) return false;
  const target = new URL(url, origin);
  return target.origin === origin || target.origin === origin.replace("localhost", "127.0.0.1");
}

function headerProblem(name: string, value: string, body: Body): string | null {
  if (!isToken(name)) return `“${name}” is no name for a header: use letters, digits and hyphens.`;
  if (!/^[\t\x20-\x7e]*$/.test(value)) {
    return `The value of ${name} holds a character that no header can carry. Percent-encode what is not ASCII.`;
  }
  if (/^(content-length|transfer-encoding)$/i.test(name)) return `${name} is written by itself. Remove the header.`;
  if (/^content-type$/i.test(name) && body.kind === "form" && body.encoding === "multipart") {
    return "A multipart body writes its own Content-Type, with the boundary. Remove the header.";
  }
  return null;
}
