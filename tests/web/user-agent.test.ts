import assert from "node:assert/strict";
import { Cookies } from "../../sandbox/web/browser/cookies.ts";
import type { Header, WireRequest } from "../../sandbox/web/protocol.ts";
import { type Exchange, LeavesApp, UserAgent } from "../../sandbox/web/browser/user-agent.ts";

type Answer = { status?: number; headers?: Header[]; body?: string };

/** A user agent whose server answers by path, and the requests that reached it. */
function agentFor(answers: Record<string, Answer>): { agent: UserAgent; sent: WireRequest[] } {
  const sent: WireRequest[] = [];
  const agent = new UserAgent((request) => {
    sent.push(request);
    const { status = 200, headers = [], body = "" } = answers[new URL(request.url).pathname] ?? { status: 404 };
    const stream = new Blob([body]).stream();
    return Promise.resolve({ status, reason: "", headers, body: stream });
  });
  return { agent, sent };
}

const field = ({ headers }: WireRequest, name: string) => headers.find(([key]) => key === name)?.[1];

Deno.test("a request carries what a browser sends", async () => {
  const { agent, sent } = agentFor({ "/": {} });
  await agent.fetch({ url: "/?a=1#part", initiator: "navigation" });
  assert.equal(sent[0].url, "http://localhost:5000/?a=1");
  assert.equal(field(sent[0], "Host"), "localhost:5000");
  assert.match(field(sent[0], "Accept")!, /text\/html/);
  assert.equal(field(sent[0], "Cookie"), undefined);
});

/** Status → method asked → method of the next hop (RFC 9110 section 15.4, Fetch standard). */
const REDIRECTS: [number, Record<string, string>][] = [
  [301, { GET: "GET", HEAD: "HEAD", POST: "GET", PUT: "PUT", DELETE: "DELETE", PURGE: "PURGE" }],
  [302, { GET: "GET", HEAD: "HEAD", POST: "GET", PUT: "PUT", PATCH: "PATCH", OPTIONS: "OPTIONS" }],
  [303, { GET: "GET", HEAD: "HEAD", POST: "GET", PUT: "GET", DELETE: "GET", PURGE: "GET" }],
  [307, { GET: "GET", HEAD: "HEAD", POST: "POST", PUT: "PUT", DELETE: "DELETE" }],
  [308, { GET: "GET", HEAD: "HEAD", POST: "POST", PATCH: "PATCH", DELETE: "DELETE" }],
];

for (
  const [status, method, then] of REDIRECTS.flatMap(([status, row]) =>
    Object.entries(row).map(([method, then]) => [status, method, then] as const)
  )
) {
  Deno.test(`${status} after ${method} leads to ${then}`, async () => {
    const { agent, sent } = agentFor({ "/a": { status, headers: [["Location", "/b"]] }, "/b": { body: "there" } });
    const bodiless = method === "GET" || method === "HEAD";
    const body = bodiless ? undefined : new TextEncoder().encode("x=1");
    const headers: Header[] = [["Content-Type", "text/plain"], ["Content-Own", "1"]];
    const last = await agent.fetch({ method, url: "/a", body, headers, initiator: "form" });
    assert.equal(last.request.url, "http://localhost:5000/b");
    assert.equal(sent[1].method, then);
    assert.equal(sent[1].body.length, method === then && !bodiless ? 3 : 0);
    assert.equal(field(sent[1], "Content-Type") !== undefined, method === then);
    assert.equal(field(sent[1], "Content-Own"), "1");
  });
}

for (const status of [200, 201, 300, 304, 305, 306, 404]) {
  Deno.test(`${status} with a Location leads nowhere`, async () => {
    const { agent, sent } = agentFor({ "/": { status, headers: [["Location", "/b"]] } });
    assert.equal((await agent.fetch({ url: "/", initiator: "fetch" })).redirectedTo, null);
    assert.equal(sent.length, 1);
  });
}

