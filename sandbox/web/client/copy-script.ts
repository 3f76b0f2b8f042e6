/** A request as a Python script with Requests or HTTPX, whose interfaces are nearly the same. */

import type { Body } from "./draft.ts";
import { type Copied, headersOf, isMultipart, typeOf, urlencoded } from "./copied.ts";
import type { Header } from "../protocol.ts";
import { block, filePath, grouped, needsPath, pairs, pythonString, pythonValue } from "./python-literal.ts";

export function requests(copied: Copied): string {
  const { draft: { method, body }, follow } = copied;
  const content = isMultipart(body) ? parts(body) : pythonBody(body, "data", copied);
  const options = [
    joined(headersOf(copied.draft, copied.cookie, ["json", "form"])),
    ...content,
    !follow && "allow_redirects=False",
  ];
  return script("requests", `requests.request(${args(method, copied, options)})`, body);
}

export function httpx(copied: Copied): string {
  const { draft: { method, body }, follow } = copied;
  const content = isMultipart(body) ? parts(body) : pythonBody(body, "content", copied);
  const options = [
    pairs(headersOf(copied.draft, copied.cookie, ["json", "form"])),
    ...content,
    follow && "follow_redirects=True",
  ];
  return script("httpx", `httpx.request(${args(method, copied, options)})`, body);
}

/** `name=value` arguments for the body, but for multipart. */
function pythonBody(body: Body, raw: "data" | "content", { draft }: Copied): string[] {
  if (body.kind === "none") return [];
  if (body.kind === "json") return [`json=${pythonValue(body.text, 4)}`];
  if (body.kind === "file") return [`${raw}=${filePath(body.file!)}.read_bytes()`];
  if (body.kind === "text") return [`${raw}=${pythonString(body.text)}.encode()`];
  const typed = draft.headers.some(([name]) => name.toLowerCase() === "content-type");
  return typed ? [`${raw}=${pythonString(urlencoded(body.entries))}`] : [`data=${grouped(body.entries, 4)}`];
}

/** Multipart for Requests and HTTPX: a part without a file name is a field. */
function parts(body: Extract<Body, { kind: "form" }>): string[] {
  const items = body.entries.map(([name, value]) => {
    const part = typeof value === "string"
      ? `(None, ${pythonString(value)})`
      : `(${pythonString(value.name)}, ${filePath(value)}.read_bytes(), ${pythonString(typeOf(value))})`;
    return `(${pythonString(name)}, ${part})`;
  });
  return [`files=${block("[", "]", items, 4)}`];
}

function script(module: string, call: string, body: Body): string {
  const imports = [needsPath(body) && "from pathlib import Path\n", `import ${module}`].filter(Boolean);
  return `${imports.join("\n")}\n\nresponse = ${call}\nprint(response.status_code, response.text)\n`;
}

function args(method: string, { draft, origin }: Copied, options: (string | false)[]): string {
  const all = [pythonString(method), pythonString(new URL(draft.url, origin).href), ...options];
  return block("(", ")", all.filter((part) => typeof part === "string"), 0).slice(1, -1);
}

/** Requests takes dictionaries only; a repeated field is one list (RFC 9110 section 5.3). */
function joined(headers: Header[]): string | false {
  const values = new Map<string, Header>();
  for (const [name, value] of headers) {
    const before = values.get(name.toLowerCase());
    values.set(name.toLowerCase(), before ? [before[0], `${before[1]}, ${value}`] : [name, value]);
  }
  return pairs([...values.values()]);
}
