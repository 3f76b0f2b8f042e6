import assert from "node:assert/strict";
import { MOST_BYTES, receive } from "../../sandbox/web/browser/receive.ts";
import { UserAgent } from "../../sandbox/web/browser/user-agent.ts";

/** A body of `count` pieces of `size` bytes (endless without a count), and whether its reader has gone. */
function body(size: number, count = Infinity) {
  const state = { cancelled: false };
  let sent = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => sent++ < count ? controller.enqueue(new Uint8Array(size).fill(sent)) : controller.close(),
    cancel: () => void (state.cancelled = true),
  });
  return { stream, state };
}

Deno.test("a body is whole in the end, and comes in pieces meanwhile", async () => {
  const sizes: number[] = [];
  const received = await receive(body(3, 2).stream, ({ length }) => sizes.push(length));
  assert.deepEqual([...received.body], [1, 1, 1, 2, 2, 2]);
  assert.equal(received.cut, null);
  assert.deepEqual(sizes, [3, 3]);
});

Deno.test("an endless body is left at the limit", async () => {
  const { stream, state } = body(8 * 2 ** 20);
  const received = await receive(stream);
  assert.equal(received.cut, "too large");
  assert.equal(received.body.length, MOST_BYTES);
  assert.ok(state.cancelled);
});

Deno.test("a request that is aborted is rejected, and whoever sends is told", async () => {
  const { stream, state } = body(10);
  const agent = new UserAgent(() => Promise.resolve({ status: 200, reason: "OK", headers: [], body: stream }));
  const abort = new AbortController();
  let pieces = 0;
  const receiver = { head: () => () => void (++pieces === 3 && abort.abort()) };
  await assert.rejects(agent.fetch({ url: "/", initiator: "fetch", signal: abort.signal, receiver }), /abort/i);
  assert.ok(state.cancelled);
});

Deno.test("aborted before the head, the response is not read when it comes", async () => {
  const { stream, state } = body(10);
  const answer = Promise.withResolvers<
    { status: number; reason: string; headers: []; body: ReadableStream<Uint8Array> }
  >();
  const agent = new UserAgent(() => answer.promise);
  const abort = new AbortController();
  const asked = agent.fetch({ url: "/", initiator: "fetch", signal: abort.signal });
  abort.abort();
  await assert.rejects(asked, /abort/i);
  answer.resolve({ status: 200, reason: "OK", headers: [], body: stream });
  await answer.promise;
  await Promise.resolve();
  assert.ok(state.cancelled);
});
