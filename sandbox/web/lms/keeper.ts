/** What the LMS is given, and what there is to say about it: score and status, and what the next launch begins from. */

import type { Connection } from "./connection.ts";
import { report, type Standing } from "./standing.ts";
import { pack, type Suspended, unpack } from "./suspended.ts";

const ADVICE = "Open this again from there; your code stays in this browser.";

export class Keeper {
  #lms: Connection;
  #room: number[];
  /** About what could not be kept; empty where all was. */
  lost = "";

  constructor(lms: Connection) {
    this.#lms = lms;
    this.#room = [...lms.dialect.room];
  }

  /** Looking through an attempt, or reading without one: nothing may be reported. */
  get looking(): boolean {
    return ["browse", "review"].includes(this.#lms.get("mode"));
  }

  /** Of an earlier launch: null where there was none, false where it cannot be read. */
  get before(): Suspended | null | false {
    const text = this.#lms.get("suspend");
    return text ? unpack(text) ?? false : null;
  }

  get location(): string {
    return this.#lms.get("location");
  }

  set location(id: string) {
    this.#lms.set("location", id);
  }

  /** For the reader; empty where the LMS takes everything. */
  get trouble(): string {
    return this.#lms.trouble && `Your LMS has a problem. ${this.#lms.trouble} ${ADVICE}`;
  }

  /** `state` is null where what the LMS keeps is to stay as it is. */
  keep(now: Standing, state: Suspended | null): void {
    this.#lms.trouble = "";
    report(this.#lms, now);
    if (state) {
      const left = this.#suspend(state);
      const some = left === 1 ? "One exercise’s code is" : `The code of ${left} exercises is`;
      this.lost = left ? `${some} too long for your LMS and stays in this browser alone.` : "";
    }
    this.#lms.commit();
  }

  /** Nothing can be kept afterwards. */
  end(): void {
    if (this.looking) this.#lms.leave();
    else this.#lms.end();
  }

  /** How many drafts found no room. An LMS that knows a smaller limit is asked with that from then on. */
  #suspend(state: Suspended): number {
    const { text, left } = pack(state, this.#room[0]);
    const before = this.#lms.trouble;
    if (text === null) this.#lms.trouble = "What you have done is more than it has room for.";
    else if (this.#lms.set("suspend", text)) return left;
    if (this.#room.length === 1) return left;
    this.#room.shift();
    this.#lms.trouble = before;
    return this.#suspend(state);
  }
}
