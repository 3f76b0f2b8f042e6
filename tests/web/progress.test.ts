import assert from "node:assert/strict";
import {
  changeProgress,
  deleteProgress,
  PROGRESS_KEY,
  progressPart,
  readProgress,
} from "../../sandbox/web/learner/progress.ts";
import { cleaned, joined, noProgress, type Progress } from "../../sandbox/web/learner/progress-record.ts";
import { TimeSpent } from "../../sandbox/web/learner/time-spent.ts";
import { duration, inWords, type ListedLesson, nextLesson, summed } from "../../sandbox/web/learner/standings.ts";

const EARLY = "2026-01-01T00:00:00.000Z", LATE = "2026-02-01T00:00:00.000Z";

function someProgress(): Progress {
  return {
    schema: 1,
    lessons: {
      "start/one": { title: "One", seen: EARLY, read: EARLY, seconds: 61, exercises: { "start/one/bakery": "v1" } },
      "start/two": { title: "Two", seen: LATE, read: null, seconds: 9, exercises: {} },
    },
    passed: { "start/one/bakery": { at: EARLY, version: "v1" } },
    last: { lesson: "start/two", title: "Two", at: LATE, section: "Here", hash: "here" },
    timed: true,
  };
}

/** Runs `test` with that text in the browser's storage. */
function withStored(text: string | null, test: () => void | Promise<void>): () => Promise<void> {
  return async () => {
    localStorage.clear();
    if (text !== null) localStorage.setItem(PROGRESS_KEY, text);
    try {
      await test();
    } finally {
      localStorage.clear();
    }
  };
}

Deno.test(
  "what is written is read again, and the key says which site it is of",
  withStored(null, () => {
    assert.deepEqual(readProgress(), { progress: noProgress(), state: "sound" });
    assert.equal(changeProgress(() => someProgress()), true);
    assert.deepEqual(readProgress(), { progress: someProgress(), state: "sound" });
    assert.match(PROGRESS_KEY, /^flaskroom\.progress \/.*\/$/);
  }),
);

Deno.test(
  "a change begins from what is there now, so tabs add to each other",
  withStored(JSON.stringify(someProgress()), () => {
    // Another tab writes between two changes of this one.
    changeProgress((progress) => void (progress.passed["start/two/a"] = { at: LATE, version: "v" }));
    const theirs = JSON.parse(localStorage.getItem(PROGRESS_KEY)!);
    theirs.passed["start/two/b"] = { at: LATE, version: "v" };
    localStorage.setItem(PROGRESS_KEY, JSON.stringify(theirs));
    changeProgress((progress) => void (progress.lessons["start/two"].seconds += 5));
    const { progress } = readProgress();
    assert.deepEqual(Object.keys(progress.passed), ["start/one/bakery", "start/two/a", "start/two/b"]);
    assert.equal(progress.lessons["start/two"].seconds, 14);
  }),
);

const NEWER = JSON.stringify({ schema: 2, lessons: "of another kind" });
Deno.test(
  "what a newer version wrote is neither read nor changed",
  withStored(NEWER, () => {
    assert.deepEqual(readProgress(), { progress: noProgress(), state: "newer" });
    assert.equal(changeProgress(() => someProgress()), false);
    assert.equal(deleteProgress(), null);
    assert.equal(localStorage.getItem(PROGRESS_KEY), NEWER);
  }),
);

const OTHERS = { schema: 1, lessons: {}, passed: {}, last: null, timed: true };
for (
  const damaged of [
    "{",
    "null",
    "7",
    '"text"',
    "[]",
    "{}",
    JSON.stringify({ ...OTHERS, lessons: [] }),
    JSON.stringify({ ...OTHERS, passed: null }),
    JSON.stringify({ ...OTHERS, last: "start/one" }),
    JSON.stringify({ ...OTHERS, lessons: { "start/one": null } }),
    JSON.stringify({ ...OTHERS, lessons: { __proto__x: {} } }),
    JSON.stringify({ ...OTHERS, passed: { "start/one/a": { at: "yesterday", version: "v" } } }),
    JSON.stringify({ ...OTHERS, passed: { "start/one/a": { at: "2026-13-01T00:00:00.000Z", version: "v" } } }),
  ]
) {
  Deno.test(
    `damaged progress is put aside before anything is written: ${damaged}`,
    withStored(damaged, () => {
      assert.equal(readProgress().state, "damaged");
      assert.equal(localStorage.getItem(PROGRESS_KEY), damaged); // reading changes nothing
      assert.equal(changeProgress(() => someProgress()), true);
      assert.deepEqual(readProgress(), { progress: someProgress(), state: "sound" });
      assert.equal(localStorage.getItem(`${PROGRESS_KEY} damaged`), damaged);
    }),
  );
}

Deno.test("of damaged progress, what is sound counts", () => {
  const { progress, whole } = cleaned({
    ...someProgress(),
    passed: { ...someProgress().passed, "start/two/b": 7, constructor: { at: EARLY, version: "v" } },
  });
  assert.equal(whole, false);
  assert.deepEqual(progress, someProgress());
});

Deno.test("forbidden storage keeps nothing and throws nothing", async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, "localStorage")!;
  const refuse = () => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  Object.defineProperty(globalThis, "localStorage", { get: refuse, configurable: true });
  try {
    assert.deepEqual(readProgress(), { progress: noProgress(), state: "forbidden" });
    assert.equal(changeProgress(() => someProgress()), false);
    assert.equal(deleteProgress(), null);
    await assert.rejects(progressPart.restore(someProgress()), /lets this site keep nothing/);
  } finally {
    Object.defineProperty(globalThis, "localStorage", own);
  }
});

