/** A request as a test for pytest, with Flask's test client. */

import type { Body } from "./draft.ts";
import { type Copied, headersOf } from "./copied.ts";
import type { Header } from "../protocol.ts";
import { block, filePath, grouped, needsPath, pairs, pythonString, pythonValue } from "./python-literal.ts";

/** Lines of Python that make `app` in a project; `source` is the text of `app.py`. */
export function importsOf(source: string): string[] {
  const factory = /^def (create_app|make_app)\(/m.exec(source)?.[1];
  if (!factory || /^app\b.*=/m.test(source)) return ["from app import app"];
  return [`from app import ${factory}`, "", `app = ${factory}()`];
}

export function pytest({ draft, cookie, follow, status, imports }: Copied): string {
  const { method, body } = draft;
  const own = headersOf(draft, "", ["json", "form"]);
  // `set_cookie` would encode other values than these once more.
  const cookies = cookie.split("; ").map((text) =>
    /^([\w!#$%&'*+.^`|~-]+)=([\w!#$%&'()*+./:<=>?@[\]^`{|}~-]*)$/.exec(text)
  );
  const simple = cookie !== "" && cookies.every(Boolean);
  const raw = cookie !== "" && !simple ? [...own, ["Cookie", cookie] as Header] : own;
  const usesRaw = raw.some(([name]) => name.toLowerCase() === "cookie");
  const { pathname, search } = new URL(draft.url, "http://localhost");
  const verb = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)$/.test(method) ? method.toLowerCase() : "open";
  const call = block(
    "(",
    ")",
    [
      pythonString(pathname + search),
      verb === "open" && `method=${pythonString(method)}`,
      pairs(raw, 8),
      ...flaskBody(body),
      follow && "follow_redirects=True",
    ].filter((part) => typeof part === "string"),
    4,
  );
  return [
    needsPath(body) && "from pathlib import Path\n",
    ...imports,
    "\n",
    `def ${testName(method, pathname)}():`,
    `    client = app.test_client(${usesRaw ? "use_cookies=False" : ""})`,
    ...(simple && !usesRaw
      ? cookies.map((found) => `    client.set_cookie(${pythonString(found![1])}, ${pythonString(found![2])})`)
      : []),
    `    response = client.${verb}${call}`,
    `    assert response.status_code ${status === null ? "< 400" : `== ${status}`}`,
    "",
  ].filter((line) => line !== false).join("\n");
}

function testName(method: string, path: string): string {
  const words = `${method} ${path}`.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return ["test", ...words, path === "/" && "home"].filter(Boolean).join("_");
}

function flaskBody(body: Body): string[] {
  if (body.kind === "none") return [];
  if (body.kind === "json") return [`json=${pythonValue(body.text, 8)}`];
  if (body.kind === "file") return [`data=${filePath(body.file!)}.read_bytes()`];
  if (body.kind === "text") return [`data=${pythonString(body.text)}`];
  const data = `data=${grouped(body.entries, 8)}`;
  return body.encoding === "multipart" ? [data, 'content_type="multipart/form-data"'] : [data];
}
