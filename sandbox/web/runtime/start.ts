/** An interpreter for a project: the spare one or a new one, with the optional packages that the project imports. */

import { Host } from "./host.ts";
import { needsOf, type Runnable } from "./manifest.ts";
import type { BridgeEvent } from "../protocol.ts";
import { Runtime } from "./runtime.ts";
import { takeSpare } from "./spare.ts";
import type { Stage } from "./stages.ts";

export interface StartOptions {
  project: Runnable;
  /** True where the project's tests are to run. */
  tests?: boolean;
  onStage: (stage: Stage) => void;
  onEvent: (event: BridgeEvent) => void;
  signal: AbortSignal;
}

/** Rejects with a `BootError`, or with `RuntimeClosed` where `signal` has stopped it. */
export async function bootFor({ project, tests, onStage, onEvent, signal }: StartOptions): Promise<Runtime> {
  onStage({ name: "download", loaded: 0, total: 0 });
  const host = await Host.here(); // which ends a spare interpreter that has got stuck
  signal.throwIfAborted();
  const runtime = takeSpare(host) ?? new Runtime();
  signal.addEventListener("abort", () => runtime.stop());
  runtime.onStage = onStage;
  runtime.onEvent = onEvent;
  onStage(runtime.stage);
  try {
    await runtime.prepare(needsOf(project, host.manifest, tests));
    return runtime;
  } catch (error) {
    runtime.stop();
    throw error;
  }
}
