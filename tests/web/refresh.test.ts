import assert from "node:assert/strict";
import { parseRefresh } from "../../sandbox/web/browser/refresh.ts";

const BASE = "http://localhost:5000/here?x=1";

for (
  const [text, seconds, url] of [
    ["5", 5, BASE],
    ["0;url=/there", 0, "http://localhost:5000/there"],
    [" 3 ; URL = 'there' ", 3, "http://localhost:5000/there"],
    [`1, url="/a b"`, 1, "http://localhost:5000/a%20b"],
    ["2.5; /there", 2, "http://localhost:5000/there"],
    ["4; url=https://example.com/", 4, "https://example.com/"],
  ] as const
) Deno.test(`refresh “${text}”`, () => assert.deepEqual(parseRefresh(text, BASE), { seconds, url }));

for (const text of ["", "soon", "url=/there", "-1", "1x"]) {
  Deno.test(`no refresh: “${text}”`, () => assert.equal(parseRefresh(text, BASE), null));
}
