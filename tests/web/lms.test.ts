/** What a package tells an LMS, and what it does with one that refuses, fails or is not there. */

import assert from "node:assert/strict";
import { Connection, NoLms } from "../../sandbox/web/lms/connection.ts";
import type { PackageCourse } from "../../sandbox/web/lms/course.ts";
import { DIALECTS } from "../../sandbox/web/lms/dialect.ts";
import { Keeper } from "../../sandbox/web/lms/keeper.ts";
import { type Done, report, standing } from "../../sandbox/web/lms/standing.ts";
import { pack, type PlainDraft, unpack } from "../../sandbox/web/lms/suspended.ts";
import { targetOf } from "../../sandbox/web/lms/xapi-target.ts";

const COURSE: PackageCourse = {
  format: "scorm12",
  title: "Tea",
  fragment: null,
  site: null,
  xapi: null,
  lessons: [
    {
      id: "a/b",
      title: "B",
      minutes: 5,
      address: "a/b/index.html",
      exercises: [{ id: "a/b/c", title: "C", points: 2 }],
    },
    {
      id: "a/d",
      title: "D",
      minutes: 5,
      address: "a/d/index.html",
      exercises: [{ id: "a/d/e", title: "E", points: 1 }],
    },
  ],
};

/** An LMS that keeps what it is given, under the names of one dialect. */
function lms(
  form: keyof typeof DIALECTS,
  data: Record<string, string> = {},
  refused: Record<string, unknown> = {},
  takes = (_name: string, _value: string) => true,
) {
  const { api, calls } = DIALECTS[form];
  const said: string[] = [];
  const own = {
    [calls.initialize]: () => refused.initialize ?? "true",
    [calls.get]: (name: string) => data[name] ?? "",
    [calls.set]: (name: string, value: string) => {
      if (name in refused) {
        if (refused[name] instanceof Error) throw refused[name];
        return refused[name];
      }
      if (!takes(name, value)) return "false";
      data[name] = value;
      return "true";
    },
    [calls.commit]: () => (said.push("commit"), "true"),
    [calls.terminate]: () => (said.push("terminate"), "true"),
    [calls.error]: () => "405",
    [calls.words]: () => "Incorrect data type",
  };
  const top = { [api]: own } as unknown as Window;
  const frame = { parent: { parent: top } } as unknown as Window;
  Object.assign(top, { parent: top });
  return { frame, data, said };
}

/** What cannot be deflated much. */
const noise = (length: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => byte.toString(16)).join("");

const done = (read: string[], tried: string[], passed: string[]): Done => ({
  read: new Set(read),
  tried: new Set(tried),
  passed: new Set(passed),
});

Deno.test("standing counts points, and is complete when all was read and checked", () => {
  assert.deepEqual(standing(COURSE, done([], [], [])), {
    earned: 0,
    points: 3,
    percent: null,
    complete: false,
    progress: 0,
    passed: false,
  });
  const half = standing(COURSE, done(["a/b"], ["a/b/c"], ["a/b/c"]));
  assert.deepEqual([half.percent, half.complete, half.progress], [66.67, false, 0.5]);
  const tried = standing(COURSE, done(["a/b", "a/d"], ["a/b/c", "a/d/e"], ["a/b/c"]));
  assert.deepEqual([tried.complete, tried.passed], [true, false]);
  // What belongs to another package counts for nothing.
  assert.equal(standing(COURSE, done(["x/y"], ["x/y/z"], ["x/y/z"])).progress, 0);
  const plain = { ...COURSE, lessons: [{ ...COURSE.lessons[0], exercises: [] }] };
  const read = standing(plain, done(["a/b"], [], []));
  assert.deepEqual([read.percent, read.complete, read.passed], [null, true, false]);
});

