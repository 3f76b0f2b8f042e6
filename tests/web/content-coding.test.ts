import assert from "node:assert/strict";
import { codingOf } from "../../sandbox/web/browser/content-coding.ts";
import { MOST_BYTES } from "../../sandbox/web/browser/receive.ts";
import { type Initiator, UserAgent } from "../../sandbox/web/browser/user-agent.ts";
import type { Header } from "../../sandbox/web/protocol.ts";

async function packed(text: string, coding: CompressionFormat): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream(coding));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What the user agent makes of a response with that coding, whose body comes in pieces of seven bytes. */
async function body(coding: string, bytes: Uint8Array, initiator: Initiator = "navigation") {
  const headers: Header[] = [["Content-Encoding", coding]];
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => at < bytes.length ? controller.enqueue(bytes.slice(at, at += 7)) : controller.close(),
  });
  const agent = new UserAgent(() => Promise.resolve({ status: 200, reason: "OK", headers, body: stream }));
  return (await agent.fetch({ url: "/", initiator })).response;
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

for (const coding of ["gzip", "deflate"] as const) {
  Deno.test(`a body in ${coding} is unpacked, but for a client`, async () => {
    const bytes = await packed("bread ".repeat(50), coding);
    assert.equal(textOf((await body(coding.toUpperCase(), bytes)).body), "bread ".repeat(50));
    assert.deepEqual((await body(coding, bytes, "client")).body, bytes);
  });
}

Deno.test("a body that is no such thing, or breaks off, is told; an empty one is empty", async () => {
  await assert.rejects(body("gzip", new TextEncoder().encode("no gzip")), /its body is not gzip/);
  await assert.rejects(body("gzip", (await packed("bread", "gzip")).slice(0, -3)), /its body is not gzip/);
  assert.equal((await body("gzip", new Uint8Array())).body.length, 0);
});

Deno.test("a coding that is not known leaves the body as it is", async () => {
  assert.equal(codingOf([["Content-Encoding", "br"]]), null);
  assert.equal(textOf((await body("identity", new TextEncoder().encode("bread"))).body), "bread");
});

Deno.test("a body that unpacks to more than fits is left at the limit", async () => {
  const response = await body("gzip", await packed("\0".repeat(MOST_BYTES + 1000), "gzip"));
  assert.equal(response.cut, "too large");
});
