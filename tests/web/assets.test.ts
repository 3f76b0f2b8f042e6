import assert from "node:assert/strict";
import { BootError, type FileSource, loadFile, loadJson } from "../../sandbox/web/assets.ts";

const CONTENT = new TextEncoder().encode("wheel");
const SOURCE: FileSource = {
  file: "wheel.whl",
  sha256: Array.from(
    new Uint8Array(await crypto.subtle.digest("SHA-256", CONTENT)),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join(""),
  size: CONTENT.length,
};

/** Runs `body` while the server gives these answers in turn. */
async function withServer(answers: (() => Response)[], body: () => Promise<void>): Promise<void> {
  const real = globalThis.fetch;
  globalThis.fetch = () => Promise.resolve().then(() => answers.shift()!());
  try {
    await body();
  } finally {
    globalThis.fetch = real;
  }
}

let last = 0;
const fresh = () => new URL(`https://site.test/bundle/${++last}.whl`);
const whole = () => new Response(CONTENT);
const bootError = (message: RegExp) => (error: unknown) => error instanceof BootError && message.test(error.message);

Deno.test("a file arrives once, with progress in bytes, and is kept", async () => {
  const url = fresh();
  let bytes = 0;
  await withServer([whole], async () => {
    await loadFile(url, SOURCE, (count) => bytes += count);
    assert.equal((await loadFile(url, SOURCE, () => {})).byteLength, SOURCE.size);
  });
  assert.equal(bytes, SOURCE.size);
});

Deno.test("a missing file is named with the server's answer and what to do", async () => {
  await withServer([() => new Response("", { status: 404 })], async () => {
    const failed = loadFile(fresh(), SOURCE, () => {});
    await assert.rejects(failed, bootError(/answered 404 for \/bundle\/\d+\.whl/));
    await failed.catch((error) => assert.match(error.advice, /upload the whole site folder/));
  });
});

Deno.test("a truncated and a damaged file are refused", async () => {
  await withServer([() => new Response("whe"), () => new Response("wheal")], async () => {
    await assert.rejects(loadFile(fresh(), SOURCE, () => {}), bootError(/3 bytes instead of 5/));
    await assert.rejects(loadFile(fresh(), SOURCE, () => {}), bootError(/damaged/));
  });
});

Deno.test("a failed download is tried again", async () => {
  const url = fresh();
  const down = () => {
    throw new TypeError("connection refused");
  };
  await withServer([down, whole], async () => {
    await assert.rejects(loadFile(url, SOURCE, () => {}), bootError(/could not be reached/));
    assert.equal((await loadFile(url, SOURCE, () => {})).byteLength, SOURCE.size);
  });
});

Deno.test("an error page in place of the manifest is a clear error", async () => {
  await withServer([() => new Response("<!doctype html>")], async () => {
    await assert.rejects(loadJson(fresh()), bootError(/not valid JSON/));
  });
});
