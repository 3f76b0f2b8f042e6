/** What an interpreter starts from, fetched with progress in bytes; everything in parallel. */

import { loadScript } from "./assets.ts";
import { BOOT_FILES, loadBundleFile, loadManifest, withDependencies } from "./manifest.ts";
import type { Assets } from "./protocol.ts";

/** Where a start stands; `loaded` and `total` in bytes. `failed` is final. */
export interface Stage {
  name: "download" | "start" | "ready" | "failed";
  loaded: number;
  total: number;
}

/** Most memory of one interpreter, in bytes: a 50 MB upload fits several times over, and a phone survives it. */
const MEMORY_LIMIT = 1024 ** 3;

/** Fetches the interpreter, the base packages and the optional `packages`. Rejects with a `BootError`. */
export async function loadAssets(base: URL, packages: string[], onStage: (stage: Stage) => void) {
  const script = loadScript(new URL("worker.js", base));
  // Whoever awaits first reports the failure; without this the other rejection would count as unhandled.
  script.catch(() => {});
  const manifest = await loadManifest(base);
  const wheels = withDependencies(packages, manifest).map((name) => manifest.packages[name].wheel);
  const total = [...BOOT_FILES, ...wheels].reduce((sum, name) => sum + manifest.files[name].size, 0);
  let loaded = 0;
  const count = (bytes: number) => onStage({ name: "download", loaded: loaded += bytes, total });
  const fetchAll = async (names: string[]) =>
    Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await loadBundleFile(base, manifest, name, count)] as const)),
    );
  const [files, unpacked] = await Promise.all([fetchAll(BOOT_FILES), fetchAll(wheels)]);
  const assets: Assets = { lock: manifest.lock, files, wheels: unpacked, memoryLimit: MEMORY_LIMIT };
  return { assets, script: await script, total };
}
