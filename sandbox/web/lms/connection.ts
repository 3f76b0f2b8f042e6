/**
 * The way to the LMS: finds its object in the windows around, speaks one dialect, and keeps what went wrong in words.
 *
 * Nothing here throws once it is open. An LMS that refuses a value, or whose code fails, must not stop the lesson.
 */

import type { Dialect } from "./dialect.ts";
import { type Api, findApi } from "./find-api.ts";

/** There is no LMS to speak to; `message` is for the reader. */
export class NoLms extends Error {
  override name = "NoLms";
}

export class Connection {
  #api: Api;
  #started = performance.now();
  #ended = false;
  /** What the LMS has refused last, for the reader; empty where all went well since. */
  trouble = "";

  private constructor(api: Api, readonly dialect: Dialect) {
    this.#api = api;
  }

  /** Throws `NoLms`. */
  static open(dialect: Dialect, own: Window = window): Connection {
    const { api, barred } = findApi(dialect.api, own);
    if (!api) {
      throw new NoLms(
        barred
          ? "Your LMS shows this lesson in a way that keeps them apart, so nothing can be reported to it."
          : "No LMS is around this page, so nothing is reported.",
      );
    }
    const connection = new Connection(api, dialect);
    if (connection.#call("initialize", "")) return connection;
    throw new NoLms(
      `Your LMS opened no session, so nothing is reported. ${connection.trouble} Open this again from there.`,
    );
  }

  /** Empty where the LMS has nothing. */
  get(name: keyof Dialect["data"] | `cmi.${string}`): string {
    const said = this.#try("get", this.#named(name));
    return typeof said === "string" ? said : "";
  }

  /** False where the LMS refuses the value; then `trouble` says why. */
  set(name: keyof Dialect["data"] | `cmi.${string}`, value: string): boolean {
    return this.#call("set", this.#named(name), value);
  }

  /** Asks the LMS to keep what was set. */
  commit(): boolean {
    this.set("time", this.dialect.time((performance.now() - this.#started) / 1000));
    return this.#call("commit", "");
  }

  /** Commits, and leaves so that the next launch goes on from here. Nothing can be said afterwards. */
  end(): void {
    if (this.#ended) return;
    this.set("exit", "suspend");
    this.commit();
    this.leave();
  }

  /** Leaves what the LMS has as it is. */
  leave(): void {
    if (!this.#ended) this.#call("terminate", "");
    this.#ended = true;
  }

  #named(name: string): string {
    return name in this.dialect.data ? this.dialect.data[name as keyof Dialect["data"]] : name;
  }

  #call(call: keyof Dialect["calls"], ...words: string[]): boolean {
    if (this.#ended) return false;
    // "true" as the standards have it; some systems answer with a boolean.
    if (String(this.#try(call, ...words)) === "true") return true;
    const code = String(this.#try("error") ?? "");
    const said = code && code !== "0" ? String(this.#try("words", code) ?? "") : "";
    const what = { set: `did not take ${words[0]}`, commit: "did not keep what was reported" }[call as string];
    this.trouble = `It ${what ?? "did not answer as it should"}${said ? `: ${said} (error ${code})` : ""}.`;
    return false;
  }

  #try(call: keyof Dialect["calls"], ...words: string[]): unknown {
    try {
      return this.#api[this.dialect.calls[call]](...words);
    } catch {
      return undefined; // its code has failed
    }
  }
}
