/** A file of the bundle that the page itself uses, verified and unpacked. */

import { loadFile } from "./assets.ts";
import { loadManifest } from "./manifest.ts";

const BASE = new URL(".", import.meta.url);

/** Resolves to the file's content by its logical name. Rejects with a `BootError`. */
export async function bundleFile(name: string): Promise<ArrayBuffer> {
  const source = (await loadManifest(BASE)).files[name];
  const bytes = await loadFile(new URL(`bundle/${source.file}`, BASE), source, () => {});
  const gzip = new Uint8Array(bytes, 0, 2).join() === "31,139"; // a server may have unpacked it on the way
  return gzip ? await new Response(unpacked(bytes)).arrayBuffer() : bytes;
}

function unpacked(bytes: ArrayBuffer): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
}
