/**
 * Code in a link: `#<playground>:<changes as JSON, deflated, in URL-safe Base64>`. Nothing leaves for a server.
 *
 * What arrives this way was written by someone else: it is measured while it is unpacked, its names are checked, and it
 * is shown before anyone runs it.
 */

import { type Changes, nameFault } from "./files.ts";

/** Most bytes that a link may unpack to; a lesson's project has a hundredth of it. */
const LIMIT = 1024 * 1024;

/** The fragment, without `#`, that carries `changes` to the playground called `name`. */
export async function toFragment(name: string, changes: Changes): Promise<string> {
  const plain = new Blob([JSON.stringify(changes)]).stream();
  const packed = await new Response(plain.pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer();
  const text = Array.from(new Uint8Array(packed), (byte) => String.fromCharCode(byte)).join("");
  return `${name}:${btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
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
  for (const [name, text] of Object.entries(changes)) {
    const fault = nameFault(name);
    if (fault) throw new Error(`the file name ${JSON.stringify(name)} ${fault}`);
    if (text !== null && typeof text !== "string") throw new Error(`${name} is not a text`);
  }
  return changes as Changes;
}

async function unpack(packed: string): Promise<string> {
  const text = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
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
