import assert from "node:assert/strict";
import { preview, size } from "../../sandbox/web/body-preview.ts";
import { score, summary } from "../../sandbox/web/panels/checks.ts";
import { releasePort, takePort } from "../../sandbox/web/port.ts";
import type { CheckResult, Header } from "../../sandbox/web/protocol.ts";
import { checkResult } from "./check-result.ts";

const type = (value: string): Header[] => [["Content-Type", value]];
const bytes = (text: string) => new TextEncoder().encode(text);

function results(...outcomes: CheckResult["outcome"][]): CheckResult[] {
  return outcomes.map((outcome) => checkResult(outcome));
}

Deno.test("the summary counts what can pass", () => {
  assert.equal(summary(results("passed", "failed", "error", "skipped")), "1 of 3 checks pass.");
  assert.equal(summary(results("passed", "passed", "skipped")), "All 2 checks pass.");
  assert.equal(summary(results("passed")), "The check passes.");
  assert.equal(summary(results()), "There is no check to run.");
  assert.deepEqual(score(results("passed", "failed")), { text: "1 of 2", tone: "bad" });
});

Deno.test("a body is shown as text where it is text, and named otherwise", () => {
  assert.deepEqual(preview(type("text/html; charset=utf-8"), bytes("<p>ü")), { text: "<p>ü", note: "" });
  assert.equal(preview(type("application/problem+json"), bytes("{}")).text, "{}");
  assert.deepEqual(preview(type("image/png"), new Uint8Array(2048)), { text: null, note: "2.0 KiB of image/png." });
  assert.deepEqual(preview([], bytes("plain")), { text: "plain", note: "" });
  assert.equal(preview([], Uint8Array.of(1, 0, 2)).text, null);
  assert.deepEqual(preview(type("text/plain"), new Uint8Array()), { text: null, note: "" });
});

Deno.test("of a large body only the beginning is kept, cut between characters", () => {
  const { text, note } = preview(type("text/plain"), bytes("€".repeat(100_000)));
  assert.ok(text!.length < 8192 && /^€+$/.test(text!));
  assert.equal(note, "The first 8.0 KiB of 293.0 KiB.");
  assert.equal(size(50 * 1024 ** 2), "50.0 MiB");
});

Deno.test("one holder a port: the next evicts the one before, once", () => {
  const evicted: string[] = [];
  const holder = (title: string) => ({ title, evict: (by: string) => void evicted.push(`${title} by ${by}`) });
  const [first, second] = [holder("Hello"), holder("Shop")];
  takePort(first);
  takePort(first);
  takePort(second);
  releasePort(first); // holds it no more
  takePort(first);
  releasePort(first);
  takePort(second);
  releasePort(second);
  assert.deepEqual(evicted, ["Hello by Shop", "Shop by Hello"]);
});
