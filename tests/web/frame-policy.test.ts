import assert from "node:assert/strict";
import { allowsFrames, leavesFramesAlone, refusesFrame } from "../../sandbox/web/browser/frame-policy.ts";
import type { Header } from "../../sandbox/web/protocol.ts";

const ORIGIN = "http://localhost:5000";
const OPTIONS = "X-Frame-Options";
const POLICY = "Content-Security-Policy";

for (
  const [headers, refused] of [
    [[[OPTIONS, "DENY"]], `${OPTIONS}: DENY`],
    [[[OPTIONS, "sameorigin"]], null],
    [[[OPTIONS, "SAMEORIGIN, DENY"]], `${OPTIONS}: SAMEORIGIN, DENY`],
    [[[OPTIONS, "nonsense"]], null],
    [[[POLICY, "frame-ancestors 'none'"]], `${POLICY}: frame-ancestors 'none'`],
    [[[POLICY, "img-src *; frame-ancestors 'self'"], [OPTIONS, "DENY"]], null],
    [[[POLICY, "frame-ancestors https://shop.example"]], `${POLICY}: frame-ancestors https://shop.example`],
    [[[POLICY, "frame-ancestors http://localhost:5000, frame-ancestors 'none'"]], `${POLICY}: frame-ancestors 'none'`],
    [[[POLICY, "frame-src 'none'"]], null],
  ] as [Header[], string | null][]
) Deno.test(`in a frame: ${headers.join("; ")}`, () => assert.equal(refusesFrame(headers, ORIGIN), refused));

for (
  const [policy, frames, alone] of [
    ["frame-src 'none'", false, true],
    ["child-src 'self'; frame-src https://maps.example", false, true],
    ["child-src 'self'; default-src 'none'", true, false],
    ["default-src 'self'", true, false],
    ["script-src-attr 'none'", true, false],
    ["style-src 'self'", true, false],
  ] as const
) {
  Deno.test(`frames inside: ${policy}`, () => {
    assert.equal(allowsFrames([policy], ORIGIN), frames);
    assert.equal(leavesFramesAlone([policy]), alone);
  });
}
