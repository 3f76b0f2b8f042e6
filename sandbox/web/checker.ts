/** Check: runs the author's tests against what the learner has now, and tells the panel how it went. */

import type { CheckError } from "./checking.ts";
import { loadPart } from "./load-part.ts";
import type { ChecksPanel } from "./panels/checks.ts";
import type { KnownMistake } from "./payload.ts";
import type { CheckReport, CheckResult, Project } from "./protocol.ts";

export interface CheckerEvents {
  /** Checks begin or have ended. */
  busy(checking: boolean): void;
  report(report: CheckReport): void;
  failed(message: string): void;
}

export class Checker {
  #load: () => Promise<ChecksPanel>;
  /** Where it is told how it goes, once it is there. */
  #panel: ChecksPanel | null = null;
  /** True once the checks have run. */
  tried = false;
  #events: CheckerEvents;
  #turn: AbortController | null = null;

  /** `load` brings the panel, and says in the panel's place what is wrong where it cannot. */
  constructor(load: () => Promise<ChecksPanel>, events: CheckerEvents) {
    this.#load = load;
    this.#events = events;
  }

  get busy(): boolean {
    return this.#turn !== null;
  }

  /** Ends the checks that run; their promise rejects. */
  stop(): void {
    this.#turn?.abort();
  }

  /**
   * Resolves to at least one result where there is anything to check; a failure that is one of `mistakes` is explained.
   * Rejects when the checks do not end by themselves.
   */
  async check(project: Project, mistakes: KnownMistake[]): Promise<CheckResult[]> {
    this.stop();
    const turn = this.#turn = new AbortController();
    const stopped = new Promise<never>((_resolve, reject) => {
      turn.signal.addEventListener("abort", () => reject(new Error("The checks were stopped.")));
    });
    let done: readonly CheckResult[] = [];
    this.#events.busy(true);
    try {
      const report = await Promise.race([
        stopped,
        this.#run(project, mistakes, turn.signal, (results) => done = results),
      ]);
      this.tried = true;
      this.#events.report(report);
      return report.results;
    } catch (error) {
      const { message, advice = "", results = done } = error as Error & Partial<CheckError>;
      if (this.#turn === turn) {
        this.tried ||= results.length > 0;
        this.#panel?.failed(message, advice, results);
        this.#events.failed(message);
      }
      throw error;
    } finally {
      if (this.#turn === turn) {
        this.#turn = null;
        this.#events.busy(false);
      }
    }
  }

  async #run(
    project: Project,
    mistakes: KnownMistake[],
    signal: AbortSignal,
    hear: (done: readonly CheckResult[]) => void,
  ): Promise<CheckReport> {
    const checking = loadPart(() => import("./checking.ts"));
    checking.catch(() => {}); // told below
    const panel = this.#panel = await this.#load();
    panel.mistakes = mistakes;
    const progress = panel.busy();
    const { runChecks, withReason } = await checking;
    const report = await runChecks(project, {
      onStage: ({ name }) => progress(name === "ready" ? "Running the checks…" : "Starting Python for the checks…"),
      onCheck: ({ label, number, count }, done) => {
        hear(done);
        progress(`Running check ${number} of ${count}: ${label}`);
      },
      signal,
    });
    return withReason(report);
  }
}
