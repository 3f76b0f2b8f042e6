import assert from "node:assert/strict";
import type { Header, WireRequest } from "../../sandbox/web/protocol.ts";
import { type Exchange, UserAgent } from "../../sandbox/web/browser/user-agent.ts";

type Answer = { status?: number; headers?: Header[]; body?: string };

/** A user agent whose app answers each request by `answer`, which gets how many came before; and what reached it. */
function agentFor(answer: (request: WireRequest, before: number) => Answer): { agent: UserAgent; sent: WireRequest[] } {
  const sent: WireRequest[] = [];
  const agent = new UserAgent((request) => {
    const { status = 200, headers = [], body = `answer ${sent.length}` } = answer(request, sent.length);
    sent.push(request);
    return Promise.resolve({ status, reason: "", headers, body: new Blob([body]).stream() });
  });
  return { agent, sent };
}

const value = ({ headers }: WireRequest, name: string) => headers.find(([key]) => key === name)?.[1];
const text = ({ response }: Exchange) => new TextDecoder().decode(response.body);
const get = (agent: UserAgent, url = "/", headers: Header[] = []) => agent.fetch({ url, headers, initiator: "fetch" });
const DAY = 24 * 60 * 60 * 1000;
const date = (offset: number) => new Date(Date.now() + offset).toUTCString();

for (
  const [fields, reached] of [
    [[], 2],
    [[["Cache-Control", "max-age=60"]], 1],
    [[["Cache-Control", "Max-Age=60, must-revalidate"]], 1],
    [[["Cache-Control", "private, max-age=60"]], 1],
    [[["Cache-Control", "s-maxage=60"]], 2],
    [[["Cache-Control", "max-age=0"]], 2],
    [[["Cache-Control", "no-store, max-age=60"]], 2],
    [[["Cache-Control", "no-cache, max-age=60"]], 2],
    [[["Cache-Control", "max-age=60"], ["Cache-Control", "no-cache"]], 2],
    [[["Cache-Control", "stale-while-revalidate=60"]], 2],
    [[["Cache-Control", "immutable"]], 2],
    [[["Cache-Control", "max-age=60"], ["Age", "61"]], 2],
    [[["Cache-Control", "max-age=60"], ["Vary", "*"]], 2],
    [[["Expires", date(DAY)]], 1],
    [[["Expires", date(-DAY)]], 2],
    [[["Expires", "0"]], 2],
    [[["Expires", date(DAY)], ["Cache-Control", "max-age=0"]], 2],
    [[["Last-Modified", date(-100 * DAY)]], 2], // a rule of thumb would take it for fresh
  ] as [Header[], number][]
) {
  Deno.test(`after ${JSON.stringify(fields.map((field) => field.join(": ")))} the app is asked ${reached} times`, async () => {
    const { agent, sent } = agentFor(() => ({ headers: fields }));
    await get(agent);
    const again = await get(agent);
    assert.equal(sent.length, reached);
    assert.equal(text(again), `answer ${reached - 1}`);
    assert.deepEqual(again.cached, reached === 1 ? { notModified: null } : null);
  });
}

Deno.test("a 304 brings the stored body back, with the fields that it changes", async () => {
  const { agent, sent } = agentFor((_request, before) =>
    before === 0
      ? { headers: [["ETag", '"1"'], ["Content-Type", "text/css"], ["X-Kept", "1"], ["X-New", "0"]], body: "body" }
      : { status: 304, headers: [["ETag", '"1"'], ["X-New", before + ""]], body: "" }
  );
  await get(agent);
  for (const round of ["1", "2"]) {
    const again = await get(agent);
    assert.equal(value(again.request, "If-None-Match"), '"1"');
    assert.equal(again.response.status, 200);
    assert.equal(text(again), "body");
    assert.equal(again.cached?.notModified?.status, 304);
    const fields = Object.fromEntries(again.response.headers);
    assert.deepEqual(fields, { ETag: '"1"', "Content-Type": "text/css", "X-Kept": "1", "X-New": round });
  }
  assert.equal(sent.length, 3);
});

