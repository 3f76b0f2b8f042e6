/** Session history (HTML standard, "session history"): a list of visits and the place in it. */

export class History<Visit> {
  #visits: Visit[] = [];
  #index = -1;

  get current(): Visit | undefined {
    return this.#visits[this.#index];
  }

  get canGoBack(): boolean {
    return this.#index > 0;
  }

  get canGoForward(): boolean {
    return this.#index < this.#visits.length - 1;
  }

  /** A new visit; those that one had gone back from are forgotten. */
  push(visit: Visit): void {
    this.#visits.splice(++this.#index, Infinity, visit);
  }

  replace(visit: Visit): void {
    this.#visits[Math.max(this.#index, 0)] = visit;
    this.#index = Math.max(this.#index, 0);
  }

  /** Place of the current visit, from 0. */
  get index(): number {
    return this.#index;
  }

  get length(): number {
    return this.#visits.length;
  }

  /** Moves by so many and returns the visit there, or undefined beyond the list, where it stays. */
  go(step: number): Visit | undefined {
    if (this.#visits[this.#index + step] === undefined) return undefined;
    this.#index += step;
    return this.current;
  }

  clear(): void {
    this.#visits = [];
    this.#index = -1;
  }
}
