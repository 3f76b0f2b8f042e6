import assert from "node:assert/strict";
import { adaptPolicy, allows, policiesOf, policyMarkup } from "../../sandbox/web/browser/content-policy.ts";

const ORIGIN = "http://localhost:5000";

for (
  const [policy, adapted] of [
    ["default-src 'self'", "default-src data: blob:"],
    ["script-src 'self' 'nonce-abc' https://cdn.example", "script-src 'nonce-abc' data: blob:"],
    ["img-src *; frame-ancestors 'none'; report-uri /csp", "img-src data: blob:"],
    ["img-src https://cdn.example", "img-src 'none'"],
    ["IMG-SRC localhost:5000/static/; style-src http://localhost:*", "img-src data: blob:; style-src data: blob:"],
    ["script-src 'none'; font-src data:", "script-src 'none'; font-src data:"],
    ["form-action 'self'", ""],
  ]
) Deno.test(`adapted: ${policy}`, () => assert.equal(adaptPolicy(policy, ORIGIN), adapted));

Deno.test("several policies are several elements, and nothing of them is markup", () => {
  const markup = policyMarkup([["content-security-policy", `img-src 'self', script-src "><script>`]], `${ORIGIN}/x`);
  assert.equal(markup.match(/<meta /g)?.length, 2);
  assert.ok(!markup.includes("<script>"));
});

for (
  const [policy, connect, form] of [
    ["default-src 'none'", false, true],
    ["default-src 'self'; form-action 'none'", true, false],
    ["connect-src 'none'; default-src 'self'", false, true],
    ["connect-src http:; form-action https://shop.example", true, false],
    ["connect-src https://localhost:5000", false, true],
  ] as const
) {
  Deno.test(`allows: ${policy}`, () => {
    const policies = policiesOf([["Content-Security-Policy", policy]]);
    assert.equal(allows("connect-src", policies, ORIGIN), connect);
    assert.equal(allows("form-action", policies, ORIGIN), form);
  });
}
