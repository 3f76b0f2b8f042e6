/** Counts the time that somebody spends, from ticks: while the page is in view and something was done lately. */

/** Longest time between two doings that counts as one stay, in ms. */
const LATELY = 60_000;
/** Longest time that one tick stands for, in ms: a computer that slept does not make a learner. */
const LONGEST = 10_000;

/** All times are in ms, by one clock that never goes back. */
export class TimeSpent {
  #done = -Infinity;
  #ticked: number | null = null;
  #spent = 0;

  /** The reader has done something. */
  did(now: number): void {
    this.#done = now;
  }

  /** To be called every few seconds, and when the page comes into view or goes out of it. */
  tick(now: number, inView: boolean): void {
    if (this.#ticked !== null && now - this.#done < LATELY) this.#spent += Math.min(now - this.#ticked, LONGEST);
    this.#ticked = inView ? now : null;
  }

  /** Whole seconds since it was last asked; what is left over counts next time. */
  take(): number {
    const seconds = Math.floor(this.#spent / 1000);
    this.#spent -= seconds * 1000;
    return seconds;
  }
}