Deno.test("a response that changed replaces the stored one; its date validates where it has no tag", async () => {
  const modified = date(-DAY);
  const { agent, sent } = agentFor(() => ({ headers: [["Last-Modified", modified]] }));
  await get(agent);
  const again = await get(agent);
  assert.equal(value(sent[1], "If-Modified-Since"), modified);
  assert.equal(text(again), "answer 1");
  assert.equal(again.cached, null);
});

Deno.test("reload validates what is fresh, and so does everything after expire()", async () => {
  const { agent, sent } = agentFor((request) =>
    value(request, "If-None-Match")
      ? { status: 304, headers: [["Cache-Control", "max-age=60"]] }
      : { headers: [["ETag", 'W/"a"'], ["Cache-Control", "max-age=60"]] }
  );
  await get(agent);
  await get(agent);
  assert.equal(sent.length, 1);
  const reloaded = await get(agent, "/", [["Cache-Control", "max-age=0"]]);
  assert.equal(sent.length, 2);
  assert.equal(text(reloaded), "answer 0");
  agent.cache.expire();
  await get(agent);
  assert.equal(sent.length, 3);
  await get(agent); // the 304 made it fresh again
  assert.equal(sent.length, 3);
});

Deno.test("Vary keeps one response for each of the values that it names", async () => {
  const { agent, sent } = agentFor(() => ({ headers: [["Cache-Control", "max-age=60"], ["Vary", "Accept-Language"]] }));
  const inGerman: Header[] = [["Accept-Language", "de"]];
  await get(agent);
  await get(agent, "/", inGerman);
  assert.equal(sent.length, 2);
  assert.equal(text(await get(agent)), "answer 0");
  assert.equal(text(await get(agent, "/", inGerman)), "answer 1");
  assert.equal(text(await get(agent, "/", [["accept-language", "de"]])), "answer 1");
  assert.equal(sent.length, 2);
});

Deno.test("only GET is answered from the cache, and a request that may change something empties it", async () => {
  const { agent, sent } = agentFor(() => ({ headers: [["Cache-Control", "max-age=60"]] }));
  const ask = (method: string) => agent.fetch({ method, url: "/", initiator: "fetch" });
  await ask("GET");
  await ask("HEAD");
  await ask("GET");
  assert.equal(sent.length, 2);
  await ask("POST");
  await ask("GET");
  assert.equal(sent.length, 4);
});

for (const [cache, reached] of [["no-store", 2], ["reload", 2], ["no-cache", 2], ["force-cache", 1]] as const) {
  Deno.test(`fetch with cache "${cache}" asks the app ${reached} times`, async () => {
    const { agent, sent } = agentFor(() => ({ headers: [["Cache-Control", "max-age=60"]] }));
    await get(agent);
    await agent.fetch({ url: "/", initiator: "fetch", cache });
    assert.equal(sent.length, reached);
  });
}

Deno.test("a script that validates by itself gets the 304", async () => {
  const { agent } = agentFor((request) =>
    value(request, "If-None-Match") ? { status: 304 } : { headers: [["ETag", '"1"']] }
  );
  await get(agent);
  assert.equal((await get(agent, "/", [["If-None-Match", '"1"']])).response.status, 304);
});

Deno.test("redirects are stored as anything else, and large bodies make room for each other", async () => {
  const { agent, sent } = agentFor(({ url }) => {
    const headers: Header[] = [["Cache-Control", "max-age=60"]];
    if (url.endsWith("/old")) return { status: 301, headers: [...headers, ["Location", "/new"]] };
    return { headers, body: "x".repeat(7 * 1024 ** 2) };
  });
  await get(agent, "/old");
  assert.equal((await get(agent, "/old")).request.url, "http://localhost:5000/new");
  assert.equal(sent.length, 2);
  for (const path of ["/1", "/2", "/3", "/4"]) await get(agent, path);
  await get(agent, "/4");
  assert.equal(sent.length, 6);
  await get(agent, "/new");
  assert.equal(sent.length, 7);
});

Deno.test("damaged fields about caching are read as “ask again”", async () => {
  const { agent, sent } = agentFor(() => ({
    headers: [["Cache-Control", "max-age=banana,,=,"], ["Expires", "soon"], ["Vary", ",,"]],
  }));
  await get(agent);
  await get(agent);
  assert.equal(sent.length, 2);
});
