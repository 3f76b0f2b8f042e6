import assert from "node:assert/strict";
import { Responses } from "../../sandbox/web/runtime/responses.ts";

type Event = Parameters<Responses["hear"]>[0];

const head = (id: number): Event => ({ type: "response", id, status: 200, reason: "OK", headers: [] });
const chunk = (id: number, text: string): Event => ({ type: "chunk", id, bytes: new TextEncoder().encode(text) });
const end = (id: number): Event => ({ type: "end", id });

Deno.test("events of two requests reach their own streams", async () => {
  const responses = new Responses(() => {});
  const [one, two] = [responses.open(), responses.open()];
  for (const event of [head(one.id), head(two.id), chunk(two.id, "b"), chunk(one.id, "a"), end(one.id), end(two.id)]) {
    responses.hear(event);
  }
  const texts = await Promise.all(
    [one, two].map(async ({ response }) => await new Response((await response).body as BodyInit).text()),
  );
  assert.deepEqual(texts, ["a", "b"]);
});

Deno.test("the head comes before the body is complete", async () => {
  const responses = new Responses(() => {});
  const { id, response } = responses.open();
  responses.hear(head(id));
  assert.equal((await response).status, 200);
});

Deno.test("when the interpreter goes, what waits is rejected and what streams breaks off", async () => {
  const responses = new Responses(() => {});
  const [waiting, streaming] = [responses.open(), responses.open()];
  responses.hear(head(streaming.id));
  responses.failAll(new Error("stopped"));
  await assert.rejects(waiting.response, /stopped/);
  await assert.rejects(new Response((await streaming.response).body as BodyInit).text());
});

Deno.test("a body that its reader has given up is thrown away, however long it goes on", async () => {
  const responses = new Responses(() => {});
  const { id, response } = responses.open();
  responses.hear(head(id));
  const body = (await response).body;
  await body.cancel();
  for (const event of [chunk(id, "late"), end(id)]) responses.hear(event);
  assert.ok((await body.getReader().read()).done);
});

Deno.test("the inspection belongs to its response, and is null where the app is stopped before", async () => {
  const responses = new Responses(() => {});
  const [one, two] = [responses.open(), responses.open()];
  for (const { id } of [one, two]) [head(id), end(id)].forEach((event) => responses.hear(event));
  responses.hear({ type: "inspection", id: two.id, text: "{}" });
  responses.failAll(new Error("stopped"));
  assert.equal(await (await two.response).inspection, "{}");
  assert.equal(await (await one.response).inspection, null);
});
