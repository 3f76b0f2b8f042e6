/**
 * One grading: the desk is opened, told what there is, and its units are run until all are done or somebody stops it.
 *
 * A newcomer would go on where it was stopped. It begins anew each time, and what was done is kept by its content, so that
 * Stop, a reload and a file that came later are all the same.
 */

import type { Received } from "../files/received.ts";
import type { Payload } from "../payload.ts";
import { Desk, DeskFault } from "./desk.ts";
import { keepOutcome, keptMarks, keptOutcomes, marksKey } from "./outcomes-kept.ts";
import type { Learner, Overview, Unit } from "./results.ts";
import { runJob } from "./run-job.ts";
import { Runs } from "./runs.ts";

export interface Given {
  /** The assignment, as its link has it. */
  fragment: string;
  submissions: Received[];
  hidden: Received[];
  received: Received | null;
  marks: Received | null;
  /** So many at a time. */
  jobs: number;
  /** For one run. */
  seconds: number;
}

export interface Events {
  say(words: string): void;
  /** All learners, before any of them is graded; resolves when they can be shown. */
  overview(overview: Overview): Promise<void>;
  learners(learners: Learner[]): void;
  progress(done: number, of: number): void;
}

/** Files that are handed to the desk at once. */
const MANY = 50;

/**
 * Resolves when all is done, to the desk, how many units could not be run, and files among the hidden checks that belong to
 * no exercise. Rejects with a `DeskFault`, a `BootError`, or where `signal` stops it; `opened` has the desk before.
 */
export async function grade(
  given: Given,
  payloads: () => Promise<Payload[]>,
  events: Events,
  signal: AbortSignal,
  opened: (desk: Desk) => void,
): Promise<{ failed: string[]; strange: string[] }> {
  const { fragment, submissions, hidden, received, marks, seconds } = given;
  events.say("Starting Python…");
  const [desk, exercises] = await Promise.all([Desk.open(), payloads()]);
  opened(desk);
  const [hiddenFiles, hiddenNames] = await desk.put(hidden);
  const words = { files: hiddenNames, exercises: exercises.map(({ name }) => name) };
  const { strange } = await desk.ask<{ strange: string[] }>("hide", words, hiddenFiles);
  signal.throwIfAborted();
  const begun = { fragment, payloads: exercises, build: desk.build, seconds };
  const { units } = await desk.ask<{ units: Unit[] }>("begin", begun);
  events.say("Running the checks with the lessons' own solutions…");
  const run = (job: string) => runJob(job, seconds, signal);
  const all = new Runs({ desk, run, kept: keptOutcomes, keep: keepOutcome, jobs: given.jobs, signal, ...events });
  const failed = await all.do(units);
  if (failed.length > 0) throw new DeskFault(`Python could not be started for a run: ${failed[0]} Press Grade again.`);
  for (let done = 0; done < submissions.length; done += MANY) {
    events.say(`Reading ${done} of ${submissions.length} files…`);
    const [files, names] = await desk.put(submissions.slice(done, done + MANY));
    signal.throwIfAborted();
    await desk.ask("take", { files: names }, files);
  }
  const [table, [name]] = await desk.put(received ? [received] : []);
  const overview = await desk.ask<Overview & { units: Unit[] }>("read", { received: name?.[1] ?? null }, table);
  await events.overview(await withMarks(desk, fragment, marks) ?? overview);
  return { failed: await all.do(overview.units), strange };
}

/** Points and comments by hand: those of the file that was given, else those that were typed here before. */
async function withMarks(desk: Desk, fragment: string, marks: Received | null): Promise<Overview | null> {
  const kept = marks ? null : await keptMarks(marksKey(fragment));
  const file = marks ?? (kept ? { path: "marks.toml", file: new Blob([kept]) } : null);
  if (!file) return null;
  const [files] = await desk.put([file]);
  const [content] = Object.values(files);
  return await desk.ask<Overview>("read_marks", { place: "marks.toml", own: !marks }, { "marks.toml": content });
}