Deno.test(
  "a deletion can be undone, and what came in between stays",
  withStored(JSON.stringify({ ...someProgress(), timed: false }), () => {
    const undo = deleteProgress();
    assert.deepEqual(readProgress().progress, { ...noProgress(), timed: false });
    changeProgress((progress) => void (progress.passed["start/two/a"] = { at: LATE, version: "v" }));
    undo!();
    const { progress } = readProgress();
    assert.deepEqual(progress.lessons, someProgress().lessons);
    assert.deepEqual(Object.keys(progress.passed).sort(), ["start/one/bakery", "start/two/a"]);
    assert.equal(progress.timed, false);
  }),
);

Deno.test(
  "nothing is left of progress that is deleted",
  withStored("{", () => {
    changeProgress(() => someProgress());
    deleteProgress();
    assert.equal(localStorage.length, 0);
  }),
);

Deno.test("of two, the newer counts, whichever comes first", () => {
  const one = someProgress(), other = someProgress();
  other.lessons["start/one"] = { title: "Uno", seen: LATE, read: null, seconds: 5, exercises: { "start/one/x": "v" } };
  other.lessons["start/three"] = one.lessons["start/two"];
  other.passed["start/one/bakery"] = { at: LATE, version: "v2" };
  other.last = { lesson: "start/one", title: "Uno", at: EARLY, section: "", hash: "" };
  for (const made of [joined(one, other), joined(other, one)]) {
    assert.deepEqual(made.lessons["start/one"], { ...other.lessons["start/one"], read: EARLY, seconds: 61 });
    assert.deepEqual(Object.keys(made.lessons).sort(), ["start/one", "start/three", "start/two"]);
    assert.equal(made.passed["start/one/bakery"].version, "v2");
    assert.equal(made.last?.lesson, "start/two");
  }
  assert.deepEqual(one, someProgress());
  assert.deepEqual(joined(noProgress(), one), one);
  assert.deepEqual(joined(one, noProgress()), one);
});

Deno.test(
  "progress goes into a file and comes back from it",
  withStored(JSON.stringify(someProgress()), async () => {
    const saved = JSON.parse(JSON.stringify(await progressPart.save()));
    localStorage.clear();
    changeProgress((progress) => void (progress.passed["start/two/a"] = { at: LATE, version: "v" }));
    assert.equal(await progressPart.restore(saved), "Progress: 1 lesson read, 1 exercise passed.");
    assert.deepEqual(Object.keys(readProgress().progress.passed).sort(), ["start/one/bakery", "start/two/a"]);
    const before = localStorage.getItem(PROGRESS_KEY);
    for (const damaged of [null, 7, {}, { ...saved, lessons: { x: 1 } }, { ...saved, schema: 2 }]) {
      await assert.rejects(progressPart.restore(damaged), /is damaged, so none of it was taken over/);
    }
    assert.equal(localStorage.getItem(PROGRESS_KEY), before);
  }),
);

Deno.test("time counts while the page is in view and something was done in the last minute", () => {
  const time = new TimeSpent();
  time.tick(0, true);
  time.tick(5000, true);
  assert.equal(time.take(), 0); // nothing was done yet
  time.did(5000);
  for (let now = 10_000; now <= 120_000; now += 5000) time.tick(now, true);
  assert.equal(time.take(), 55);
  time.did(120_000);
  time.tick(122_500, false); // goes out of view
  time.tick(140_000, true); // and comes back
  time.tick(143_600, true);
  assert.equal(time.take(), 6);
  time.did(143_600);
  time.tick(200_000, true); // the computer slept
  assert.equal(time.take(), 10);
});

const lesson = (id: string, requires: string[] = [], version = "v1"): ListedLesson => {
  const exercises = [{ id: `${id}/bakery`, title: "Bakery", version, points: 2 }];
  return { id, title: id, address: `/${id}/`, requires, exercises };
};

Deno.test("sums, and what comes next", () => {
  const lessons = [lesson("start/one"), lesson("start/two", ["start/one"]), lesson("start/three", ["start/two"])];
  assert.equal(nextLesson(noProgress(), lessons)?.id, "start/one");
  const progress = someProgress();
  assert.equal(nextLesson(progress, lessons)?.id, "start/two");
  assert.equal(
    inWords(summed(progress, lessons), true),
    "1 of 3 lessons read, 1 of 3 exercises passed, 2 of 6 points, 1 min",
  );
  assert.equal(
    inWords(summed(noProgress(), [lessons[0]]), true),
    "0 of 1 lesson read, 0 of 1 exercise passed, 0 of 2 points",
  );
  assert.equal(inWords(summed(progress, lessons), false).includes("min"), false);
  progress.lessons["start/three"] = { ...progress.lessons["start/one"] }; // read before what it requires
  assert.equal(nextLesson(progress, lessons)?.id, "start/two");
  progress.lessons["start/two"].read = LATE;
  assert.equal(nextLesson(progress, lessons), null);
});

Deno.test("a lesson that is not read and whose requirements are not either is not next", () => {
  assert.equal(nextLesson(noProgress(), [lesson("start/two", ["start/one"])]), null);
});

for (const [seconds, words] of [[60, "1 min"], [3599, "1 h 0 min"], [3900, "1 h 5 min"]] as const) {
  Deno.test(`${seconds} seconds are ${words}`, () => assert.equal(duration(seconds), words));
}