Deno.test("what the LMS has is never taken back", () => {
  const nothing = standing(COURSE, done([], [], []));
  const all = standing(COURSE, done(["a/b", "a/d"], ["a/b/c", "a/d/e"], ["a/b/c", "a/d/e"]));
  for (const before of ["", "not attempted", "browsed", "failed"]) {
    const { frame, data } = lms("scorm12", { "cmi.core.lesson_status": before });
    assert.ok(report(Connection.open(DIALECTS.scorm12, frame), nothing));
    assert.equal(data["cmi.core.lesson_status"], "incomplete");
    assert.equal(data["cmi.core.score.raw"], undefined);
  }
  const one = lms("scorm12", { "cmi.core.lesson_status": "passed", "cmi.core.score.raw": "80" });
  report(Connection.open(DIALECTS.scorm12, one.frame), standing(COURSE, done([], ["a/b/c"], [])));
  assert.deepEqual([one.data["cmi.core.lesson_status"], one.data["cmi.core.score.raw"]], ["passed", "80"]);
  report(Connection.open(DIALECTS.scorm12, one.frame), all);
  assert.equal(one.data["cmi.core.score.raw"], "100");

  const other = lms("scorm2004", { "cmi.completion_status": "completed", "cmi.success_status": "passed" });
  report(Connection.open(DIALECTS.scorm2004, other.frame), nothing);
  assert.deepEqual([other.data["cmi.completion_status"], other.data["cmi.success_status"]], ["completed", "passed"]);
  const fresh = lms("scorm2004");
  report(Connection.open(DIALECTS.scorm2004, fresh.frame), all);
  assert.deepEqual(
    [fresh.data["cmi.score.scaled"], fresh.data["cmi.completion_status"], fresh.data["cmi.success_status"]],
    ["1", "completed", "passed"],
  );
});

Deno.test("an LMS that refuses or fails is told in words, and stops nothing", () => {
  const wrong = { "cmi.core.score.raw": "false", "cmi.suspend_data": new Error("its own") };
  const { frame, said } = lms("scorm12", {}, wrong);
  const connection = Connection.open(DIALECTS.scorm12, frame);
  assert.equal(connection.trouble, "");
  assert.equal(report(connection, standing(COURSE, done([], ["a/b/c"], []))), false);
  assert.match(connection.trouble, /did not take cmi\.core\.score\.raw: Incorrect data type \(error 405\)/);
  assert.equal(connection.set("suspend", "x"), false);
  connection.end();
  connection.end();
  assert.deepEqual(said, ["commit", "terminate"]);
  assert.equal(connection.set("location", "x"), false);

  const open = (own: unknown) => () => Connection.open(DIALECTS.scorm12, own as Window);
  assert.throws(open(lms("scorm12", {}, { initialize: "false" }).frame), /opened no session/);
  assert.ok(Connection.open(DIALECTS.scorm12, lms("scorm12", {}, { initialize: true }).frame));
  const alone: Record<string, unknown> = {};
  alone.parent = alone;
  assert.throws(open(alone), (error: Error) => error instanceof NoLms && /^No LMS is around/.test(error.message));
  // Of a window of another origin, a page may ask for what is around it and for nothing else.
  const foreign: object = new Proxy({}, {
    get: (_, name) => {
      if (name === "parent") return foreign;
      throw new DOMException("cross-origin", "SecurityError");
    },
  });
  const barred = { parent: foreign };
  assert.throws(open(barred), /keeps them apart/);
  assert.ok(Connection.open(DIALECTS.scorm12, { ...alone, parent: null, opener: lms("scorm12").frame } as never));
});

Deno.test("what is suspended fits, and comes back as far as it fits", () => {
  const draft = (name: string, text: string): PlainDraft => ({
    playground: name,
    saved: "now",
    files: [["app.py", text]],
  });
  const state = {
    ...done(["a/b"], ["a/b/c", "a/d/e"], ["a/b/c"]),
    drafts: [draft("a/d/e", noise(9000)), draft("a/b/c", "ü")],
  };
  const { text, left } = pack(state, 4096);
  assert.ok(text !== null && text.length <= 4096 && left === 1);
  const back = unpack(text)!;
  assert.deepEqual(back.drafts, [draft("a/b/c", "ü")]);
  assert.deepEqual([back.read, back.tried, back.passed], [state.read, new Set(["a/b/c", "a/d/e"]), state.passed]);
  assert.equal(pack(state, 64_000).left, 0);
  const many = Array.from({ length: 300 }, () => `track/lesson/${noise(20)}`);
  assert.deepEqual(pack({ ...state, tried: new Set(many) }, 4096), { text: null, left: 2 });
  for (const foreign of ["", "page=3", "F2:x", "F1:", "F1:%%%", "F1:AAAA", text.slice(0, -9), `F1:${btoa("null")}`]) {
    assert.equal(unpack(foreign), null, foreign);
  }
});

