import assert from "node:assert/strict";
import { hexadecimal, pretty } from "../../sandbox/web/body-view.ts";
import {
  type Body,
  type Draft,
  EMPTY,
  fromSaved,
  fromWire,
  problemOf,
  toRequest,
} from "../../sandbox/web/client/draft.ts";
import { mistakeIn } from "../../sandbox/web/client/json-mistake.ts";
import type { Header } from "../../sandbox/web/protocol.ts";

const ORIGIN = "http://localhost:5000";
const draft = (changes: Partial<Draft>): Draft => ({ ...EMPTY, ...changes });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

for (
  const [changes, part, words] of [
    [{}, null, null],
    [{ method: "PURGE" }, null, null],
    [{ method: "M-SEARCH" }, null, null],
    [{ method: "" }, "method", /no method/],
    [{ method: "GE T" }, "method", /no method/],
    [{ method: "CONNECT" }, "method", /proxies/],
    [{ url: "http://localhost:5000/a?b#c" }, null, null],
    [{ url: "http://127.0.0.1:5000/" }, null, null],
    [{ url: "https://example.com/" }, "url", /not an address of this app/],
    [{ url: "//example.com/" }, "url", /not an address/],
    [{ url: "http://[bad" }, "url", /not an address/],
    [{ headers: [["X-Own", "1"]] }, null, null],
    [{ headers: [["X Own", "1"]] }, "headers", /“X Own” is no name/],
    [{ headers: [["", "1"]] }, "headers", /no name/],
    [{ headers: [["X-Own", "é"]] }, "headers", /not ASCII/],
    [{ headers: [["X-Own", "a\r\nEvil: 1"]] }, "headers", /no header can carry/],
    [{ headers: [["Content-Length", "9"]] }, "headers", /written by itself/],
    [
      { headers: [["content-type", "x/y"]], body: { kind: "form", encoding: "multipart", entries: [] } },
      "headers",
      /boundary/,
    ],
    [{ method: "HEAD", body: { kind: "text", type: "", text: "x" } }, "body", /has no body/],
    [{ method: "GET", body: { kind: "text", type: "", text: "x" } }, null, null],
    [{ body: { kind: "file", file: null } }, "body", /Choose the file/],
    [{ body: { kind: "json", text: "[1, 2]" } }, null, null],
    [{ body: { kind: "json", text: "[1,\n 2" } }, "body", /line 2, column 3: .*closing bracket/],
  ] as [Partial<Draft>, string | null, RegExp | null][]
) {
  Deno.test(`a draft with ${JSON.stringify(changes)} has ${part ? `a problem in ${part}` : "no problem"}`, () => {
    const problem = problemOf(draft({ method: "POST", ...changes }), ORIGIN);
    assert.equal(problem?.part ?? null, part);
    if (words) assert.match(problem!.message, words);
  });
}

for (
  const [json, line, column, words] of [
    ["", 1, 1, /value/],
    ["{", 1, 2, /brace/],
    ["{'a': 1}", 1, 2, /double quotes/],
    ['{"a": 1,}', 1, 9, /name in double quotes|value/],
    ['{"a" 1}', 1, 6, /colon/],
    ['{"a": 1 "b": 2}', 1, 9, /comma/],
    ['{\n  "a": yes\n}', 2, 8, /no JSON value/],
    ["[1] [2]", 1, 5, /nothing more/],
    ['"open', 1, 1, /closing double quote/],
    ["// no\n1", 1, 1, /comments/],
    ['"\\x"', 1, 1, /escape/],
    ["01", 1, 2, /./],
    ["NaN", 1, 1, /no JSON value/],
  ] as [string, number, number, RegExp][]
) {
  Deno.test(`the mistake in ${JSON.stringify(json)} is at ${line}:${column}`, () => {
    const mistake = mistakeIn(json)!;
    assert.deepEqual([mistake.line, mistake.column], [line, column]);
    assert.match(mistake.message, words);
    assert.throws(() => JSON.parse(json));
  });
}

Deno.test("JSON is right where JSON.parse takes it", () => {
  for (const json of ["null", " 1 ", '"\\u00e9"', "[]", '{"a": [1.5e3, -0, true]}']) {
    assert.equal(mistakeIn(json), null);
  }
});

