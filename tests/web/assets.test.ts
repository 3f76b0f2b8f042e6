import assert from "node:assert/strict";
import { BootError, type FileSource, loadFile, loadJson } from "../../sandbox/web/runtime/assets.ts";

const CONTENT = new TextEncoder().encode("a wheel, a wheel, a wheel");
const SOURCE = await sourceOf(CONTENT);

async function sourceOf(bytes: Uint8Array<ArrayBuffer>): Promise<FileSource> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { file: "wheel", sha256: digest.toHex(), size: bytes.length, compressed: false };
}

/** Runs `body` while the server gives these answers in turn; returns how the cache was to be used. */
async function withServer(answers: (() => Response)[], body: () => Promise<void>): Promise<(string | undefined)[]> {
  const real = globalThis.fetch;
  const caches: (string | undefined)[] = [];
  globalThis.fetch = (_input, init) => {
    caches.push((init as { cache?: string }).cache);
    return Promise.resolve().then(() => answers.shift()!());
  };
  try {
    await body();
  } finally {
    globalThis.fetch = real;
  }
  return caches;
}

let last = 0;
const fresh = () => new URL(`https://site.test/bundle/${++last}`);
const bootError = (message: RegExp) => (error: unknown) => error instanceof BootError && message.test(error.message);

/** The text that arrives, or the rejection. */
async function load(url: URL, onPiece = (_piece: Uint8Array) => {}): Promise<string> {
  return new TextDecoder().decode(await loadFile(url, SOURCE, onPiece));
}

Deno.test("a file arrives piece by piece", async () => {
  let bytes = 0;
  await withServer([() => new Response(CONTENT)], async () => {
    assert.equal(await load(fresh(), (piece) => bytes += piece.byteLength), "a wheel, a wheel, a wheel");
  });
  assert.equal(bytes, SOURCE.size);
});

Deno.test("a missing file is named with the server's answer and what to do", async () => {
  await withServer([() => new Response("", { status: 404 })], async () => {
    const failed = load(fresh());
    await assert.rejects(failed, bootError(/answered 404 for \/bundle\/\d+/));
    await failed.catch((error) => assert.match(error.advice, /Try again takes the new version/));
  });
});

Deno.test("truncated and damaged files are refused, and asked for past the cache the next time", async () => {
  for (
    const [answer, said] of [
      [CONTENT.slice(0, 3), /3 bytes instead of 25/],
      [CONTENT.map((byte) => byte + 1), /damaged/],
    ] as const
  ) {
    const url = fresh();
    const caches = await withServer([() => new Response(answer), () => new Response(CONTENT)], async () => {
      await assert.rejects(load(url), bootError(said));
      assert.equal(await load(url), "a wheel, a wheel, a wheel");
    });
    assert.deepEqual(caches, ["default", "reload"]);
  }
});

Deno.test("a server that cannot be reached, and one that breaks off", async () => {
  const down = () => {
    throw new TypeError("connection refused");
  };
  const broken = () => new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError("reset")) }));
  await withServer([down, broken], async () => {
    await assert.rejects(load(fresh()), bootError(/could not be reached/));
    await assert.rejects(load(fresh()), bootError(/could not be reached/));
  });
});

Deno.test("an error page in place of the manifest is a clear error", async () => {
  await withServer([() => new Response("<!doctype html>")], async () => {
    await assert.rejects(loadJson(fresh()), bootError(/not valid JSON/));
  });
});
