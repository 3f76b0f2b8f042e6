/**
 * Completion that knows Flask: its names, the members of its objects, and this project's endpoints and templates.
 *
 * It reads text, not types: an object is what its name or its assignment says. Flask's own names come from Flask, by
 * way of the bundle (`sandbox/bundle/names.py`), when they are first of use.
 */

import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { bundleFile } from "../runtime/bundle-file.ts";
import { endpointsOf, templatesOf } from "./endpoints.ts";
import type { ProjectFiles } from "../files/files.ts";

type Name = [name: string, kind: string, signature: string, sentence: string];
/** `flask`, and one list for each kind of object. */
export type FlaskNames = Record<string, Name[]>;

const BEFORE = 400;
const TEMPLATE =
  /\b(?:render_template|stream_template|get_template_attribute|extends|include|import|from)\b[\s(]*["']([\w./-]*)$/;
const ENDPOINT = /\burl_for\(\s*["']([\w.]*)$/;
const IMPORT = /\bfrom\s+flask\s+import\s+(?:\([^)]*?|[^\n(]*?)\b(\w*)$/;
const MEMBER = /(?:^|[^\w.])(\w+)\.(\w*)$/;
const WORD = /(?:^|[^\w.])([A-Za-z_]\w*)$/;
const FIXED: Record<string, string> = { request: "request", session: "session", g: "g", current_app: "app" };

let names: Promise<FlaskNames> | null = null;

function flaskNames(): Promise<FlaskNames> {
  return names ??= bundleFile("names.json").then((bytes) => JSON.parse(new TextDecoder().decode(bytes))).catch(() => {
    names = null; // no network: the language's own completion is there
    return { flask: [] };
  });
}

/** For every file of the project; `load` brings Flask's names. */
export function flaskCompletion(files: ProjectFiles, load = flaskNames): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const text = context.state.sliceDoc(Math.max(0, context.pos - BEFORE), context.pos);
    const at = (typed: string) => context.pos - typed.length;
    let found: RegExpExecArray | null;
    if ((found = ENDPOINT.exec(text))) {
      const options = endpointsOf(files.all).map(({ name, rule }) => ({ label: name, type: "function", detail: rule }));
      return { from: at(found[1]), options, validFor: /^[\w.]*$/ };
    }
    if ((found = TEMPLATE.exec(text))) {
      const options = templatesOf(files.names).map((label) => ({ label, type: "text" }));
      return options.length ? { from: at(found[1]), options, validFor: /^[\w./-]*$/ } : null;
    }
    if ((found = IMPORT.exec(text))) return offer(at(found[1]), (await load()).flask);
    if ((found = MEMBER.exec(text))) {
      const kind = kindOf(found[1], context.state.doc.toString());
      return kind ? offer(at(found[2]), (await load())[kind] ?? []) : null;
    }
    if ((found = WORD.exec(text))) {
      const used = imported(context.state.doc.toString());
      return used.size ? offer(at(found[1]), (await load()).flask.filter(([name]) => used.has(name))) : null;
    }
    return null;
  };
}

/** What an object is, by the names that Flask gives its own, or by what was assigned; null where nobody knows. */
export function kindOf(variable: string, text: string): string | null {
  if (Object.hasOwn(FIXED, variable)) return FIXED[variable];
  const assigned = new RegExp(`^[ \\t]*${variable}\\s*(?::[^=\\n]+)?=\\s*(?:\\w+\\.)?(\\w+)\\(`, "m").exec(text)?.[1];
  const kinds: Record<string, string> = {
    Flask: "app",
    Blueprint: "blueprint",
    make_response: "response",
    Response: "response",
    redirect: "response",
    jsonify: "response",
  };
  return assigned && Object.hasOwn(kinds, assigned) ? kinds[assigned] : variable === "app" ? "app" : null;
}

/** What the text imports from Flask. */
function imported(text: string): Set<string> {
  const lists = [...text.matchAll(/^\s*from\s+flask\s+import\s+(?:\(([^)]*)\)|([^\n(#]*))/gm)];
  return new Set(lists.flatMap(([, long, short]) => (long ?? short).split(/[\s,]+/)));
}

function offer(from: number, listed: Name[]): CompletionResult | null {
  if (listed.length === 0) return null;
  const options = listed.map(([label, type, detail, info]): Completion => ({
    label,
    type,
    detail,
    info: info || undefined,
  }));
  return { from, options, validFor: /^\w*$/ };
}
