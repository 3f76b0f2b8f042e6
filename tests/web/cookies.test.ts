import assert from "node:assert/strict";
import { Cookies } from "../../sandbox/web/browser/cookies.ts";

const HOME = "http://localhost:5000/";
const jar = () => new Cookies(() => {});

/** RFC 6265 section 3.1: what the server sets, what the user agent sends. */
const EXAMPLES: [string, [url: string, fields: string[]][], [url: string, sent: string][]][] = [
  ["one cookie goes back", [["https://example.com/", ["SID=31d4d96e407aad42"]]], [
    ["https://example.com/", "SID=31d4d96e407aad42"],
    ["https://www.example.com/", ""],
  ]],
  [
    "Path and Domain widen the scope",
    [["https://example.com/", ["SID=31d4d96e407aad42; Path=/; Domain=example.com"]]],
    [
      ["https://www.example.com/a", "SID=31d4d96e407aad42"],
    ],
  ],
  ["several cookies with several attributes", [["https://www.example.com/", [
    "SID=31d4d96e407aad42; Path=/; Secure; HttpOnly",
    "lang=en-US; Path=/; Domain=example.com",
  ]]], [
    ["https://www.example.com/", "SID=31d4d96e407aad42; lang=en-US"],
    ["http://www.example.com/", "lang=en-US"],
    ["https://example.com/", "lang=en-US"],
  ]],
  ["a date in the past deletes", [["https://example.com/", ["SID=31d4d96e407aad42", "lang=en-US"]], [
    "https://example.com/",
    ["lang=; Expires=Sun, 06 Nov 1994 08:49:37 GMT"],
  ]], [["https://example.com/", "SID=31d4d96e407aad42"]]],
];

for (const [what, stored, sent] of EXAMPLES) {
  Deno.test(`RFC 6265 section 3.1: ${what}`, () => {
    const cookies = jar();
    for (const [url, fields] of stored) cookies.store(url, ...fields);
    for (const [url, expected] of sent) assert.equal(cookies.header(url), expected, url);
    assert.deepEqual(cookies.refused, []);
  });
}

/** A day that is neither past nor more than 400 days away, whenever this runs. */
const SOON = new Date(Date.now() + 40 * 24 * 60 * 60 * 1000).toUTCString().replace(/\d\d:\d\d:\d\d/, "10:18:14");
const [, DAY, MONTH, YEAR] = SOON.split(" ");

/** Section 5.1.1 with its three formats and what the algorithm forgives; section 5.2.1 ignores what it cannot read. */
for (
  const [text, expected] of [
    [SOON, SOON],
    [`Wednesday, ${DAY}-${MONTH}-${YEAR.slice(2)} 10:18:14 GMT`, SOON],
    [`Wed ${MONTH} ${Number(DAY)} 10:18:14 ${YEAR}`, SOON],
    [`${DAY} ${MONTH.toLowerCase()} ${YEAR} 1:2:3`, SOON.replace("10:18:14", "01:02:03")],
    [SOON.replace("10:18", "25:18"), null],
    ["tomorrow", null],
  ] as const
) {
  Deno.test(`Expires=${text} is ${expected ?? "ignored"}`, () => {
    const cookies = jar();
    cookies.store(HOME, `a=1; Expires=${text}`);
    const [cookie] = cookies.list();
    assert.equal(cookie.isPersistent(), expected !== null);
    if (expected) assert.equal(cookie.expiryDate()?.toUTCString(), expected);
  });
}

/** Section 5.1.4 (default path) and path matching. */
for (
  const [setAt, path, asked, sent] of [
    ["/a/b", "", "/a/c", true],
    ["/a/b", "", "/b", false],
    ["/a", "", "/b", true],
    ["/", "/docs", "/docs", true],
    ["/", "/docs", "/docs/Web", true],
    ["/", "/docs", "/docsets", false],
    ["/", "/docs/", "/docs", false],
    ["/a/b", "relative", "/a/c", true],
  ] as const
) {
  Deno.test(`a cookie of ${setAt} with Path=${path} is ${sent ? "" : "not "}sent to ${asked}`, () => {
    const cookies = jar();
    cookies.store(`http://localhost:5000${setAt}`, path ? `a=1; Path=${path}` : "a=1");
    assert.equal(cookies.header(`http://localhost:5000${asked}`) === "a=1", sent);
  });
}

