import assert from "node:assert/strict";
import { came, cameAs, type Response } from "../../sandbox/web/questions/came.ts";
import { firstFault, type Line } from "../../sandbox/web/questions/order.ts";

/** `a0` is the line “a” of group 0, `x` one that does not belong. */
function lines(text: string): Line[] {
  return text.split(" ").filter(Boolean).map((word) => ({ text: word[0], group: word[1] ? Number(word[1]) : null }));
}

const order = (placed: string, all = placed) => firstFault(lines(placed), lines(all));

Deno.test("the first line out of place is found", () => {
  assert.equal(order("a0 b1 c2"), null);
  assert.deepEqual(order("b1 a0 c2"), { kind: "place", at: 0 });
  assert.deepEqual(order("a0 c2 b1"), { kind: "place", at: 1 });
});

Deno.test("a line that does not belong is told where it stands", () => {
  assert.deepEqual(order("a0 x b1 c2"), { kind: "stranger", at: 1 });
  assert.deepEqual(order("a0 b1 c2 x"), { kind: "stranger", at: 3 });
  assert.deepEqual(order("b1 x a0 c2"), { kind: "place", at: 0 });
  assert.equal(order("a0 b1 c2", "x a0 b1 c2"), null);
});

Deno.test("a line that is left out is missed at its place, or at the end", () => {
  assert.deepEqual(order("a0 c2", "a0 b1 c2"), { kind: "place", at: 1 });
  assert.deepEqual(order("a0 b1", "a0 b1 c2"), { kind: "missing" });
  assert.deepEqual(order("", "a0 b1 c2"), { kind: "missing" });
});

Deno.test("lines of one group stand in any order, and nowhere else", () => {
  for (const right of ["a0 b1 c1 d3", "a0 c1 b1 d3"]) assert.equal(order(right), null);
  assert.deepEqual(order("b1 a0 c1 d3"), { kind: "place", at: 0 });
  assert.deepEqual(order("a0 b1 d3 c1"), { kind: "place", at: 2 });
});

Deno.test("lines of the same words are the same line", () => {
  assert.equal(order("a2 b1 a0 c3"), null);
  assert.deepEqual(order("a0 a2 b1 c3"), { kind: "place", at: 1 });
});

const RESPONSE: Response = {
  status: 303,
  reason: "SEE OTHER",
  headers: [["Location", "/thanks?n=1"], ["Set-Cookie", "a=1"], ["Set-Cookie", "b=2"]],
  body: "<h1>\n   Thank\n you</h1>\n",
};

Deno.test("a status, a piece of the body and a whole field can come", () => {
  assert.ok(came("Status", "303", RESPONSE));
  assert.ok(!came("Status", "302", RESPONSE));
  assert.ok(came("Body", "Thank  you", RESPONSE));
  assert.ok(!came("Body", "Thankyou", RESPONSE));
  assert.ok(came("location", "/thanks?n=1", RESPONSE));
  assert.ok(!came("Location", "/thanks", RESPONSE));
  assert.ok(came("Set-Cookie", "a=1, b=2", RESPONSE));
  assert.ok(!came("Allow", "GET", RESPONSE));
});

Deno.test("what came is one line that can be read", () => {
  assert.equal(cameAs("Status", RESPONSE), "303 SEE OTHER");
  assert.equal(cameAs("Body", RESPONSE), "<h1> Thank you</h1>");
  assert.equal(cameAs("Allow", RESPONSE), "");
  assert.equal(cameAs("Body", { ...RESPONSE, body: "x".repeat(401) }), `${"x".repeat(400)} …`);
});
