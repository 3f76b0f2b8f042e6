/** Assignments and submissions in TypeScript: the same text as Python's, and clear words for what is wrong. */

import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { type Assignment, AssignmentFault, fromFragment, toFragment } from "../../sandbox/web/classroom/assignment.ts";
import { fromToml, toToml } from "../../sandbox/web/classroom/assignment-file.ts";
import type { Course } from "../../sandbox/web/classroom/course.ts";
import { digest, digestOf } from "../../sandbox/web/classroom/digest.ts";
import { assignmentsPart, changeKept, keptAssignments, KEY, readKept } from "../../sandbox/web/classroom/kept.ts";
import { moments, offsetAt } from "../../sandbox/web/classroom/moments.ts";
import { preset } from "../../sandbox/web/classroom/presets.ts";
import { fileName, toText, toZip } from "../../sandbox/web/classroom/submission.ts";
import { fromFile } from "../../sandbox/web/classroom/submission-file.ts";
import type { Work } from "../../sandbox/web/classroom/work.ts";

const GOLDEN = new URL("../golden/classroom/", import.meta.url);
const FRAGMENT = Deno.readTextFileSync(new URL("fragment.txt", GOLDEN)).trim();
const TOML = Deno.readTextFileSync(new URL("assignment.toml", GOLDEN));
const MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ä€😀\n";

Deno.test("link and file say the same as in Python", () => {
  const assignment = fromFragment(`#${FRAGMENT}`);
  assert.equal(assignment.title, "Week 1: tea & coffee");
  assert.deepEqual(assignment.exercises, [
    { name: "kitchen/tea/pot", edition: "fa5681b39d85", points: 5 },
    { name: "kitchen/tea/cup", edition: "", points: null },
  ]);
  assert.equal(assignment.due, "2026-12-01T23:59+01:00");
  assert.equal(toFragment(assignment), FRAGMENT);
  assert.deepEqual(fromToml(TOML), assignment);
  assert.deepEqual(fromToml(toToml(assignment)), assignment);
  assert.deepEqual(fromFragment(`https://example.org/assignment/#${FRAGMENT}`), assignment);
});

Deno.test("every sign survives, and a lone surrogate harms nothing", () => {
  const assignment: Assignment = {
    title: MARKS.trim(),
    exercises: [{ name: "a/b/c", edition: "", points: null }],
    instructions: `${MARKS}x`.trim(),
    due: null,
    ask: [],
    reveal: [],
    late: null,
  };
  assert.deepEqual(fromFragment(toFragment(assignment)), assignment);
  assert.deepEqual(fromToml(toToml(assignment)), assignment);
  assert.ok(toFragment(assignment).startsWith("assignment=1&title=%21%22%23%24%25%26%27%28%29%2A%2B,-./:%3B"));
  assert.equal(fromFragment(toFragment({ ...assignment, title: "a\ud800" })).title, "a\ufffd");
});

Deno.test("what is wrong with a link is said", () => {
  const faults: [string, string][] = [
    [`assignment=1&title=${"A".repeat(100_000)}&exercise=a/b/c`, "longer than"],
    ["q=1", "no link of an assignment"],
    ["assignment=2&title=A&exercise=a/b/c", "format 2, expected 1: a newer Flaskroom"],
    ["assignment=1&title=A", "no exercise"],
    ["assignment=1&title=A&exercise=a/b", "“a/b”, expected <track>/<lesson>/<playground>. Was the link cut?"],
    ["assignment=1&title=A&exercise=a/b/c&exercise=a/b/c", "comes twice"],
    ["assignment=1&title=+&exercise=a/b/c", "title is empty"],
    ["assignment=1&title=A&due=2026-12-01T23&exercise=a/b/c", "due date is “2026-12-01T23”"],
    ["assignment=1&title=A&due=2026-13-01T23:59Z&exercise=a/b/c", "due date is"],
    ["assignment=1&title=A&due=2026-12-01T23:59&exercise=a/b/c", "no time zone"],
    ["assignment=1&title=A&exercise=a/b/c:0", "expected a number from 1 to 10000"],
    ["assignment=1&title=A&due=2026-12-01T23:59Z&exercise=a/b/c&late=10", "“late” there is “”"],
    ["assignment=1&title=A&exercise=a/b/c&late=10,4", "needs a due date"],
    ["assignment=1&title=A&exercise=a/b/c&reveal=hint", "“reveal” has “hint”"],
  ];
  for (const [fragment, words] of faults) {
    assert.throws(() => fromFragment(fragment), (error) => {
      assert.ok(error instanceof AssignmentFault && error.message.includes(words), `${fragment}: ${error}`);
      return true;
    });
  }
});

