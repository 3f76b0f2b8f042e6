import assert from "node:assert/strict";
import { type Draft, packFirst, sameFiles, stateOf } from "../../sandbox/web/learner/draft.ts";
import type { BackupPart } from "../../sandbox/web/learner/backup-part.ts";
import { backupName, LIMIT, readBackup, writeBackup } from "../../sandbox/web/learner/backup.ts";
import { draftsPart } from "../../sandbox/web/learner/drafts-part.ts";
import { size, when } from "../../sandbox/web/learner/when.ts";

/** A part that remembers what it was given; `fault` is what it says of it. */
function notes(kept: unknown = ["tea"], fault = "") {
  const restored: unknown[] = [];
  const part: BackupPart = {
    name: "notes",
    version: 2,
    save: () => Promise.resolve(kept),
    restore: (data) => {
      if (fault) return Promise.reject(new Error(fault));
      restored.push(data);
      return Promise.resolve("Notes came in.");
    },
  };
  return { part, restored };
}

const file = (value: unknown) => new Blob([typeof value === "string" ? value : JSON.stringify(value)]);

Deno.test("a project of the reader's comes back with what Reset goes back to, and is written once", () => {
  const bytes = Uint8Array.of(0, 255);
  const first = { "app.py": "first", "dot.bin": bytes, "gone.py": "" };
  const contents: Draft["contents"] = [["dot.bin", bytes], ["app.py", "mine"], ["new.py", "x"]];
  const facts = {
    key: "a",
    id: "1",
    name: "a",
    title: "",
    lesson: "",
    page: "",
    version: "0",
    saved: 0,
    project: "shop",
  };
  const draft: Draft = { ...facts, contents, first: packFirst({ contents, first }) };
  assert.deepEqual(draft.first, { "app.py": "first", "dot.bin": null, "gone.py": "" });
  assert.deepEqual(stateOf(draft, {}), { contents, first });
  assert.deepEqual(stateOf({ ...draft, first: null }, { "app.py": "lesson" }).first, { "app.py": "lesson" });
});

Deno.test("two versions are the same where their files are, in whatever order", () => {
  const one: Draft["contents"] = [["a", "1"], ["b", Uint8Array.of(1, 2)]];
  assert.ok(sameFiles(one, [["b", Uint8Array.of(1, 2)], ["a", "1"]]));
  assert.ok(!sameFiles(one, [["b", Uint8Array.of(1, 3)], ["a", "1"]]));
  assert.ok(!sameFiles(one, [["b", "\x01\x02"], ["a", "1"]]));
  assert.ok(!sameFiles(one, [["a", "1"]]));
  assert.ok(!sameFiles(one, [...one, ["c", ""]]));
});

Deno.test("what is exported can be imported, and is readable", async () => {
  const { part, restored } = notes([{ "é": "tea" }]);
  const text = await writeBackup([part]);
  assert.match(text, /^\{\n {2}"format": "flaskroom",\n {2}"version": 1,\n {2}"saved": "\d{4}-/);
  assert.deepEqual(await readBackup(file(text), [part]), ["Notes came in."]);
  assert.deepEqual(restored, [[{ "é": "tea" }]]);
  await assert.rejects(writeBackup([notes("x".repeat(LIMIT)).part]), /can be imported again has 40 MB/);
});

Deno.test("a file that cannot be read says why, and nothing is changed", async () => {
  const { part, restored } = notes();
  const text = await writeBackup([part]);
  const refused: [file: Blob, why: RegExp][] = [
    [file(text.slice(0, -20)), /damaged or was cut off/],
    [file(""), /of another kind/],
    [file("PK\x03\x04"), /of another kind/],
    [file([1, 2]), /of another kind/],
    [file({ cells: [], metadata: {} }), /of another kind/],
    [file({ format: "flaskroom", version: 9, parts: {} }), /newer version/],
    [file({ format: "flaskroom", version: 1 }), /damaged/],
    [file({ format: "flaskroom", version: 1, parts: { notes: [] } }), /damaged/],
    [new Blob([new Uint8Array(50 * 1024 * 1024)]), /This file has 50 MB, and a file from here has 40 MB at most/],
  ];
  for (const [given, why] of refused) await assert.rejects(readBackup(given, [part]), why);
  assert.deepEqual(restored, []);
});

Deno.test("one part that is damaged, newer or unknown does not keep out the others", async () => {
  const { part, restored } = notes();
  const bad = { ...notes([], "The tea is damaged.").part, name: "tea" };
  const parts = {
    notes: { version: 1, data: "old" },
    tea: { version: 1, data: 1 },
    coffee: { version: 1, data: 1 },
  };
  const said = await readBackup(file({ format: "flaskroom", version: 1, parts }), [bad, part]);
  assert.deepEqual(said, [
    "The tea is damaged. Nothing of them was taken.",
    "Notes came in.",
    "This version of the site knows nothing of coffee, and left that out.",
  ]);
  assert.deepEqual(restored, ["old"]);
  const newer = await readBackup(file({ format: "flaskroom", version: 1, parts: { notes: { version: 3 } } }), [part]);
  assert.match(newer[0], /newer version of this site and were not read/);
  assert.deepEqual(await readBackup(file({ format: "flaskroom", version: 1, parts: {} }), [part]), [
    "There is nothing in this file.",
  ]);
});

Deno.test("a draft from elsewhere is looked at in every place before any is kept", async () => {
  const good = {
    playground: "start/first-app/hello",
    aside: false,
    title: "Hello",
    lesson: "A first app",
    page: "start/first-app/",
    version: "0",
    saved: "2026-11-03T10:00:00.000Z",
    project: "",
    files: [["app.py", "x"], ["dot.bin", { base64: "AP8=" }]],
    first: null,
  };
  const faults: [data: unknown, why: RegExp][] = [
    ["x", /they are no list/],
    [[null], /number 1 has no playground/],
    [[good, { ...good, title: 1 }], /number 2 has no title/],
    [[{ ...good, saved: "soon" }], /has no time/],
    [[{ ...good, playground: "a#b" }], /names no playground/],
    [[{ ...good, files: {} }], /has no files/],
    [[{ ...good, files: [["../app.py", ""]] }], /the file name "..\/app.py" has the part/],
    [[{ ...good, files: [["app.py", null]] }], /has nothing in app.py/],
    [[{ ...good, files: [["app.py", { base64: "?" }]] }], /app.py is neither a text nor a file/],
    [[{ ...good, first: [["app.py", 1]] }], /app.py is neither a text nor a file/],
  ];
  for (const [data, why] of faults) await assert.rejects(draftsPart.restore(data), why);
  assert.equal(await draftsPart.restore([]), "There are no drafts in this file.");
});

Deno.test("times and sizes in words", () => {
  const now = new Date(2026, 10, 21, 17, 5).getTime();
  assert.equal(when(new Date(2026, 10, 21, 9, 5).getTime(), now), "today, 09:05");
  assert.equal(when(new Date(2026, 10, 3).getTime(), now), "3 November");
  assert.equal(when(new Date(2025, 10, 3).getTime(), now), "3 November 2025");
  assert.deepEqual([0, 1499, 1.25e6].map(size), ["1 kB", "1 kB", "1.3 MB"]);
  assert.equal(backupName(new Date(2026, 0, 2)), "flaskroom-2026-01-02.json");
});