const file = new File(["abc"], "a b.txt", { type: "text/plain" });
for (
  const [body, type, sent] of [
    [{ kind: "none" }, undefined, ""],
    [{ kind: "json", text: '{"a": 1}' }, "application/json", '{"a": 1}'],
    [{ kind: "text", type: "text/csv", text: "a,ü" }, "text/csv", "a,ü"],
    [{ kind: "text", type: "", text: "a" }, undefined, "a"],
    [{ kind: "file", file }, "text/plain", "abc"],
    [
      { kind: "form", encoding: "urlencoded", entries: [["a", "1 &"], ["a", "é"]] },
      "application/x-www-form-urlencoded",
      "a=1+%26&a=%C3%A9",
    ],
  ] as [Body, string | undefined, string][]
) {
  Deno.test(`a body of ${body.kind} is sent as ${type ?? "nothing in particular"}`, async () => {
    const request = await toRequest(draft({ method: "POST", url: "/x?y=1", body }), ORIGIN);
    assert.equal(request.url, "http://localhost:5000/x?y=1");
    assert.deepEqual(request.headers, type ? [["Content-Type", type]] : []);
    assert.equal(text(request.body), sent);
    const typed = await toRequest(draft({ method: "POST", headers: [["content-type", "a/b"]], body }), ORIGIN);
    assert.deepEqual(typed.headers, [["content-type", "a/b"]]);
  });
}

Deno.test("a form with a file is multipart with its name and type", async () => {
  const entries: [string, string | File][] = [["note", "hé"], ["photo", file]];
  const request = await toRequest(
    draft({ method: "POST", body: { kind: "form", encoding: "multipart", entries } }),
    ORIGIN,
  );
  assert.match(request.headers[0][1], /^multipart\/form-data; ?boundary=/);
  assert.match(text(request.body), /name="note"\r\n\r\nhé\r\n/);
  assert.match(text(request.body), /name="photo"; filename="a b\.txt"\r\nContent-Type: text\/plain/i);
});

Deno.test("what was on the wire comes back as a draft that sends the same", async () => {
  const cases: [Header[], Uint8Array, Body["kind"]][] = [
    [[], new Uint8Array(), "none"],
    [[["Content-Type", "application/json"]], new TextEncoder().encode('{"a":1}'), "json"],
    [[["content-type", "application/json; charset=utf-8"]], new TextEncoder().encode("[1]"), "json"],
    [[["Content-Type", "application/x-www-form-urlencoded"]], new TextEncoder().encode("a=1&b=2+3"), "form"],
    [[["Content-Type", "application/x-www-form-urlencoded"]], new TextEncoder().encode("a=%31"), "text"],
    [[["Content-Type", "application/octet-stream"]], Uint8Array.of(0, 255, 254), "file"],
    [[["Content-Type", "text/html"], ["X-Own", "1"]], new TextEncoder().encode("\ufeffhé"), "text"],
    [[], new TextEncoder().encode("untyped"), "text"],
  ];
  for (const [headers, body, kind] of cases) {
    const own: Header[] = [["Host", "localhost:5000"], ["Accept", "*/*"], ["Cookie", "a=1"], ["Content-Length", "3"]];
    const wire = { method: "POST", url: "http://localhost:5000/a?b=c", headers: [...own, ...headers], body };
    const made = fromWire(wire);
    assert.equal(made.body.kind, kind);
    assert.equal(problemOf(made, ORIGIN), null);
    assert.deepEqual(await toRequest(made, ORIGIN), { ...wire, headers });
  }
});

Deno.test("a saved request fills the form", () => {
  const headers: Header[] = [["Content-Type", "application/x-www-form-urlencoded"], ["X-Own", "1"]];
  assert.deepEqual(fromSaved({ name: "n", method: "POST", path: "/?q=1", headers, body: "a=1" }), {
    method: "POST",
    url: "/?q=1",
    headers: [["X-Own", "1"]],
    body: { kind: "form", encoding: "urlencoded", entries: [["a", "1"]] },
  });
});

Deno.test("JSON is laid out with its numbers as they came", () => {
  assert.equal(
    pretty('{"a":[1,12345678901234567890],"b":{}}'),
    '{\n  "a": [\n    1,\n    12345678901234567890\n  ],\n  "b": {}\n}',
  );
  assert.equal(pretty("{broken"), null);
});

Deno.test("bytes are shown with offset and ASCII", () => {
  const lines = hexadecimal(Uint8Array.from({ length: 18 }, (_, index) => index + 0x5c)).split("\n");
  assert.equal(lines[0], "0000  5c 5d 5e 5f 60 61 62 63 64 65 66 67 68 69 6a 6b  \\]^_`abcdefghijk");
  assert.match(lines[1], /^0010 {2}6c 6d\s+lm$/);
});
