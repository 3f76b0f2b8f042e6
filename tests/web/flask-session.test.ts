import assert from "node:assert/strict";
import { decodeSession } from "../../sandbox/web/browser/flask-session.ts";
import { looksSigned } from "../../sandbox/web/browser/signed.ts";

// Made by Flask 3.1 with the key "key", at 2024-01-01 00:00:00 UTC.
const PLAIN = "eyJ1c2VyIjoiQWRhIiwidmlzaXRzIjozfQ.ZZIAgA.KANGoTaJC0lq-qtB9eQ5RhQM1lM";
const COMPRESSED = ".eJyrVsosSc0tVrKKVoopNTBIS1bSGWUMTUZsLQAYC3zZ.ZZIAgA.yB2rgMVMJHn9t1o4aB258Lu_KY4";

Deno.test("a session is read without its key", async () => {
  const session = await decodeSession(PLAIN);
  assert.deepEqual(JSON.parse(session!.json), { user: "Ada", visits: 3 });
  assert.equal(session!.signedAt.toISOString(), "2024-01-01T00:00:00.000Z");
  assert.equal(session!.compressed, false);
  assert.equal(Object.values(session!.parts).join("."), PLAIN);
});

Deno.test("a long session is compressed", async () => {
  assert.ok(looksSigned(COMPRESSED));
  const session = await decodeSession(COMPRESSED);
  assert.equal(session!.compressed, true);
  assert.deepEqual(JSON.parse(session!.json), { items: Array(50).fill("ü") });
});

Deno.test("other cookies are no session", async () => {
  const signature = PLAIN.split(".")[2];
  // A JWT; a value without parts; data that is no Base64, no UTF-8, no JSON, no object; damaged compression.
  const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
  const others = [jwt, "dark", "", "a.b.c", `A.ZZIAAA.${signature}`, `_____w.ZZIAAA.${signature}`];
  others.push(`e30x.ZZIAAA.${signature}`, `WzFd.ZZIAAA.${signature}`, `.eJyr.ZZIAAA.${signature}`);
  for (const value of others) assert.equal(await decodeSession(value), null, value);
  assert.equal(looksSigned(jwt), false);
});