Deno.test("an LMS with less room gets less from then on, and what nobody can read stays there", () => {
  const state = { ...done([], [], []), drafts: [] as PlainDraft[] };
  const now = standing(COURSE, state);
  const sizes: number[] = [];
  const { frame, data } = lms("scorm2004", {}, {}, (name, value) => {
    if (name === "cmi.suspend_data") sizes.push(value.length);
    return name !== "cmi.suspend_data" || value.length <= 1000 && !full;
  });
  let full = false;
  const keeper = new Keeper(Connection.open(DIALECTS.scorm2004, frame));
  assert.deepEqual([keeper.before, keeper.looking, keeper.location], [null, false, ""]);
  keeper.keep(now, { ...state, drafts: [{ playground: "a/b/c", saved: "now", files: noise(4000) }] });
  assert.deepEqual([sizes.length, keeper.trouble], [2, ""]);
  assert.match(keeper.lost, /^One exercise’s code is too long/);
  keeper.keep(now, { ...state, drafts: [] });
  assert.deepEqual([sizes.length, keeper.trouble, keeper.lost], [3, "", ""]);
  full = true;
  keeper.keep(now, state);
  assert.match(keeper.trouble, /^Your LMS has a problem\. It did not take cmi\.suspend_data: .* \(error 405\)/);

  const small = lms("scorm12");
  const other = new Keeper(Connection.open(DIALECTS.scorm12, small.frame));
  other.keep(now, { ...state, drafts: [{ playground: "a/b/c", saved: "now", files: noise(9000) }] });
  assert.match(other.lost, /^One exercise’s code is too long for your LMS and stays in this browser alone/);
  assert.equal(other.trouble, "");
  small.data["cmi.suspend_data"] = "of another package";
  assert.equal(other.before, false);
  other.keep(now, null);
  assert.equal(small.data["cmi.suspend_data"], "of another package");
  other.end();
  assert.equal(small.data["cmi.core.exit"], "suspend");
  assert.equal(data["cmi.completion_status"], "incomplete");

  const review = lms("scorm12", { "cmi.core.lesson_mode": "review", "cmi.core.score.raw": "50" });
  const looking = new Keeper(Connection.open(DIALECTS.scorm12, review.frame));
  assert.equal(looking.looking, true);
  looking.end();
  assert.deepEqual(review.said, ["terminate"]);
  assert.equal(review.data["cmi.core.exit"], undefined);
});

Deno.test("times are as the standards write them", () => {
  const { scorm12, scorm2004 } = DIALECTS;
  assert.deepEqual([0, 59.9, 3661, 1e9].map(scorm12.time), ["0000:00:00", "0000:00:59", "0001:01:01", "9999:00:00"]);
  assert.deepEqual([0, 59.9, 3661].map(scorm2004.time), ["PT0S", "PT59S", "PT3661S"]);
});

Deno.test("statements have an endpoint and somebody they are about, or there are none", () => {
  const at = (words: Record<string, string>) =>
    new URL(`https://lms.example/content/index.html?${new URLSearchParams(words)}`);
  const given = {
    endpoint: "https://lrs.example/x",
    actor: '{"name":["Ada"],"mbox":["mailto:a@b.c"]}',
    auth: "Basic x",
  };
  const launch = { ...COURSE, xapi: { endpoint: null } };
  assert.deepEqual(targetOf(launch, "ada", at({ ...given, registration: "no", activity_id: "https://e.org/a" })), {
    endpoint: "https://lrs.example/x/",
    auth: "Basic x",
    actor: { name: "Ada", mbox: "mailto:a@b.c" },
    registration: null,
    activity: "https://e.org/a",
  });
  for (
    const bad of [{ endpoint: "javascript:alert(1)" }, { endpoint: "" }, { actor: "[]" }, { actor: "{" }, { actor: "" }]
  ) {
    assert.match(String(targetOf(launch, "ada", at({ ...given, ...bad }))), /no endpoint, or no actor/);
  }
  const fixed = { ...COURSE, xapi: { endpoint: "https://k%40:s@lrs.example/x/" } };
  // Nothing in the address changes where they go.
  assert.deepEqual(targetOf(fixed, "ada", at({ ...given, endpoint: "https://evil.example" })), {
    endpoint: "https://lrs.example/x/",
    auth: `Basic ${btoa("k@:s")}`,
    actor: { objectType: "Agent", account: { homePage: "https://lms.example", name: "ada" } },
    registration: null,
    activity: null,
  });
  assert.match(String(targetOf(fixed, "", at(given))), /nobody has said who you are/);
});
