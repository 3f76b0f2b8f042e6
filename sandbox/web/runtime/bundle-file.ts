/** A file of the bundle that the page itself uses, verified and unpacked. */

import { loadFile } from "./assets.ts";
import { loadManifest } from "./manifest.ts";
import { Unpacking } from "./unpacking.ts";

const BASE = new URL(".", import.meta.url);

/** Resolves to the file's content by its logical name. Rejects with a `BootError`. */
export async function bundleFile(name: string): Promise<ArrayBuffer> {
  const source = (await loadManifest(BASE)).files[name];
  const bytes = await loadFile(new URL(`bundle/${source.file}`, BASE), source, () => {});
  const gzip = new Uint8Array(bytes, 0, 2).join() === "31,139"; // a server may have unpacked it on the way
  return gzip ? await Unpacking.all(bytes) : bytes;
}

/** False where there is no network and the file is not kept on this device, so that asking for it is in vain. */
export async function isAtHand(name: string): Promise<boolean> {
  if (navigator.onLine) return true;
  if (typeof caches === "undefined") return false; // on plain HTTP
  try {
    const { file } = (await loadManifest(BASE)).files[name];
    return await caches.match(new URL(`bundle/${file}`, BASE)) !== undefined;
  } catch {
    return false;
  }
}
