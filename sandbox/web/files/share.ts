/**
 * Code in a link: `#<playground>:<changes as JSON, deflated, in URL-safe Base64>`. Nothing leaves for a server.
 *
 * What arrives this way was written by someone else: it is measured while it is unpacked, its names are checked, and it
 * is shown before anyone runs it.
 */

import { type Changes, type Content, fromBase64, nameFault } from "./files.ts";

/** Most bytes that a link may unpack to; a lesson's project has a hundredth of it. */
const LIMIT = 1024 * 1024;

/**
 * The fragment, without `#`, that carries `changes` to the playground called `name`. Rejects with an `Error` for the
 * reader where they are too many.
 */
export async function toFragment(name: string, changes: Changes): Promise<string> {
  const written = Object.entries(changes).map(([name, content]) => [name, content === null ? null : toJson(content)]);
  const plain = new Blob([JSON.stringify(Object.fromEntries(written))]);
  if (plain.size > LIMIT) {
    const [found, most] = [plain.size, LIMIT].map((bytes) => Math.ceil(bytes / 1024));
    throw new Error(
      `The changed files have ${found} kB, and a link holds ${most} kB. Use Download and send the zip file.`,
    );
  }
  const stream = plain.stream().pipeThrough(new CompressionStream("deflate-raw"));
  const packed = new Uint8Array(await new Response(stream).arrayBuffer());
  return `${name}:${toBase64(packed).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** The packed part of the page's fragment where it is meant for `name`, else null. */
export function fragmentFor(name: string, hash: string): string | null {
  const found = decoded(hash.replace(/^#/, ""));
  return found.startsWith(`${name}:`) ? found.slice(name.length + 1) : null;
}

/** Unpacks what `toFragment` packed. Rejects with an `Error` whose message says what is wrong with it. */
export async function fromPacked(packed: string): Promise<Changes> {
  const changes: unknown = await unpack(packed).then(JSON.parse).catch(() => null);
  if (typeof changes !== "object" || changes === null || Array.isArray(changes)) {
    throw new Error("it is incomplete or damaged");
  }
  return Object.fromEntries(
    Object.entries(changes).map(([name, written]) => {
      const fault = nameFault(name);
      if (fault) throw new Error(`the file name ${JSON.stringify(name)} ${fault}`);
      return [name, written === null ? null : contentOf(name, written)];
    }),
  );
}

/** In JSON a text stands for itself, and bytes for their Base64. */
export function toJson(content: Content): string | { base64: string } {
  return typeof content === "string" ? content : { base64: toBase64(content) };
}

/** What `toJson` gave. Throws an `Error`, whose message names the file, where it is something else. */
export function contentOf(name: string, written: unknown): Content {
  if (typeof written === "string") return written;
  const { base64 } = (written ?? {}) as { base64?: unknown };
  try {
    if (typeof base64 === "string") return fromBase64(base64);
  } catch {
    // told below
  }
  throw new Error(`${name} is neither a text nor a file`);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

async function unpack(packed: string): Promise<string> {
  const bytes = fromBase64(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  let size = 0;
  const measured = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, out) {
      size += chunk.byteLength;
      if (size > LIMIT) throw new Error("too large");
      out.enqueue(chunk);
    },
  });
  const plain = await new Response(stream.pipeThrough(measured)).arrayBuffer();
  return new TextDecoder("utf-8", { fatal: true }).decode(plain);
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash; // a lone % from a text that was cut off
  }
}
