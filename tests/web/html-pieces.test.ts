import assert from "node:assert/strict";
import { HtmlPieces } from "../../sandbox/web/browser/html-pieces.ts";

const PAGE = `<!doctype html><!-- a > b --><title>1 < 2</title><p class="a>b" title='<'>text &amp; 1 < 2</p>` +
  `<script>if (a < b) write("<p>")</script><style>p > a { }</style><br/>end`;

Deno.test("whatever the pieces it comes in, all of it is taken, and nothing is divided", () => {
  const whole = new HtmlPieces().take(PAGE);
  for (const size of [1, 2, 3, 7, 50]) {
    const pieces = new HtmlPieces();
    const tokens: string[] = [];
    for (let at = 0; at < PAGE.length; at += size) tokens.push(...pieces.take(PAGE.slice(at, at + size)));
    assert.equal(tokens.join("") + pieces.end(), PAGE);
    for (const token of whole.filter((each) => each.startsWith("<"))) assert.ok(tokens.includes(token), token);
  }
});

Deno.test("what is not finished waits", () => {
  const pieces = new HtmlPieces();
  assert.deepEqual(pieces.take("<p>a<scri"), ["<p>", "a"]);
  assert.deepEqual(pieces.take("pt>one()</"), []);
  assert.deepEqual(pieces.take("script><b"), ["<script>one()</script>"]);
  assert.equal(pieces.end(), "<b");
});
