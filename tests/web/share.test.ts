import assert from "node:assert/strict";
import { fragmentFor, fromPacked, toFragment } from "../../sandbox/web/files/share.ts";

const NAME = "routing/variable-rules/greet";

async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replace(/\+/g, "-").replace(/\//g, "_");
}

Deno.test("changes come back from a link as they went in, whatever they hold", async () => {
  const changes = { "app.py": "print('Grüße 👋')\n".repeat(400), "static/x.css": "", "old.py": null };
  const fragment = await toFragment(NAME, changes);
  assert.match(fragment, /^routing\/variable-rules\/greet:[\w-]+$/);
  assert.deepEqual(await fromPacked(fragmentFor(NAME, `#${fragment}`)!), changes);
});

Deno.test("a link is for one playground, also where a browser has escaped it", async () => {
  const fragment = await toFragment(NAME, { "app.py": "x" });
  assert.equal(fragmentFor("routing/variable-rules/shop", `#${fragment}`), null);
  assert.equal(fragmentFor(NAME, "#variable-rules"), null);
  assert.equal(fragmentFor(NAME, "#100%"), null);
  assert.notEqual(fragmentFor(NAME, `#${fragment.replaceAll("/", "%2F").replace(":", "%3A")}`), null);
});

Deno.test("a damaged link is refused with a reason", async () => {
  const fragment = await toFragment(NAME, { "app.py": "print('hello, world')\n" });
  const whole = fragmentFor(NAME, `#${fragment}`)!;
  for (
    const part of ["", "!!!", whole.slice(0, -6), await packed("not json"), await packed("[1]"), await packed("3")]
  ) {
    await assert.rejects(fromPacked(part), /incomplete or damaged/, part);
  }
  await assert.rejects(fromPacked(await packed('{"../x": "y"}')), /"\.\."/);
  await assert.rejects(fromPacked(await packed('{"app.py": 3}')), /app\.py is neither/);
});

Deno.test("a small link that unpacks to a large text is refused", async () => {
  await assert.rejects(fromPacked(await packed(JSON.stringify({ "app.py": "x".repeat(5_000_000) }))), /damaged/);
});
