/** Which packages a project asks for, in its requirements.txt or by its imports, and which of them the bundle has. */

import { isTest, type Manifest, needsOf } from "./manifest.ts";
import type { Project } from "../protocol.ts";

/** Names are the same whatever their case, and `-`, `_` and `.` are one (packaging.python.org, name normalization). */
const normal = (name: string) => name.toLowerCase().replace(/[-_.]+/g, "-");

/** The packages that a requirements.txt names, in its order; options and addresses are none. */
export function requested(text: string): string[] {
  const names = text.split("\n").map((line) => /^\s*([A-Za-z0-9][\w.-]*)\s*(?:[[<>=!~;@#(,]|$)/.exec(line)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined).map(normal))];
}

/** Those of `names` that the bundle does not have. */
export function missing(names: string[], manifest: Manifest): string[] {
  const known = new Set([...manifest.base, ...Object.keys(manifest.packages)].map(normal));
  return names.filter((name) => !known.has(normal(name)));
}

/** A requirements.txt for the project at home: what it imports itself, in the versions that it has here. */
export function requirementsFor(project: Project, manifest: Manifest): string {
  const tests = Object.keys(project.files).some(isTest);
  const optional = Object.entries(manifest.packages);
  const imported = needsOf(project, { ...manifest, packages: withoutDependencies(optional) }, tests).packages;
  const names = ["flask", ...imported].sort();
  return names.map((name) => `${name}==${manifest.versions[name]}\n`).join("");
}

/** pip finds the others by itself. */
function withoutDependencies(packages: [string, Manifest["packages"][string]][]): Manifest["packages"] {
  return Object.fromEntries(packages.map(([name, one]) => [name, { ...one, depends: [] }]));
}