Deno.test("every hop is an exchange, and manual stops at the first", async () => {
  const { agent } = agentFor({ "/a": { status: 302, headers: [["Location", "/b"]] }, "/b": {} });
  const seen: string[] = [];
  agent.addEventListener("exchange", (event) => {
    const { request, redirectedTo } = (event as CustomEvent<Exchange>).detail;
    seen.push(`${new URL(request.url).pathname} → ${redirectedTo}`);
  });
  await agent.fetch({ url: "/a", initiator: "client" });
  assert.deepEqual(seen, ["/a → http://localhost:5000/b", "/b → null"]);
  const hop = await agent.fetch({ url: "/a", initiator: "client", redirect: "manual" });
  assert.equal(hop.response.status, 302);
});

Deno.test("a circle of redirects ends with a clear error", async () => {
  const { agent, sent } = agentFor({ "/a": { status: 302, headers: [["Location", "/a"]] } });
  await assert.rejects(
    agent.fetch({ url: "/a", initiator: "navigation" }),
    /more than 20 times: it leads in a circle \(\/a → \/a\)/,
  );
  assert.equal(sent.length, 21);
});

Deno.test("redirects without end name their way", async () => {
  let next = 0;
  const agent = new UserAgent(() => {
    const headers: Header[] = [["Location", `/${++next}`]];
    return Promise.resolve({ status: 302, reason: "", headers, body: new Blob([]).stream() });
  });
  await assert.rejects(agent.fetch({ url: "/0", initiator: "fetch" }), /does not come to an end \(\/0 → \/1 → \/2 →/);
  assert.equal(next, 21);
});

Deno.test("a redirect to another host is refused by name, and so is one to no URL", async () => {
  const { agent } = agentFor({
    "/out": { status: 302, headers: [["Location", "//example.com/x"]] },
    "/bad": { status: 302, headers: [["Location", "http://[bad"]] },
  });
  await assert.rejects(
    agent.fetch({ url: "/out", initiator: "fetch" }),
    /5000\/out redirects to http:\/\/example\.com\/x, which is not part of the app/,
  );
  const hops: Exchange[] = [];
  const bad = { url: "/bad", initiator: "fetch" as const, onHop: (hop: Exchange) => hops.push(hop) };
  await assert.rejects(agent.fetch(bad), /“http:\/\/\[bad”, which is not a URL/);
  assert.equal((await agent.fetch({ ...bad, redirect: "manual" })).redirectedTo, null);
  assert.equal(hops.length, 2); // such a response is told, too
});

Deno.test("every hop is told, and knows those before it", async () => {
  const { agent } = agentFor({ "/a": { status: 307, headers: [["Location", "/b"]] }, "/b": {} });
  const hops: Exchange[] = [];
  const last = await agent.fetch({ url: "/a", initiator: "client", onHop: (hop) => hops.push(hop) });
  assert.deepEqual(hops.map(({ id, hops }) => [id, hops]), [[1, []], [2, [1]]]);
  assert.equal(hops[1], last);
});

Deno.test("field lines that no browser would read are left out, and a line break begins another", async () => {
  const headers: Header[] = [
    ["X-Fine", " caf\xe9\t"],
    ["bad name", "1"],
    ["", "1"],
    ["X-Né", "1"],
    ["X-Far", "日a\0b"],
    ["X-Split", "1\r\nSet-Cookie: evil=1\nno colon\r\n: 2"],
  ];
  const { agent } = agentFor({ "/": { headers } });
  const { response } = await agent.fetch({ url: "/", initiator: "navigation" });
  const kept = [["X-Fine", "caf\xe9"], ["X-Far", "ab"], ["X-Split", "1"], ["Set-Cookie", "evil=1"]];
  assert.deepEqual(response.headers, kept);
  assert.equal(new Headers(response.headers).get("x-far"), "ab");
  assert.equal(agent.cookies.header("http://localhost:5000/"), "evil=1");
});

Deno.test("a request can bring a jar of its own", async () => {
  const { agent, sent } = agentFor({ "/": { headers: [["Set-Cookie", "a=1"]] } });
  const own = new Cookies(() => {});
  await agent.fetch({ url: "/", initiator: "client", cookies: own });
  await agent.fetch({ url: "/", initiator: "client", cookies: own });
  assert.equal(field(sent[1], "Cookie"), "a=1");
  assert.deepEqual(agent.cookies.list(), []);
});

Deno.test("the app is never left, not by an address nor by a redirect", async () => {
  const { agent, sent } = agentFor({ "/out": { status: 302, headers: [["Location", "https://example.com/"]] } });
  await assert.rejects(agent.fetch({ url: "https://example.com/", initiator: "navigation" }), LeavesApp);
  await assert.rejects(agent.fetch({ url: "/out", initiator: "navigation" }), LeavesApp);
  await assert.rejects(agent.fetch({ url: "http://localhost:8000/", initiator: "navigation" }), LeavesApp);
  assert.equal(sent.length, 1);
});

Deno.test("127.0.0.1 is the same server", async () => {
  const { agent, sent } = agentFor({ "/": {} });
  await agent.fetch({ url: "http://127.0.0.1:5000/", initiator: "navigation" });
  assert.equal(sent[0].url, "http://localhost:5000/");
});

Deno.test("cookies are kept, sent back and scoped", async () => {
  const headers: Header[] = [
    ["Set-Cookie", "a=1; Path=/"],
    ["Set-Cookie", "b=2; Path=/admin; HttpOnly"],
    ["Set-Cookie", "c=3; Max-Age=0"],
    ["Set-Cookie", "d=4; Secure; SameSite=Strict"],
    ["Set-Cookie", "e=5; Domain=example.com"],
  ];
  const { agent, sent } = agentFor({ "/": { headers }, "/admin": {} });
  let changes = 0;
  agent.addEventListener("cookies", () => changes++);
  await agent.fetch({ url: "/", initiator: "navigation" });
  await agent.fetch({ url: "/", initiator: "navigation" });
  await agent.fetch({ url: "/admin", initiator: "navigation" });
  assert.equal(field(sent[1], "Cookie"), "a=1; d=4");
  assert.equal(field(sent[2], "Cookie"), "b=2; a=1; d=4");
  assert.equal(changes, 2);
  assert.deepEqual(agent.cookies.list().map(({ key }) => key).sort(), ["a", "b", "d"]);
});

Deno.test("scripts neither see nor overwrite HttpOnly cookies", async () => {
  const headers: Header[] = [["Set-Cookie", "open=1"], ["Set-Cookie", "shut=2; HttpOnly"]];
  const { agent } = agentFor({ "/": { headers } });
  await agent.fetch({ url: "/", initiator: "navigation" });
  const url = "http://localhost:5000/";
  assert.equal(agent.cookies.forScript(url), "open=1");
  agent.cookies.storeFromScript(url, "shut=3");
  agent.cookies.storeFromScript(url, "more=4");
  assert.match(agent.cookies.header(url), /shut=2/);
  assert.match(agent.cookies.header(url), /more=4/);
});

Deno.test("one cookie or all can be removed by hand", async () => {
  const { agent } = agentFor({ "/": { headers: [["Set-Cookie", "a=1"], ["Set-Cookie", "b=2"]] } });
  await agent.fetch({ url: "/", initiator: "navigation" });
  const [{ domain, path }] = agent.cookies.list();
  agent.cookies.remove(domain!, path!, "a");
  assert.deepEqual(agent.cookies.list().map(({ key }) => key), ["b"]);
  agent.cookies.clear();
  assert.deepEqual(agent.cookies.list(), []);
});

Deno.test("a body arrives byte for byte", async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
  const agent = new UserAgent(({ body }) =>
    Promise.resolve({
      status: 200,
      reason: "",
      headers: [],
      body: new Blob([body as Uint8Array<ArrayBuffer>]).stream(),
    })
  );
  const { response } = await agent.fetch({ method: "POST", url: "/", body: bytes, initiator: "client" });
  assert.deepEqual(response.body, bytes);
});
