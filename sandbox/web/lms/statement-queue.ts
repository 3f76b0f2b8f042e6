/**
 * Delivers xAPI statements (version 1.0.3). What cannot be delivered is tried again while the page is there, never longer,
 * and nobody waits for it.
 *
 * By fetch and no library, for `keepalive`: the last statement has to outlive the page.
 */

import type { Target } from "./xapi-target.ts";

/** Until the next try, in ms; how many statements go at once, as `keepalive` takes 64 kB; and how many may wait. */
const AGAIN = 15_000;
const BATCH = 40;
const MOST = 200;

export class StatementQueue {
  #target: Target;
  #say: (words: string) => void;
  #waiting: object[] = [];
  #sending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(target: Target, say: (words: string) => void) {
    this.#target = target;
    this.#say = say;
  }

  add(statement: object): void {
    this.#waiting.push(statement);
    this.#waiting.splice(0, this.#waiting.length - MOST);
    void this.#send();
  }

  /** The page goes: what waits is sent once more, without an answer. A store keeps a statement of the same id once. */
  end(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.length) void this.#post(this.#waiting.slice(0, BATCH)).catch(() => {});
  }

  async #send(): Promise<void> {
    if (this.#sending || !this.#waiting.length) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    const batch = this.#waiting.slice(0, BATCH);
    const { host } = new URL(this.#target.endpoint);
    try {
      const { ok, status } = await this.#post(batch);
      // These pass; anything else would be refused again.
      if (status >= 500 || status === 408 || status === 429) throw new Error(`it answered ${status}`);
      this.#waiting = this.#waiting.filter((statement) => !batch.includes(statement));
      this.#say(ok ? `Reported to ${host}` : `${host} refuses the statements about your work (${status}).`);
    } catch (error) {
      const why = error instanceof TypeError ? "it cannot be reached from here" : (error as Error).message;
      this.#say(`${host} has not got ${this.#waiting.length} statements about your work: ${why}.`);
      this.#timer = setTimeout(() => void this.#send(), AGAIN);
      return;
    } finally {
      this.#sending = false;
    }
    void this.#send();
  }

  async #post(statements: object[]): Promise<Response> {
    const { endpoint, auth } = this.#target;
    return await fetch(`${endpoint}statements`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-Experience-API-Version": "1.0.3",
        ...auth && { Authorization: auth },
      },
      body: JSON.stringify(statements),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      keepalive: true,
    });
  }
}
