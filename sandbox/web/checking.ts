/**
 * Runs a project's checks in an interpreter of their own, so that they never touch the running app.
 *
 * Loaded at the first Check. The checks may never come to their end, so each is told when it begins and when it ends.
 */

import { bootFor, type StartOptions } from "./runtime/start.ts";
import type { BridgeEvent, CheckReport, CheckResult, Project } from "./protocol.ts";
import { prepareSpare } from "./runtime/spare.ts";

/** Longest time that all checks of a project may take once Python has started, in ms. */
const LIMIT = 30_000;
const BLANK = { own: null, check: null, raised: "", comparison: null, requests: [], more_requests: 0, duration: 0 };

/**
 * The checks did not come to an end. `message` says what was found, `advice` what to do; `results` are those of the
 * checks before it, and of the one that was running.
 */
export class CheckError extends Error {
  override name = "CheckError";
  constructor(message: string, readonly advice: string, readonly results: CheckResult[] = []) {
    super(message);
  }
}

/** A check that begins. */
export type Beginning = Extract<BridgeEvent, { type: "checking" }>;

export type CheckOptions = Omit<StartOptions, "project" | "tests" | "onEvent"> & {
  /** `done` grows while the checks run. */
  onCheck: (beginning: Beginning, done: readonly CheckResult[]) => void;
};

/** Rejects with a `BootError` where Python did not start, with a `CheckError` where the checks did not end. */
export async function runChecks(project: Project, { onCheck, ...options }: CheckOptions): Promise<CheckReport> {
  const results: CheckResult[] = [];
  let running: Beginning | null = null;
  const onEvent = (event: BridgeEvent) => {
    if (event.type === "checking") onCheck(running = event, results);
    else if (event.type === "checked") results.push(event.result), running = null;
  };
  const runtime = await bootFor({ ...options, project, tests: true, onEvent });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), LIMIT);
  });
  try {
    const report = await Promise.race([runtime.check(project), late]);
    if (report !== "late") return report;
    throw new CheckError(
      `The checks were stopped: they did not finish within ${LIMIT / 1000} seconds.`,
      "A loop that never ends is the usual cause: look at the loops, and at functions that call themselves.",
      [...results, ...unfinished(running, `It did not finish: all checks together have ${LIMIT / 1000} seconds.`)],
    );
  } catch (error) {
    if (error instanceof CheckError) throw error;
    const { message } = await runtime.closed;
    throw new CheckError(
      `The checks ended before they were through. ${message}`,
      "Look for what ends the program.",
      [...results, ...unfinished(running, "The program ended during this check.")],
    );
  } finally {
    clearTimeout(timer);
    runtime.stop();
    prepareSpare();
  }
}

/** The check that was running, as one that went wrong. */
export function unfinished(running: Beginning | null, message: string): CheckResult[] {
  if (!running) return [];
  const { label } = running;
  return [{ ...BLANK, id: label, label, outcome: "error", message, detail: "", file: null, line: null }];
}

/** The report with at least one result wherever checks were asked for, so that nobody takes an empty list for success. */
export function withReason({ results, problem }: CheckReport): CheckReport {
  if (results.length || !problem) return { results, problem };
  const { type, message, traceback: detail, file, line } = problem;
  const said = [type, message].filter(Boolean).join(": ");
  const result = { id: "checks", label: "The checks can start", outcome: "error" as const, message: said, detail };
  return { results: [{ ...BLANK, ...result, file, line }], problem };
}
