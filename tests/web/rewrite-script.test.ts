import assert from "node:assert/strict";
import { rewriteModule, rewriteScript } from "../../sandbox/web/browser/rewrite-script.ts";

const OURS = "$flaskroom.location";

for (
  const [source, expected] of [
    ["location = '/x'", `${OURS} = '/x'`],
    ["location.href = '/x'; location.reload()", `${OURS}.href = '/x'; ${OURS}.reload()`],
    ["window.location.assign('/x')", `${OURS}.assign('/x')`],
    ["document['location'].hash", `${OURS}.hash`],
    ["const { pathname } = location", `const { pathname } = ${OURS}`],
    ["f({ location })", `f({ location: ${OURS} })`],
    ["`${location}`", "`${" + OURS + "}`"],
    ["if (top.location !== self.location) go()", `if ($flaskroom.top.location !== ${OURS}) go()`],
    ["parent['location'] = '/x'", "$flaskroom.parent.location = '/x'"],
    ["return location.reload()", `return ${OURS}.reload()`],
  ]
) Deno.test(`rewritten: ${source}`, () => assert.equal(rewriteScript(source), expected));

for (
  const source of [
    "function go(location) { location.x = 1 } { let location = 2; location++ }",
    "shop.location = 'Berlin'; const place = { location: 1 }; place.location",
    "'location = 1' // location = 2",
    "class Tour { #location = 1; get location() { return this.#location } }",
    "location = = 'no JavaScript'",
  ]
) Deno.test(`left alone: ${source}`, () => assert.equal(rewriteScript(source), source));

Deno.test("a module's imports are named absolutely, and it knows where it came from", () => {
  const { source, imports } = rewriteModule(
    `import { a } from "./a.js"; export * from "/b.js"; import "name"; import("../c.js"); import(other); import.meta.url;`,
    "http://localhost:5000/static/app.js",
  );
  const host = "http://localhost:5000";
  assert.deepEqual(imports, [`${host}/static/a.js`, `${host}/b.js`, "name", `${host}/c.js`]);
  assert.equal(
    source,
    `import { a } from "${host}/static/a.js"; export * from "${host}/b.js"; import "name"; import("${host}/c.js"); ` +
      `import(other); "${host}/static/app.js";`,
  );
});
