/**
 * Questions of the console's programs: Python is set aside until the answer comes, where the engine can do that (JavaScript
 * Promise Integration, which Chromium has).
 *
 * A newcomer would get this wrong: the command that asks is not over, but whoever called it has to hear of the question. So
 * the call resolves to the question, and the answer to whatever comes next: another question, or the end.
 */

import type { PyodideInterface } from "pyodide";
import type { PyProxy } from "pyodide/ffi";
import type { Answer } from "../protocol.ts";

export class Questions {
  /** Whether this engine can wait in the midst of WebAssembly. */
  readonly canWait = "Suspending" in WebAssembly;
  /** The command that is not over. */
  #running: Promise<Answer> | null = null;
  #give: ((line: string) => void) | null = null;
  #ask: (question: Answer) => void = () => {};

  /** For the bridge: a function that returns the next line. */
  waiting(python: PyodideInterface): PyProxy {
    const ask = (secret: boolean) => {
      const { promise, resolve } = Promise.withResolvers<string>();
      this.#give = resolve;
      this.#ask({ status: null, prompt: "", asks: secret ? "secret" : "text" });
      return promise;
    };
    const { run_sync } = python.pyimport("pyodide.ffi");
    return python.runPython("lambda ask, run_sync: lambda secret: run_sync(ask(secret))")(ask, run_sync);
  }

  /** Runs a command; resolves to how it stands when it asks, or is over. */
  during(act: () => Promise<Answer>): Promise<Answer> {
    const asked = this.#asked();
    this.#running = act();
    return Promise.race([asked, this.#running]);
  }

  /** Gives the answer that is waited for; null where nothing asks. */
  answer(line: string): Promise<Answer> | null {
    const give = this.#give;
    if (!give || !this.#running) return null;
    this.#give = null;
    const next = Promise.race([this.#asked(), this.#running]);
    give(line);
    return next;
  }

  #asked(): Promise<Answer> {
    return new Promise((resolve) => this.#ask = resolve);
  }
}
