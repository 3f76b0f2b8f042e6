/** Boots an interpreter that has the optional packages which a project imports. */

import { BootError } from "./assets.ts";
import { loadManifest, packagesFor } from "./manifest.ts";
import type { BridgeEvent, Project } from "./protocol.ts";
import { Runtime } from "./runtime.ts";
import type { Stage } from "./startup.ts";

/** Folder of `playground.js`, from which this module is bundled. */
const BASE = new URL(".", import.meta.url);

export interface StartOptions {
  files: Project["files"];
  onStage: (stage: Stage) => void;
  onEvent: (event: BridgeEvent) => void;
  signal: AbortSignal;
}

/** Rejects with a `BootError`. */
export async function bootFor({ files, ...options }: StartOptions): Promise<Runtime> {
  if (typeof WebAssembly === "undefined") {
    throw new BootError(
      "This browser has no WebAssembly, and Python needs it.",
      "Allow WebAssembly in the browser's settings (a strict security mode switches it off), or use another browser.",
    );
  }
  options.onStage({ name: "download", loaded: 0, total: 0 });
  const texts = Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const packages = packagesFor(Object.fromEntries(texts), await loadManifest(BASE));
  return Runtime.boot({ base: BASE, packages, ...options });
}
