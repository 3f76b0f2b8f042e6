/** The payload as Python writes it is the payload that TypeScript reads: one golden file, two test suites. */

import assert from "node:assert/strict";
import { ProjectFiles } from "../../sandbox/web/files/files.ts";
import type { Exercise, Payload, SavedRequest } from "../../sandbox/web/payload.ts";

const golden: Payload = JSON.parse(await Deno.readTextFile(new URL("../golden/payload.json", import.meta.url)));

// Exhaustive by type: a field that is added on one side alone does not compile here, or is missed in the file.
const FIELDS: Record<keyof Payload, string> = {
  schema: "number",
  name: "string",
  title: "string",
  kind: "string",
  version: "string",
  run: "string",
  path: "string",
  open: "string",
  files: "object",
  assets: "object",
  checks: "object",
  requests: "object",
  exercise: "object",
};
const REQUEST: Record<keyof SavedRequest, string> = {
  name: "string",
  method: "string",
  path: "string",
  headers: "object",
  body: "string",
};
const EXERCISE: Record<keyof Exercise, string> = {
  points: "number",
  edition: "string",
  hints: "object",
  solution: "object",
  mistakes: "object",
};

function assertShape(value: object, fields: Record<string, string>): void {
  assert.deepEqual(Object.keys(value).sort(), Object.keys(fields).sort());
  for (const [name, type] of Object.entries(fields)) assert.equal(typeof value[name as keyof typeof value], type, name);
}

Deno.test("the golden payload has every field, and no other", () => {
  assertShape(golden, FIELDS);
  assert.equal(golden.schema, 1);
  assert.ok(golden.requests.length > 0 && golden.exercise);
  for (const request of golden.requests) assertShape(request, REQUEST);
  assertShape(golden.exercise, EXERCISE);
});

Deno.test("a project is made of it: files, binary assets, and checks for the checks alone", () => {
  const files = new ProjectFiles(golden);
  const run = files.forRun();
  const check = files.forCheck();
  assert.equal(run["app.py"], golden.files["app.py"]);
  for (const name of Object.keys(golden.assets)) assert.ok(run[name] instanceof Uint8Array, name);
  for (const name of Object.keys(golden.checks)) assert.equal(check[name], golden.checks[name]);
});
