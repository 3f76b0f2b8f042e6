/**
 * Units of work, so many at a time: each is asked for its next job until it is done, and what was done before is not done
 * again.
 *
 * A newcomer would count a run that never began against the learner. Python did not start, which is nobody's fault, so it is
 * tried again, and in the end the unit stays undone.
 */

import type { Learner, Unit } from "./results.ts";
import type { Heard } from "./run-job.ts";

/** Times that a run is tried which does not come so far as to begin. */
const TRIES = 3;

export interface RunsOptions {
  /** Whom to ask; see `desk.ts`. */
  desk: { ask<T>(does: string, words?: object): Promise<T> };
  /** Rejects where the job did not begin. */
  run(job: string): Promise<Heard>;
  /** Outcomes from an earlier time, by the units' keys. */
  kept(keys: string[]): Promise<Record<string, object>>;
  keep(key: string, outcome: object): Promise<void>;
  /** So many at a time. */
  jobs: number;
  signal: AbortSignal;
  /** Newer results of some learners. */
  learners(learners: Learner[]): void;
  progress(done: number, of: number): void;
}

type Answer = { job: string } | { outcome: object; learners: Learner[] };

export class Runs {
  constructor(private options: RunsOptions) {}

  /** Resolves to what prevented those units that could not be run. Rejects where `signal` stops it. */
  async do(units: Unit[]): Promise<string[]> {
    const { desk, kept, jobs, learners, progress } = this.options;
    const known = await kept(units.map(({ key }) => key));
    learners((await desk.ask<{ learners: Learner[] }>("kept", { outcomes: known })).learners);
    const waiting = units.filter(({ key }) => !(key in known));
    let done = units.length - waiting.length;
    progress(done, units.length);
    const failed: string[] = [];
    const work = async () => {
      for (let unit = waiting.shift(); unit; unit = waiting.shift()) {
        const why = await this.#unit(unit.key);
        if (why) failed.push(why);
        progress(++done, units.length);
      }
    };
    await Promise.all(Array.from({ length: jobs }, work));
    return failed;
  }

  /** Resolves to why it could not be run, or to null. */
  async #unit(unit: string): Promise<string | null> {
    const { desk, keep, learners, signal } = this.options;
    let answer = await desk.ask<Answer>("run", { unit });
    while ("job" in answer) {
      signal.throwIfAborted();
      const heard = await this.#run(answer.job);
      if (typeof heard === "string") return heard;
      answer = await desk.ask<Answer>("run", { unit, ...heard });
    }
    await keep(unit, answer.outcome);
    learners(answer.learners);
    return null;
  }

  async #run(job: string): Promise<Heard | string> {
    let why = "";
    for (let attempt = 0; attempt < TRIES; attempt++) {
      try {
        return await this.options.run(job);
      } catch (error) {
        this.options.signal.throwIfAborted();
        why = (error as Error).message;
      }
    }
    return why;
  }
}