Deno.test("what is wrong with a file is said", () => {
  const faults: [string, string][] = [
    ["title = ", "line 1 cannot be read"],
    [TOML.replace("format = 1", "format = 2"), "a newer Flaskroom"],
    [TOML.replace("title =", "tilte ="), "unknown key “tilte”"],
    [TOML.replace("+01:00", ""), "no time zone"],
    [TOML.replace('"kitchen/tea/pot" = 5', '"kitchen/tea/pott" = 5'), "points for “kitchen/tea/pott”"],
    [TOML.replace("_day = 10", "_day = 101"), "101 percent"],
    [TOML.replace('["name", "email"]', '"name"'), "“ask” is no list"],
    ["#".repeat(300_000), "too large"],
  ];
  for (const [text, words] of faults) {
    assert.throws(() => fromToml(text), (error) => {
      assert.ok(error instanceof AssignmentFault && error.message.includes(words), `${words}: ${error}`);
      return true;
    });
  }
});

Deno.test("due dates in the reader's time, and offsets of time zones", () => {
  const due = "2026-12-01T23:59+01:00";
  const there = moments(due, Date.parse("2026-11-01T00:00Z"), "Asia/Tokyo");
  assert.equal(there.local, "Wednesday, 2 December 2026 at 07:59".replace(",", there.local.includes(",") ? "," : ""));
  assert.equal(there.written, "1 December 2026 at 23:59 (UTC+01:00)");
  assert.ok(!there.same && !there.over);
  assert.ok(moments(due, Date.parse("2026-12-01T23:00Z"), "Europe/Berlin").same);
  assert.ok(moments(due, Date.parse("2026-12-01T23:00Z")).over);
  assert.equal(offsetAt("2026-12-01T23:59", "Europe/Berlin"), "+01:00");
  assert.equal(offsetAt("2026-07-01T23:59", "Europe/Berlin"), "+02:00");
  assert.equal(offsetAt("2026-10-25T01:30", "Europe/Berlin"), "+02:00"); // clocks change at 3:00
  assert.equal(offsetAt("2026-12-01T23:59", "America/St_Johns"), "-03:30");
  assert.equal(offsetAt("2026-12-01T23:59", "UTC"), "+00:00");
});

Deno.test("presets are made of the lessons that exist, and say where they are few", () => {
  const lesson = (id: string, minutes: number) => {
    const exercise = { id: `${id}/x`, title: "X", edition: "0".repeat(12), version: "", points: 1 };
    return { id, title: id, minutes, address: `${id}/`, objectives: [], exercises: [exercise] };
  };
  const course: Course = {
    tracks: [{ title: "A", lessons: [lesson("a/a", 60), lesson("a/b", 30), lesson("a/c", 20)] }],
  };
  assert.deepEqual(preset(course, 1).names, ["a/a/x", "a/b/x"]);
  assert.match(preset(course, 1).said, /2 exercises of 2 lessons, 90 minutes/);
  assert.equal(preset(course, 5).names.length, 3);
  assert.match(preset(course, 5).said, /the whole course so far, which fills 2 weeks of 90 minutes, not 5/);
  assert.deepEqual(preset({ tracks: [] }, 1).names, []);
});

const work = {
  payload: { name: "kitchen/tea/pot", exercise: { edition: "fa5681b39d85" } },
  place: { lesson: { title: "Tea" }, exercise: { id: "kitchen/tea/pot", title: "Pot" } },
  files: [["app.py", "x = 1\n"], ["data/a.bin", new Uint8Array([0, 255])]],
  untouched: false,
  checked: null,
  seconds: 12,
} as unknown as Work;

Deno.test("a submission can be opened again, as a file and as text", async () => {
  const assignment = fromFragment(FRAGMENT);
  const zip = toZip(assignment, { name: " Ada ", id: "7" }, [work]);
  const text = toText(zip);
  assert.ok(text.split("\n").every((line) => line.length <= 64));
  for (const file of [new Blob([zip]), new Blob([`Dear all,\n> ${text.replaceAll("\n", "\r\n> ")}`])]) {
    const { works, learner, changed, assignment: found } = await fromFile(file);
    assert.deepEqual(works.map(({ name, edition, files }) => [name, edition, files]), [
      ["kitchen/tea/pot", "fa5681b39d85", work.files],
    ]);
    assert.deepEqual([learner, changed, found], [{ name: "Ada" }, [], assignment]);
  }
});

