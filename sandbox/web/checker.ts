/** Check: runs the author's tests against what the learner has now, and tells the panel how it went. */

import { loadPart } from "./load-part.ts";
import type { ChecksPanel } from "./panels/checks.ts";
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

  /** Resolves to at least one result where there is anything to check. Rejects when the checks do not end by themselves. */
  async check(project: Project): Promise<CheckResult[]> {
    this.stop();
    const turn = this.#turn = new AbortController();
    const stopped = new Promise<never>((_resolve, reject) => {
      turn.signal.addEventListener("abort", () => reject(new Error("The checks were stopped.")));
    });
    this.#events.busy(true);
    try {
      const report = await Promise.race([stopped, this.#run(project, turn.signal)]);
      this.#events.report(report);
      return report.results;
    } catch (error) {
      const { message, advice = "" } = error as Error & { advice?: string };
      if (this.#turn === turn) {
        this.#panel?.failed(message, advice);
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

  async #run(project: Project, signal: AbortSignal): Promise<CheckReport> {
    const checking = loadPart(() => import("./checking.ts"));
    checking.catch(() => {}); // told below
    this.#panel = await this.#load();
    const progress = this.#panel.busy();
    const { runChecks, withReason } = await checking;
    const onStage = ({ name }: { name: string }) =>
      progress(name === "ready" ? "Running the checks…" : "Starting Python for the checks…");
    return withReason(await runChecks(project, { onStage, signal }));
  }
}
