/**
 * One grading: the desk is opened, told what there is, and its units are run until all are done or somebody stops it.
 *
 * A newcomer would go on where it was stopped. It begins anew each time, and what was done is kept by its content, so that
 * Stop, a reload and a file that came later are all the same.
 */

import type { Received } from "../files/received.ts";
import type { Payload } from "../payload.ts";
import { Desk, DeskFault } from "./desk.ts";
import { keepOutcome, keptMarks, keptOutcomes } from "./outcomes-kept.ts";
import type { Learner, Overview, Unit } from "./results.ts";
import { runJob } from "./run-job.ts";

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
  overview(overview: Overview): void;
  learners(learners: Learner[]): void;
  progress(done: number, of: number): void;
}

type Answer = { job: string } | { outcome: object; learners: Learner[] };

/** Files that are handed to the desk at once. */
const MANY = 50;
/** Times that a run is tried which does not come so far as to begin. */
const TRIES = 3;

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
  const all = new Runs(desk, given, events, signal);
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
  events.overview(await withMarks(desk, fragment, marks) ?? overview);
  return { failed: await all.do(overview.units), strange };
}

/** Points and comments by hand: those of the file that was given, else those that were typed here before. */
async function withMarks(desk: Desk, fragment: string, marks: Received | null): Promise<Overview | null> {
  const kept = marks ? null : await keptMarks(fragment);
  const file = marks ?? (kept ? { path: "marks.toml", file: new Blob([kept]) } : null);
  if (!file) return null;
  const [files] = await desk.put([file]);
  const [content] = Object.values(files);
  try {
    return await desk.ask<Overview>("read_marks", { place: "marks.toml" }, { "marks.toml": content });
  } catch (error) {
    if (marks || !(error instanceof DeskFault)) throw error;
    return null; // typed here for learners who are not among these files
  }
}

class Runs {
  constructor(
    private desk: Desk,
    private given: Given,
    private events: Events,
    private signal: AbortSignal,
  ) {}

  /** Resolves to what prevented those that could not be run. */
  async do(units: Unit[]): Promise<string[]> {
    const kept = await keptOutcomes(units.map(({ key }) => key));
    const { learners } = await this.desk.ask<{ learners: Learner[] }>("kept", { outcomes: kept });
    this.events.learners(learners);
    const waiting = units.filter(({ key }) => !(key in kept));
    let done = units.length - waiting.length;
    this.events.progress(done, units.length);
    const failed: string[] = [];
    const work = async () => {
      for (let unit = waiting.shift(); unit; unit = waiting.shift()) {
        const why = await this.#unit(unit.key);
        if (why) failed.push(why);
        this.events.progress(++done, units.length);
      }
    };
    await Promise.all(Array.from({ length: this.given.jobs }, work));
    return failed;
  }

  /** Resolves to why it could not be run, or to null. */
  async #unit(unit: string): Promise<string | null> {
    let answer = await this.desk.ask<Answer>("run", { unit });
    while ("job" in answer) {
      const { job } = answer;
      const heard = await this.#run(job);
      if (typeof heard === "string") return heard;
      answer = await this.desk.ask<Answer>("run", { unit, ...heard });
    }
    await keepOutcome(unit, answer.outcome);
    this.events.learners(answer.learners);
    return null;
  }

  async #run(job: string): Promise<Awaited<ReturnType<typeof runJob>> | string> {
    let why = "";
    for (let attempt = 0; attempt < TRIES; attempt++) {
      try {
        return await runJob(job, this.given.seconds, this.signal);
      } catch (error) {
        this.signal.throwIfAborted();
        why = (error as Error).message;
      }
    }
    return why;
  }
}