Deno.test("what Python would refuse is not handed in", () => {
  const assignment = fromFragment(FRAGMENT);
  const given = (files: Work["files"]) => () => toZip(assignment, {}, [{ ...work, files }]);
  assert.throws(given([["a\u200b.py", ""]]), /sign that cannot be seen/);
  assert.throws(given([["a\u00a0.py", ""]]), /sign that cannot be seen/);
  assert.ok(given([["größer 1.py", ""]])());
  assert.throws(given([["a.bin", new Uint8Array(40_000_001)]]), /larger than what can be handed in/);
});

Deno.test("what is no submission is refused with a reason", async () => {
  const zip = toZip(fromFragment(FRAGMENT), {}, [work]);
  const text = toText(zip);
  const packed = (manifest: unknown) =>
    zipSync({ "manifest.json": new TextEncoder().encode(JSON.stringify(manifest)) });
  const manifest = { kind: "flaskroom-submission", format: 1, assignment: FRAGMENT, learner: {}, exercises: [] };
  const evil = { name: "a/b/c", edition: "", files: { "../x": "" } };
  const faults: [BlobPart, RegExp][] = [
    ["no zip", /no zip file/],
    [zip.subarray(0, zip.length / 2) as Uint8Array<ArrayBuffer>, /cut off|damaged|manifest/],
    [text.slice(0, -60), /was cut/],
    [text.replace(/\n(.)/, "\n*$1"), /changed on the way/],
    [zipSync({ "a.txt": new Uint8Array(3) }) as Uint8Array<ArrayBuffer>, /some other zip file/],
    [packed({ ...manifest, format: 2 }) as Uint8Array<ArrayBuffer>, /newer Flaskroom/],
    [packed({ ...manifest, kind: "other" }) as Uint8Array<ArrayBuffer>, /no submission/],
    [packed({ ...manifest, assignment: "assignment=1" }) as Uint8Array<ArrayBuffer>, /title is/],
    [packed({ ...manifest, exercises: [evil] }) as Uint8Array<ArrayBuffer>, /damaged: the file name/],
    [
      packed({ ...manifest, exercises: [{ ...evil, files: { "x.py": "" } }] }) as Uint8Array<ArrayBuffer>,
      /a\/b\/c\/x.py is missing/,
    ],
    [packed({ ...manifest, exercises: [{ name: "../../x" }] }) as Uint8Array<ArrayBuffer>, /an exercise has no name/],
    [new Uint8Array(21 * 1024 * 1024), /larger than any/],
  ];
  for (const [part, words] of faults) await assert.rejects(fromFile(new Blob([part])), words);
});

Deno.test("file names that every system takes, and digests that know order from content", () => {
  const assignment = fromFragment(FRAGMENT);
  assert.equal(fileName(assignment, { name: "Ada / Lovelace " }), "ada-lovelace-week-1-tea-coffee.flaskroom.zip");
  assert.equal(fileName(assignment, { name: "Zoë Ødegård" }), "zoë-ødegård-week-1-tea-coffee.flaskroom.zip");
  assert.equal(fileName({ ...assignment, title: "..." }, {}), "work.flaskroom.zip");
  assert.equal(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(digestOf([["a", "1"], ["b", "2"]]), digestOf([["b", "2"], ["a", "1"]]));
  assert.notEqual(digestOf([["a", "1"]]), digestOf([["a", "2"]]));
});

Deno.test("assignments are kept, taken along and brought back; what is damaged or newer is let be", async () => {
  localStorage.clear();
  assert.ok(changeKept((kept) => {
    kept.assignments.push(FRAGMENT, FRAGMENT);
    kept.learner.name = "Ada";
  }));
  assert.equal(keptAssignments().length, 1);
  const saved = await assignmentsPart.save();
  localStorage.clear();
  changeKept((kept) => void (kept.learner.name = "Grace"));
  assert.equal(await assignmentsPart.restore(saved), "1 assignment came in.");
  assert.deepEqual([readKept().learner.name, readKept().assignments], ["Grace", [FRAGMENT]]);
  for (const data of [null, { version: 1, assignments: ["x"] }, { version: 1, assignments: 3 }]) {
    await assert.rejects(assignmentsPart.restore(data), /damaged/);
  }
  localStorage.setItem(KEY, '{"version":2,"assignments":[]}');
  assert.ok(!changeKept(() => {}));
  assert.equal(localStorage.getItem(KEY), '{"version":2,"assignments":[]}');
  localStorage.setItem(KEY, "{");
  assert.deepEqual(keptAssignments(), []);
  assert.ok(changeKept((kept) => void kept.assignments.push(FRAGMENT)));
  localStorage.clear();
});