/** What browsers refuse (RFC 6265bis), and the word that the reason has to hold; null where they store it. */
for (
  const [field, reason] of [
    ["a=1", null],
    ["flag", null], // the value of a cookie without a name
    ["=", /neither a name nor a value/],
    ["; Path=/", /neither a name nor a value/],
    ["a=1; Domain=localhost", null],
    ["a=1; Domain=.LOCALHOST", null],
    ["a=1; Domain=example.com", /Domain is example\.com, and the response came from localhost/],
    ["a=1; Secure", null],
    ["a=1; SameSite=Lax", null],
    ["a=1; SameSite=None", /SameSite=None needs Secure/],
    ["a=1; SameSite=None; Secure", null],
    ["a=1; SameSite=Bogus", null],
    ["a=1; Partitioned", /Partitioned needs Secure/],
    ["a=1; Partitioned; Secure", null],
    ["__Secure-a=1", /__Secure- needs Secure/],
    ["__Secure-a=1; Secure", null],
    ["__Host-a=1; Secure; Path=/", null],
    ["__Host-a=1; Path=/", /__Host- needs Secure/],
    ["__Host-a=1; Secure", /__Host- needs Path=\//],
    ["__Host-a=1; Secure; Path=/x", /needs Path=\//],
    ["__Host-a=1; Secure; Path=/; Domain=localhost", /must have no Domain/],
    ["__HOST-a=1; Path=/", /needs Secure/],
    ["__Host-a", /could pass for a name/],
    [`a=${"x".repeat(4095)}`, null],
    [`a=${"x".repeat(4096)}`, /4,097 bytes together, and at most 4,096/],
    [`a=1; Path=/${"x".repeat(1024)}`, null], // the attribute is left out, the cookie is not
    ["a=1\x002", /control character/],
    ["a=1; Path=/\x7f", /control character/],
    ["a=b=c; max-age=60; unknown=1", null],
    ["a=1; Max-Age=banana", null],
  ] as const
) {
  Deno.test(`${JSON.stringify(field.slice(0, 60))} is ${reason ? "refused" : "stored"}`, () => {
    const cookies = jar();
    cookies.store(HOME, field);
    assert.equal(cookies.list().length, reason ? 0 : 1);
    assert.equal(cookies.refused.length, reason ? 1 : 0);
    if (reason) assert.match(cookies.refused[0].reason, reason);
  });
}

Deno.test("Domain=localhost is for the host alone, as no Domain is", () => {
  const cookies = jar();
  cookies.store(HOME, "a=1; Domain=localhost", "a=2");
  assert.deepEqual(cookies.list().map(({ value, hostOnly }) => [value, hostOnly]), [["2", true]]);
  cookies.store(HOME, "a=; Domain=.localhost; Max-Age=0");
  assert.deepEqual(cookies.list(), []);
  cookies.store("http://www.example.com/", "a=1; Domain=example.com");
  assert.equal(cookies.list()[0].hostOnly, false);
});

Deno.test("Secure over plain HTTP is refused, but for localhost", () => {
  const cookies = jar();
  cookies.store("http://example.com/", "a=1; Secure");
  assert.match(cookies.refused[0].reason, /the connection is not/);
  cookies.store("http://127.0.0.1:5000/", "b=1; Secure");
  assert.equal(cookies.list().length, 1);
});

Deno.test("a script neither sets nor replaces what is HttpOnly, and writes UTF-8", () => {
  const cookies = jar();
  cookies.store(HOME, "shut=1; HttpOnly");
  cookies.storeFromScript(HOME, "mine=2; HttpOnly");
  cookies.storeFromScript(HOME, "shut=2");
  cookies.storeFromScript(HOME, "drink=thé");
  assert.deepEqual(cookies.refused.map(({ reason }) => /HttpOnly/.test(reason)), [true, true]);
  assert.equal(cookies.forScript(HOME), "drink=thé");
  assert.equal(cookies.header(HOME), "shut=1; drink=th\xc3\xa9");
});

Deno.test("longer paths and older cookies come first, and a new value keeps the place", () => {
  const cookies = jar();
  cookies.store(HOME, "a=1", "b=1", "c=1; Path=/deep", "a=2");
  assert.equal(cookies.header("http://localhost:5000/deep"), "c=1; a=2; b=1");
});

Deno.test("no cookie lives longer than 400 days", () => {
  const cookies = jar();
  cookies.store(HOME, "a=1; Max-Age=99999999999", "b=1; Expires=Fri, 31 Dec 2100 00:00:00 GMT");
  const furthest = Date.now() + 401 * 24 * 60 * 60 * 1000;
  for (const cookie of cookies.list()) assert.ok(cookie.expiryTime()! < furthest);
});

Deno.test("of a thousand cookies at most 180 stay, and one response is one change", () => {
  let changes = 0;
  const cookies = new Cookies(() => changes++);
  cookies.store(HOME, ...Array.from({ length: 1000 }, (_, index) => `c${index}=${index}`));
  const kept = cookies.list().map(({ key }) => key);
  assert.ok(kept.length <= 180 && kept.length >= 150);
  assert.equal(kept.at(-1), "c999");
  assert.ok(!kept.includes("c0"));
  assert.equal(changes, 1);
  assert.match(cookies.refused[0].reason, /a host may have 180 cookies/);
});

Deno.test("what is refused is listed latest first, and never without end", () => {
  const cookies = jar();
  for (let index = 0; index < 500; index++) cookies.store(HOME, `c${index}=1; SameSite=None`);
  assert.equal(cookies.refused[0].name, "c499");
  assert.ok(cookies.refused.length <= 50);
  cookies.clear();
  assert.deepEqual(cookies.refused, []);
});

Deno.test("a cookie of the reader follows the same rules and says why not", () => {
  const cookies = jar();
  assert.equal(cookies.put(HOME, "a=ü; Path=/"), null);
  assert.match(cookies.put(HOME, "b=1; SameSite=None")!, /needs Secure/);
  assert.equal(cookies.header(HOME), "a=\xc3\xbc");
  assert.deepEqual(cookies.refused, []);
});
