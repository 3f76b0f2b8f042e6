/**
 * The life of the running app: idle → starting → running → stopped or failed, and from any of them to starting again.
 *
 * Whatever awaits something asks afterwards whether its turn is still the current one: Run, Stop, Reset and another
 * playground may have come in between.
 */

import type { BootError } from "./runtime/assets.ts";
import { type Holder, releasePort, takePort } from "./port.ts";
import type { BridgeEvent, Problem, Project } from "./protocol.ts";
import type { RuntimeClosed } from "./runtime/runtime.ts";
import type { Session } from "./session.ts";
import type { Stage } from "./runtime/stages.ts";
import type { State } from "./toolbar.ts";

/** What the runner tells the parts of the element. */
export interface RunnerEvents {
  /** `why` is a sentence for the reader, empty where the state says it all. */
  state(state: State, why: string): void;
  /** The browser's side is there, before anything runs in it. */
  opened(session: Session): void;
  stage(stage: Stage): void;
  event(event: BridgeEvent): void;
  problem(problem: Problem): void;
  failed(message: string, advice: string): void;
}

export class Runner implements Holder {
  readonly title: string;
  session: Session | null = null;
  state: State = "idle";
  #open: () => Promise<Session>;
  #events: RunnerEvents;
  #turn: AbortController | null = null;
  #settled = Promise.withResolvers<void>();

  /** `open` makes the browser's side, at the first Run and at the first after Reset. */
  constructor(title: string, open: () => Promise<Session>, events: RunnerEvents) {
    this.title = title;
    this.#open = open;
    this.#events = events;
  }

  /** Resolves as soon as a start has led to any other state. */
  get started(): Promise<void> {
    return this.#settled.promise;
  }

  /** Resolves when the first response is drawn, or when what prevented it is shown. Never rejects. */
  async run(project: Project, path: string): Promise<void> {
    this.#end();
    const turn = this.#turn = new AbortController();
    const gone = new Promise<void>((resolve) => turn.signal.addEventListener("abort", () => resolve()));
    takePort(this);
    this.#enter("starting");
    await Promise.race([gone, this.#start(turn, project, path)]);
  }

  /** Ends the app at once. */
  stop(why = ""): void {
    if (this.state !== "starting" && this.state !== "running") return;
    this.#end();
    this.#enter("stopped", why);
  }

  /** Ends the app and forgets the browser with its cookies and history. */
  reset(): void {
    this.#end();
    this.session = null;
    this.#enter("idle");
  }

  evict(by: string): void {
    this.stop(`Port 5000 is taken by “${by}”.`);
  }

  /** Lets go of everything without telling anyone. */
  dispose(): void {
    this.#end();
    this.session = null;
    this.state = "idle";
  }

  async #start(turn: AbortController, project: Project, path: string): Promise<void> {
    const current = () => this.#turn === turn;
    try {
      const session = this.session ?? await this.#open();
      if (!current()) return;
      if (this.session !== session) this.#events.opened(this.session = session);
      const { problem } = await session.start(project, {
        signal: turn.signal,
        onStage: (stage) => current() && this.#events.stage(stage),
        onEvent: (event) => current() && this.#events.event(event),
      });
      if (!current()) return; // its interpreter ended with its turn
      if (problem) return this.#fail(() => this.#events.problem(problem));
      this.#enter("running");
      session.closed.then(({ reason, message }) => {
        if (current() && reason !== "stopped") this.#fail(() => this.#events.failed(message, WHEN_GONE[reason]));
      });
      await session.window.navigate(path);
    } catch (error) {
      if (current() && this.state === "starting") this.#fail(() => this.#events.failed(...told(error)));
    }
  }

  #fail(tell: () => void): void {
    this.#end();
    tell();
    this.#enter("failed");
  }

  #end(): void {
    const turn = this.#turn;
    this.#turn = null;
    turn?.abort();
    this.session?.stop();
    releasePort(this);
  }

  #enter(state: State, why = ""): void {
    this.state = state;
    if (state === "starting") this.#settled = Promise.withResolvers();
    else this.#settled.resolve();
    this.#events.state(state, why);
  }
}

/** Message and advice of whatever was thrown. */
function told(error: unknown): [message: string, advice: string] {
  const { message = String(error), advice, closed } = error as Partial<BootError & RuntimeClosed>;
  return [message, advice ?? (closed && closed.reason !== "stopped" ? WHEN_GONE[closed.reason] : "Try again.")];
}

const WHEN_GONE = {
  exited: "Look for what ends the program, such as os._exit(), then run it again.",
  crashed: "Endless recursion and very large data are the usual causes. Change the code, then run it again.",
};
