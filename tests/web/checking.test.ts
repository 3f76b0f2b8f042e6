import assert from "node:assert/strict";
import { withReason } from "../../sandbox/web/checking.ts";
import type { Problem } from "../../sandbox/web/protocol.ts";

const PROBLEM: Problem = {
  kind: "syntax",
  type: "SyntaxError",
  message: "invalid syntax",
  advice: "",
  file: "app.py",
  line: 3,
  column: 1,
  frames: [],
  traceback: "Traceback …",
};

Deno.test("checks that could not start are one error and never an empty list", () => {
  const { results, problem } = withReason({ results: [], problem: PROBLEM });
  assert.equal(problem, PROBLEM);
  assert.equal(results.length, 1);
  const [{ outcome, message, file, line }] = results;
  assert.deepEqual({ outcome, message, file, line }, {
    outcome: "error",
    message: "SyntaxError: invalid syntax",
    file: "app.py",
    line: 3,
  });
});

Deno.test("a report that has results stays as it is", () => {
  assert.deepEqual(withReason({ results: [], problem: null }), { results: [], problem: null });
});
