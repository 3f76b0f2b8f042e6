import assert from "node:assert/strict";
import { Unpacking } from "../../sandbox/web/runtime/unpacking.ts";

const TEXT = new TextEncoder().encode("flask run\n".repeat(50_000));

async function packed(): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([TEXT]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

for (const patient of [false, true]) {
  Deno.test(`what arrives in pieces is whole in the end, patient: ${patient}`, async () => {
    const file = await packed();
    const unpacking = new Unpacking(patient);
    for (let at = 0; at < file.length; at += 100) unpacking.add(file.slice(at, at + 100));
    assert.deepEqual(new Uint8Array(await unpacking.end()), TEXT);
  });
}

Deno.test("what was unpacked is freed", async () => {
  const { buffer } = await packed();
  await Unpacking.all(buffer);
  assert.equal(buffer.byteLength, 0);
});

Deno.test("a file that breaks off or is none fails when it ends, and not before", async () => {
  const file = await packed();
  for (const content of [file.slice(0, -20), TEXT.slice()]) {
    const unpacking = new Unpacking();
    unpacking.add(content);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await assert.rejects(unpacking.end(), TypeError);
  }
});
