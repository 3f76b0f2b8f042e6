/**
 * Scripts of an app's page, changed where this window could not stand for a browser otherwise.
 *
 * The real `location` cannot be caught, so scripts use `$flaskroom.location` (`preview-history.ts`) instead of it. A module
 * lives at a `data:` URL here, so what it imports is named absolutely. Loaded where a page needs it.
 */

import { parse, type Program } from "acorn";
// @ts-types="./acorn-globals.d.ts"
import findGlobals from "acorn-globals";
import { simple } from "acorn-walk";

/** Objects whose `location` is that of the page. */
const WINDOWS = ["window", "self", "globalThis", "document", "frames"];
/** Those of the pages around it, where the page is in a frame. */
const AROUND = ["top", "parent"];
const OURS = "$flaskroom.location";

/** Text that takes the place of `start` to `end`. */
interface Change {
  start: number;
  end: number;
  text: string;
}

/** A script or the text of an event handler; what is no JavaScript stays as it is, and the browser says so. */
export function rewriteScript(source: string): string {
  const program = read(source, "script");
  return program ? apply(source, locations(program)) : source;
}

export interface Module {
  source: string;
  /** Absolute URLs, and names that only an import map knows. */
  imports: string[];
}

/** A module; `url` is where it came from. */
export function rewriteModule(source: string, url: string): Module {
  const program = read(source, "module");
  if (!program) return { source, imports: [] };
  const imports: string[] = [];
  const changes = locations(program);
  const name = (node: { type: string; value?: unknown; start: number; end: number } | null | undefined) => {
    if (node?.type !== "Literal" || typeof node.value !== "string") return;
    const target = /^(\.{0,2}\/|[a-z]+:)/i.test(node.value) && URL.canParse(node.value, url)
      ? new URL(node.value, url).href
      : node.value;
    imports.push(target);
    changes.push({ start: node.start, end: node.end, text: JSON.stringify(target) });
  };
  simple(program, {
    ImportDeclaration: ({ source }) => name(source),
    ExportNamedDeclaration: ({ source }) => name(source),
    ExportAllDeclaration: ({ source }) => name(source),
    ImportExpression: ({ source }) => name(source),
    MemberExpression: ({ object, property, computed, start, end }) => {
      if (object.type !== "MetaProperty" || computed || property.type !== "Identifier" || property.name !== "url") {
        return;
      }
      changes.push({ start, end, text: JSON.stringify(url) });
    },
  });
  return { source: apply(source, changes), imports };
}

function read(source: string, sourceType: "script" | "module"): Program | null {
  try {
    return parse(source, { ecmaVersion: "latest", sourceType, allowReturnOutsideFunction: true, allowHashBang: true });
  } catch {
    return null;
  }
}

function locations(program: Program): Change[] {
  const changes: Change[] = [];
  for (const { name, nodes } of findGlobals(program)) {
    for (const { start, end, parents } of nodes) {
      const around = parents.at(-2);
      if (name === "location") {
        const short = around?.type === "Property" && around.shorthand;
        changes.push({ start, end, text: short ? `location: ${OURS}` : OURS });
      } else if (
        [...WINDOWS, ...AROUND].includes(name) && around?.type === "MemberExpression" && around.object?.start === start
      ) {
        const { property, computed } = around;
        const named = (computed ? property?.value : property?.name) === "location";
        const text = AROUND.includes(name) ? `$flaskroom.${name}.location` : OURS;
        if (named) changes.push({ start: around.start, end: around.end, text });
      }
    }
  }
  return changes;
}

function apply(source: string, changes: Change[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, text } of changes.sort((a, b) => a.start - b.start)) {
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}
