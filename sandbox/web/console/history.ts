/** Lines that were typed, for Up and Down. What is being typed is kept at the end while the reader looks back. */
export class LineHistory {
  readonly lines: string[] = [];
  #at = 0;
  #typing = "";

  /** Keeps a line; the same one twice in a row counts once. */
  add(line: string): void {
    if (line.trim() && this.lines.at(-1) !== line) this.lines.push(line);
    this.#at = this.lines.length;
  }

  /** The line before (-1) or after (1) the one that is shown now; null at either end. */
  move(by: -1 | 1, shown: string): string | null {
    const to = this.#at + by;
    if (to < 0 || to > this.lines.length) return null;
    if (this.#at === this.lines.length) this.#typing = shown;
    this.#at = to;
    return this.lines[to] ?? this.#typing;
  }
}
