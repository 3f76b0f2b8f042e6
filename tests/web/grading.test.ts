/** A class graded in the page, without the page: what was given is told apart, and units are run to their end. */

import assert from "node:assert/strict";
import { zipSync } from "fflate";
import type { Received } from "../../sandbox/web/files/received.ts";
import { GivenFiles } from "../../sandbox/web/grading/given-files.ts";
import { addTo, belowTop, kindOf } from "../../sandbox/web/grading/given.ts";
import type { Learner, Unit } from "../../sandbox/web/grading/results.ts";
import { Runs } from "../../sandbox/web/grading/runs.ts";

const given = (path: string, text = "") => ({ path, file: new Blob([text]) });

Deno.test("files are known by their names, tables by their columns", async () => {
  const kinds = {
    "a.flaskroom.zip": "submission",
    "Moodle.ZIP": "submission",
    "a/b.txt": "submission",
    "week1.complete.toml": "assignment",
    "x/marks.toml": "marks",
    "start/first-app/bakery/weights.toml": "hidden",
    "start/first-app/bakery/test_mine.py": "hidden",
    "essay.docx": null,
    "a/__MACOSX/b.zip": undefined,
  };
  for (const [path, kind] of Object.entries(kinds)) assert.equal(await kindOf(given(path)), kind, path);
  assert.equal(await kindOf(given("r.csv", "\ufefffile,received\r\na,b")), "received");
  assert.equal(await kindOf(given("r.csv", 'Student,ID,"Week 1 (7)"\n')), "canvas");
  assert.equal(await kindOf(given("r.csv", "who,when\n")), null);
});

Deno.test("Python beside submissions is no hidden check, unless it was given as one", async () => {
  assert.equal(await kindOf(given("exercises/a/b/c/app.py")), null);
  assert.equal(await kindOf(given("a/b/c/app.py"), true), "hidden");
  assert.equal(await kindOf(given("a/b/c/conftest.py")), "hidden");
});

Deno.test("a file gives way to none of the same name", async () => {
  const files = new Map<string, Received>();
  for (const text of ["one", "two", "one", "two", "three"]) await addTo(files, given("a.zip", text));
  assert.deepEqual([...files.keys()], ["a.zip", "a.zip (2)", "a.zip (3)"]);
  assert.equal(await files.get("a.zip (2)")!.file.text(), "two");
});

Deno.test("what is lacking is said, and what is there can be removed", async () => {
  const files = new GivenFiles();
  assert.match(files.lacking!, /The assignment is missing/);
  assert.throws(() => files.open("https://example.org/"), { name: "AssignmentFault" });
  assert.match(files.lacking!, /no part “assignment=1”/);
  files.open("");
  assert.match(files.lacking!, /The assignment is missing/);
  const toml = 'format = 1\ntitle = "A"\nexercises = ["a/b/c"]\n';
  const hidden = zipSync({ "a/b/c/test_mine.py": new Uint8Array(1), "README.md": new Uint8Array(1) });
  assert.deepEqual(await files.take([given("week1.toml", toml), given("essay.docx")], false), ["essay.docx"]);
  assert.match(files.lacking!, /no submissions/);
  await files.take([given("ada.zip", "1"), given("ada.zip", "2"), given("received.csv", "file,received\n")], false);
  const zip = { path: "mine.zip", file: new Blob([hidden as Uint8Array<ArrayBuffer>]) };
  assert.deepEqual(await files.take([zip], true), ["README.md"]);
  await assert.rejects(files.take([given("mine.zip", "no zip")], true), { name: "Refused" });
  assert.equal(files.lacking, null);
  assert.deepEqual(files.holdings(() => "1 exercise").map(({ what }) => what), [
    "“A”: 1 exercise",
    "2 files of submissions",
    "1 file of hidden checks",
    "received.csv: when they came in",
  ]);
  assert.equal(files.given.hidden[0].path, "a/b/c/test_mine.py");
  files.holdings(() => "").find(({ name }) => name === "the submissions")!.remove();
  assert.match(files.lacking!, /no submissions/);
  files.clear();
  assert.deepEqual(files.holdings(() => ""), []);
});

