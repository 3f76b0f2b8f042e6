/**
 * An interpreter that waits, so that Run and the next Run answer at once.
 *
 * It starts while the reader reads, where that costs nothing that the reader would mind, and goes when nobody looks at
 * the page for long. There is never more than one.
 */

import { Host } from "./host.ts";
import { quiet } from "./quiet.ts";
import { Runtime } from "./runtime.ts";
import type { Stage } from "./stages.ts";

/** How long a page has to be hidden until its spare interpreter goes, in ms. */
const HIDDEN_LIMIT = 5 * 60_000;

let spare: Runtime | null = null;
let hidden: ReturnType<typeof setTimeout> | undefined;

/** Starts a spare interpreter in idle time where there is none; `document` hears of it by `flaskroom:spare`. */
export function prepareSpare(): void {
  watchVisibility();
  whenIdle(() => {
    if (spare || document.hidden || isCostly()) return;
    const made = make(true);
    const tell = (detail: Stage) => document.dispatchEvent(new CustomEvent("flaskroom:spare", { detail }));
    made.onStage = (stage) => stage.name !== "ready" && tell(stage);
    made.ready.then(async () => {
      await Promise.all([import("../session.ts"), import("../panels/all.ts")]); // what the first Run loads otherwise
      await made.prepare({ packages: [], rest: true });
      if (spare === made) await made.rehearse();
      if (spare !== made) return; // a Run has it, and another one will follow
      tell(made.stage);
      await quiet();
      if (spare !== made) return;
      await (await Host.here(true)).keepSnapshot();
    }).catch(() => {});
  });
}

/** Starts one at once, where there is none: Run was pressed, and the page still loads what shows the answer. */
export function hurry(): void {
  if (!spare) make(false);
}

function make(gentle: boolean): Runtime {
  const made = spare = new Runtime(gentle);
  // Nobody waits for it yet, so nobody is told when it fails: the Run that needs one tries again, and says so.
  void made.closed.then(() => spare === made && (spare = null));
  return made;
}

/** Hands the spare interpreter over, started or starting, where there is one on `host`. */
export function takeSpare(host: Host): Runtime | null {
  const taken = spare;
  spare = null;
  if (!taken || taken.isOn(host)) return taken;
  taken.stop();
  return null;
}

/** A connection on which bytes cost money, or whose owner asks to save them. */
export function isCostly(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; type?: string; effectiveType?: string } };
  return matchMedia("(prefers-reduced-data: reduce)").matches ||
    Boolean(connection?.saveData) || connection?.type === "cellular" || /2g$/.test(connection?.effectiveType ?? "");
}

/** Calls `act` once there is nothing else to do, after 10 s at the latest. */
export function whenIdle(act: () => void): void {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback === "function") requestIdleCallback(act, { timeout: 10_000 });
  else setTimeout(act, 1_000);
}

function watchVisibility(): void {
  document.addEventListener("visibilitychange", onVisibility);
}

function onVisibility(): void {
  clearTimeout(hidden);
  if (document.hidden) hidden = setTimeout(() => spare?.stop(), HIDDEN_LIMIT);
  else prepareSpare();
}
