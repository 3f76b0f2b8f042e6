import assert from "node:assert/strict";
import { unfinished } from "../../sandbox/web/checking.ts";
import { grouped } from "../../sandbox/web/checks/grouped.ts";
import { knownMistake } from "../../sandbox/web/checks/known-mistake.ts";
import { changedParts, folded, type Row, rowsOf } from "../../sandbox/web/checks/rows.ts";
import { isPassed } from "../../sandbox/web/panels/checks.ts";
import type { CheckResult } from "../../sandbox/web/protocol.ts";
import { checkResult as result } from "./check-result.ts";

const text = ({ kind, parts }: Row) => `${kind[0]}:${parts.map(({ text }) => text).join("")}`;
const changed = ({ parts }: Row) => parts.filter((part) => part.changed).map((part) => part.text).join("");

Deno.test("a difference has the lines of both texts, and marks the changed words of lines that resemble each other", () => {
  const rows = rowsOf("<ul>\n<li>Tea for two</li>\n</ul>\n", "<ul>\n<li>Tea for three</li>\n</ul>\n<p>\n", true)!;
  assert.deepEqual(rows.map(text), [
    "s:<ul>",
    "r:<li>Tea for two</li>",
    "a:<li>Tea for three</li>",
    "s:</ul>",
    "a:<p>",
  ]);
  assert.equal(changed(rows[1]), "two");
  assert.equal(changed(rows[2]), "three");
  const strange = rowsOf("alpha beta\n", "1 / 0\n", true)!;
  assert.deepEqual(strange.map(changed), ["", ""]);
});

Deno.test("a line break at the end is a difference only where it counts", () => {
  assert.deepEqual(rowsOf("a\nb", "a\nb\n", false)!.map(text), ["s:a", "s:b"]);
  assert.deepEqual(rowsOf("a\nb", "a\nb\n", true)!.map(text), ["s:a", "r:b (no line break at the end)", "a:b"]);
  assert.deepEqual(rowsOf("", "a\n", true)!.map(text), ["a:a"]);
  assert.deepEqual(rowsOf("\n\n", "\n", true)!.map(text), ["s:", "r:"]);
});

Deno.test("equal lines far from a change are left out, and counted", () => {
  const many = Array.from({ length: 40 }, (_, index) => `line ${index}\n`);
  const other = many.with(20, "other\n");
  const shown = folded(rowsOf(many.join(""), other.join(""), true)!);
  assert.deepEqual(shown[0], { kind: "gap", count: 17 });
  assert.deepEqual(shown.at(-1), { kind: "gap", count: 16 });
  assert.equal(shown.length, 10);
  const near = many.with(4, "other\n").with(12, "other\n").slice(0, 20);
  assert.deepEqual(folded(rowsOf(many.slice(0, 20).join(""), near.join(""), true)!).at(-1), { kind: "gap", count: 4 });
  assert.equal(folded(rowsOf(many.slice(0, 20).join(""), near.join(""), true)!).length, 19);
});

Deno.test("texts that differ everywhere have no difference worth showing", () => {
  const lines = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word} ${index}\n`).join("");
  assert.equal(rowsOf(lines("a"), lines("b"), true), null);
  assert.equal(changedParts("red", "blue"), null);
  assert.deepEqual(changedParts("404 NOT FOUND", "405 NOT FOUND")![0][0], { text: "404", changed: true });
});

Deno.test("a mistake is known by the words of a failing check, the author's first one first", () => {
  const mistakes = [{ says: "no list", because: "<p>1</p>" }, { says: "no tea", because: "<p>2</p>" }];
  const failing = [result("passed", "no list"), result("failed", "There is no tea."), result("error", "no tea")];
  assert.equal(knownMistake(mistakes, failing), mistakes[1]);
  assert.equal(knownMistake(mistakes, [...failing, result("error", "no list")]), mistakes[0]);
  assert.equal(knownMistake(mistakes, [result("passed"), result("skipped", "no tea")]), null);
});

Deno.test("checks are passed where something passed and nothing went wrong", () => {
  const passed = (...outcomes: CheckResult["outcome"][]) =>
    isPassed({ results: outcomes.map((outcome) => result(outcome)), problem: null });
  assert.equal(passed("passed", "skipped"), true);
  assert.equal(passed("passed", "failed"), false);
  assert.equal(passed("skipped"), false);
  assert.equal(passed(), false);
});

Deno.test("a check that was running when all ended is told as one that went wrong", () => {
  assert.deepEqual(unfinished(null, "It ended."), []);
  const [{ label, outcome, message }] = unfinished(
    { type: "checking", label: "Sells tea", number: 2, count: 3 },
    "No.",
  );
  assert.deepEqual({ label, outcome, message }, { label: "Sells tea", outcome: "error", message: "No." });
});

Deno.test("a long list folds what passed, in its place; a short one folds nothing", () => {
  const many = (count: number) => Array.from({ length: count }, () => result("passed"));
  const sizes = (results: CheckResult[]) => grouped(results).map((group) => group.length);
  assert.deepEqual(sizes([...many(5), result("failed"), ...many(6)]), Array.from({ length: 12 }, () => 1));
  const long = [...many(120), result("failed"), ...many(2), result("skipped"), ...many(76)];
  assert.deepEqual(sizes(long), [120, 1, 1, 1, 1, 76]);
  assert.deepEqual(grouped(long).flat(), long);
});