Deno.test("a folder's own name is no part of its files' names", () => {
  const paths = (...names: string[]) => belowTop(names.map((name) => given(name))).map(({ path }) => path);
  assert.deepEqual(paths("in/a.zip", "in/b/c.zip"), ["a.zip", "b/c.zip"]);
  assert.deepEqual(paths("in/a.zip", "b.zip"), ["in/a.zip", "b.zip"]);
  assert.deepEqual(paths("a.zip"), ["a.zip"]);
  assert.deepEqual(paths(), []);
});

/** Each unit takes two jobs; what is asked and kept is written down. */
function room(jobs: number, run: (job: string) => Promise<{ lines: string[]; ended: string }>) {
  const controller = new AbortController();
  const told: string[] = [];
  const kept: Record<string, object> = { known: { is: "known" } };
  const ask = (does: string, words: { unit?: string; lines?: string[]; outcomes?: object } = {}) => {
    const { unit, lines, outcomes } = words;
    if (does === "kept") return { learners: Object.keys(outcomes!).map((key) => ({ key })) };
    if (lines?.[0] !== "second") return { job: `${unit} ${lines ? "second" : "first"}` };
    return { outcome: { is: unit }, learners: [{ key: unit }] };
  };
  const runs = new Runs({
    desk: { ask: <T>(does: string, words?: object) => Promise.resolve(ask(does, words) as T) },
    run,
    kept: (keys) => Promise.resolve(Object.fromEntries(Object.entries(kept).filter(([key]) => keys.includes(key)))),
    keep: (key, outcome) => Promise.resolve(void (kept[key] = outcome)),
    jobs,
    signal: controller.signal,
    learners: (learners: Learner[]) => told.push(...learners.map(({ key }) => key)),
    progress: (done, of) => told.push(`${done}/${of}`),
  });
  return { runs, told, kept, controller };
}

const units = (...keys: string[]): Unit[] => keys.map((key) => ({ key, exercise: "a/b/c", learners: [key] }));
const heard = (job: string) => ({ lines: [job.split(" ")[1]], ended: "" });

Deno.test("a unit is run until it is done, and what is kept is not run", async () => {
  let most = 0, now = 0;
  const { runs, told, kept } = room(2, async (job) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve));
    now--;
    return heard(job);
  });
  assert.deepEqual(await runs.do(units("a", "known", "b", "c")), []);
  assert.deepEqual(told.slice(0, 2), ["known", "1/4"]);
  assert.deepEqual(told.filter((word) => word.includes("/")), ["1/4", "2/4", "3/4", "4/4"]);
  assert.deepEqual(Object.keys(kept).sort(), ["a", "b", "c", "known"]);
  assert.equal(most, 2);
});

Deno.test("a run that never began is tried again, and counts against nobody", async () => {
  let tries = 0;
  const { runs, kept } = room(1, (job) => {
    tries++;
    if (job.startsWith("bad") || tries < 3) return Promise.reject(new Error("no Python"));
    return Promise.resolve(heard(job));
  });
  assert.deepEqual(await runs.do(units("good", "bad")), ["no Python"]);
  assert.equal(tries, 2 + 2 + 3);
  assert.deepEqual(Object.keys(kept), ["known", "good"]);
});

Deno.test("what was done when it is stopped is kept", async () => {
  const { runs, kept, controller } = room(1, (job) => {
    if (job.startsWith("second")) controller.abort();
    return controller.signal.aborted ? Promise.reject(new Error("gone")) : Promise.resolve(heard(job));
  });
  await assert.rejects(runs.do(units("first", "second", "third")), { name: "AbortError" });
  assert.deepEqual(Object.keys(kept), ["known", "first"]);
});
