import assert from "node:assert/strict";
import { History } from "../../sandbox/web/browser/history.ts";

Deno.test("back and forward move, a new visit forgets what lay ahead", () => {
  const history = new History<string>();
  for (const visit of ["a", "b", "c"]) history.push(visit);
  assert.equal(history.go(-1), "b");
  assert.equal(history.go(-1), "a");
  assert.equal(history.go(-1), undefined);
  assert.equal(history.current, "a");
  assert.equal(history.go(1), "b");
  history.push("d");
  assert.deepEqual([history.canGoBack, history.canGoForward, history.current], [true, false, "d"]);
  assert.equal(history.go(-1), "b");
});

Deno.test("replace keeps the place, and is the first visit of an empty list", () => {
  const history = new History<string>();
  history.replace("a");
  history.replace("b");
  assert.deepEqual([history.current, history.canGoBack], ["b", false]);
});
