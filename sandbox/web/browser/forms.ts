/** A submitted form as a request (HTML standard, "form submission algorithm"). */

import type { AgentRequest } from "./user-agent.ts";

/** What the page of the app hands over; files are cloned, not read. */
export interface Submission {
  method: "get" | "post";
  /** Absolute URL. */
  action: string;
  enctype: string;
  entries: [name: string, value: string | File][];
}

type FormRequest = Pick<AgentRequest, "method" | "url" | "headers" | "body">;

/** The request that a browser sends for the submission. */
export async function formRequest({ method, action, enctype, entries }: Submission): Promise<FormRequest> {
  if (method === "get") {
    const url = new URL(action);
    url.search = new URLSearchParams(texts(entries)).toString();
    return { method: "GET", url: url.href };
  }
  const { type, body } = await encode(enctype, entries);
  return { method: "POST", url: action, headers: [["Content-Type", type]], body };
}

async function encode(enctype: string, entries: Submission["entries"]): Promise<{ type: string; body: Uint8Array }> {
  if (enctype === "multipart/form-data") {
    const data = new FormData();
    for (const [name, value] of entries) {
      if (typeof value === "string") data.append(name, newlines(value));
      else data.append(name, await ownCopy(value));
    }
    const encoded = new Response(data); // the platform chooses the boundary and writes the parts
    return { type: encoded.headers.get("content-type")!, body: new Uint8Array(await encoded.arrayBuffer()) };
  }
  const text = enctype === "text/plain"
    ? texts(entries).map(([name, value]) => `${name}=${value}\r\n`).join("")
    : new URLSearchParams(texts(entries)).toString();
  const type = enctype === "text/plain" ? "text/plain" : "application/x-www-form-urlencoded";
  return { type, body: new TextEncoder().encode(text) };
}

/** Chromium reads a disk file that came from an opaque frame by `arrayBuffer`, yet fails to encode it. */
async function ownCopy(file: File): Promise<File> {
  return new File([await file.arrayBuffer()], file.name, { type: file.type });
}

/** Outside multipart a file is its name. */
function texts(entries: Submission["entries"]): [string, string][] {
  return entries.map(([name, value]) => [newlines(name), newlines(typeof value === "string" ? value : value.name)]);
}

/** Line breaks are sent as CRLF. */
function newlines(text: string): string {
  return text.replace(/\r\n?|\n/g, "\r\n");
}
