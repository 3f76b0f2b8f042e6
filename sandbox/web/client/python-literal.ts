/** Python source for text, JSON, forms and headers. Numbers stay as they are written: JavaScript would round large ones. */

import type { Body } from "./draft.ts";
import { isMultipart, typeOf } from "./copied.ts";
import type { Header } from "../protocol.ts";
import { type Node, parseTree } from "jsonc-parser";

/** A string literal. Every escape that JSON writes means the same in Python. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
}

/** The value of a JSON text as an expression; `indent` is the margin of its first line, in spaces. */
export function pythonValue(json: string, indent = 0): string {
  const tree = parseTree(json);
  if (!tree) throw new Error("This is no JSON text, so it has no value in Python.");
  return write(tree, json, indent);
}

function write(node: Node, json: string, indent: number): string {
  const children = node.children ?? [];
  if (node.type === "array") return block("[", "]", children.map((child) => write(child, json, indent + 4)), indent);
  if (node.type === "object") {
    const pairs = children.map(({ children }) => {
      const [name, value] = children!;
      return `${pythonString(name.value)}: ${write(value, json, indent + 4)}`;
    });
    return block("{", "}", pairs, indent);
  }
  if (node.type === "string") return pythonString(node.value);
  if (node.type === "number") return json.slice(node.offset, node.offset + node.length);
  return { true: "True", false: "False", null: "None" }[String(node.value)]!;
}

/** Items on one line where they fit, one a line otherwise. */
export function block(open: string, close: string, items: string[], indent: number): string {
  const line = open + items.join(", ") + close;
  if (line.length <= 72 && !line.includes("\n")) return line;
  const margin = " ".repeat(indent);
  return `${open}\n${items.map((item) => `${margin}    ${item},\n`).join("")}${margin}${close}`;
}

/** A dictionary in which a name that comes twice has a list. */
export function grouped(entries: [string, string | File][], indent: number): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const text = typeof value === "string"
      ? pythonString(value)
      : `(${filePath(value)}.open("rb"), ${pythonString(value.name)}, ${pythonString(typeOf(value))})`;
    values.set(name, [...values.get(name) ?? [], text]);
  }
  const items = [...values].map(([name, all]) =>
    `${pythonString(name)}: ${all.length > 1 ? block("[", "]", all, indent + 4) : all[0]}`
  );
  return block("{", "}", items, indent);
}

/** As a list of pairs, because a name may come twice; a dictionary where none does. */
export function pairs(headers: Header[], indent = 4): string | false {
  if (!headers.length) return false;
  const unique = new Set(headers.map(([name]) => name.toLowerCase())).size === headers.length;
  const items = headers.map(([name, value]) => [pythonString(name), pythonString(value)]);
  return unique
    ? `headers=${block("{", "}", items.map((item) => item.join(": ")), indent)}`
    : `headers=${block("[", "]", items.map((item) => `(${item.join(", ")})`), indent)}`;
}

/** True where the program names a file. */
export function needsPath(body: Body): boolean {
  return body.kind === "file" || (isMultipart(body) && body.entries.some(([, value]) => typeof value !== "string"));
}

export function filePath(file: File): string {
  return `Path(${pythonString(file.name)})`;
}
