/**
 * Runs a project's checks in an interpreter of their own, so that they never touch the running app.
 *
 * Loaded at the first Check.
 */

import { bootFor, type StartOptions } from "./runtime/start.ts";
import type { CheckReport, Project } from "./protocol.ts";
import { prepareSpare } from "./runtime/spare.ts";

/** Longest time that all checks of a project may take once Python has started, in ms. */
const LIMIT = 30_000;

/** The checks did not come to an end. `message` says what was found, `advice` what to do. */
export class CheckError extends Error {
  override name = "CheckError";
  constructor(message: string, readonly advice: string) {
    super(message);
  }
}

/** Rejects with a `BootError` where Python did not start, with a `CheckError` where the checks did not end. */
export async function runChecks(project: Project, options: Omit<StartOptions, "project" | "tests" | "onEvent">) {
  const runtime = await bootFor({ ...options, project, tests: true, onEvent: () => {} });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLong()), LIMIT);
  });
  try {
    return await Promise.race([runtime.check(project), late]);
  } catch (error) {
    if (error instanceof CheckError) throw error;
    const { message } = await runtime.closed;
    throw new CheckError(`The checks ended before they were through. ${message}`, "Look for what ends the program.");
  } finally {
    clearTimeout(timer);
    runtime.stop();
    prepareSpare();
  }
}

function tooLong(): CheckError {
  return new CheckError(
    `The checks were stopped: they did not finish within ${LIMIT / 1000} seconds.`,
    "A loop that never ends is the usual cause: look at the loops, and at functions that call themselves.",
  );
}

/** The report with at least one result wherever checks were asked for, so that nobody takes an empty list for success. */
export function withReason({ results, problem }: CheckReport): CheckReport {
  if (results.length || !problem) return { results, problem };
  const { type, message, traceback: detail, file, line } = problem;
  const said = [type, message].filter(Boolean).join(": ");
  const result = { id: "checks", label: "The checks can start", outcome: "error" as const, message: said, detail };
  return { results: [{ ...result, file, line, duration: 0 }], problem };
}
