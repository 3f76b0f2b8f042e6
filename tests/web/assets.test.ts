import assert from "node:assert/strict";
import { BootError, type FileSource, loadFile, loadJson } from "../../sandbox/web/assets.ts";

const CONTENT = new TextEncoder().encode("a wheel, a wheel, a wheel");
const PLAIN = await sourceOf(CONTENT, false);
const PACKED = await gzip(CONTENT);

async function sourceOf(bytes: Uint8Array<ArrayBuffer>, compressed: boolean): Promise<FileSource> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { file: "wheel", sha256: digest.toHex(), size: bytes.length, compressed };
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
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
async function load(url: URL, source: FileSource, onBytes = (_count: number) => {}): Promise<string> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  // As the frame does, which the pieces are transferred to.
  await loadFile(
    url,
    source,
    onBytes,
    (content) => pieces.push(structuredClone(content, { transfer: [content.buffer] })),
  );
  return await new Blob(pieces).text();
}

Deno.test("a file arrives with progress in bytes of the server", async () => {
  let bytes = 0;
  await withServer([() => new Response(CONTENT)], async () => {
    assert.equal(await load(fresh(), PLAIN, (count) => bytes += count), "a wheel, a wheel, a wheel");
  });
  assert.equal(bytes, PLAIN.size);
});

Deno.test("a compressed file arrives as what it was", async () => {
  let bytes = 0;
  const source = await sourceOf(PACKED, true);
  await withServer([() => new Response(PACKED)], async () => {
    assert.equal(await load(fresh(), source, (count) => bytes += count), "a wheel, a wheel, a wheel");
  });
  assert.equal(bytes, PACKED.length);
});

Deno.test("a missing file is named with the server's answer and what to do", async () => {
  await withServer([() => new Response("", { status: 404 })], async () => {
    const failed = load(fresh(), PLAIN);
    await assert.rejects(failed, bootError(/answered 404 for \/bundle\/\d+/));
    await failed.catch((error) => assert.match(error.advice, /Try again takes the new version/));
  });
});

Deno.test("truncated and damaged files are refused, and asked for past the cache the next time", async () => {
  const damaged = PACKED.map((byte, index) => index === 20 ? byte ^ 255 : byte);
  const source = await sourceOf(PACKED, true);
  for (
    const [answer, of, said] of [
      [CONTENT.slice(0, 3), PLAIN, /3 bytes instead of 25/],
      [CONTENT.map((byte) => byte + 1), PLAIN, /damaged/],
      [PACKED.slice(0, 12), source, /12 bytes instead of/],
      [damaged, source, /damaged/],
    ] as const
  ) {
    const url = fresh();
    const whole = of.compressed ? PACKED : CONTENT;
    const caches = await withServer([() => new Response(answer), () => new Response(whole)], async () => {
      await assert.rejects(load(url, of), bootError(said));
      assert.equal(await load(url, of), "a wheel, a wheel, a wheel");
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
    await assert.rejects(load(fresh(), PLAIN), bootError(/could not be reached/));
    await assert.rejects(load(fresh(), PLAIN), bootError(/could not be reached/));
  });
});

Deno.test("an error page in place of the manifest is a clear error", async () => {
  await withServer([() => new Response("<!doctype html>")], async () => {
    await assert.rejects(loadJson(fresh()), bootError(/not valid JSON/));
  });
});
