/**
 * The server's output as lines, bounded: an app may print for ever, the page's memory may not grow with it.
 *
 * Output arrives in pieces that end anywhere, so the last line stays open until its newline comes.
 */

/** Where a line comes from; the last two are the console's: what the reader typed, and what the page says itself. */
export type Stream = "stdout" | "stderr" | "typed" | "aside";

export interface LogLine {
  text: string;
  /** Status of an access-log line, else null. */
  status: number | null;
  stream: Stream;
}

const MAX_LINES = 2000;
/** Most characters kept. */
const MAX_SIZE = 512 * 1024;
/** A longer line is cut: one of megabytes would freeze the layout. */
const MAX_LINE = 8 * 1024;

// deno-lint-ignore no-control-regex
const ANSI = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;
const ACCESS = /"[A-Z]+ \S+ HTTP\/[\d.]+" (\d{3})/;

export class LogLines {
  lines: LogLine[] = [];
  /** How many lines were given up at the front. */
  dropped = 0;
  #size = 0;
  #open: Record<Stream, string> = { stdout: "", stderr: "", typed: "", aside: "" };

  /** Takes a piece of output; what it completes is in `lines` afterwards. */
  add(stream: Stream, text: string): void {
    const parts = (this.#open[stream] + text).split("\n");
    this.#open[stream] = parts.pop()!.slice(-MAX_LINE);
    for (const part of parts) this.#push(stream, part);
    this.#trim();
  }

  /** Ends the open lines: the interpreter is gone, no newline will come. */
  flush(): void {
    for (const stream of ["stdout", "stderr", "typed", "aside"] as const) {
      if (this.#open[stream]) this.#push(stream, this.#open[stream]);
      this.#open[stream] = "";
    }
    this.#trim();
  }

  /** What was printed after the last newline. */
  get open(): string {
    return (this.#open.stdout + this.#open.stderr).replace(ANSI, "");
  }

  /** As `open`, and forgets it. */
  takeOpen(): string {
    const { open } = this;
    this.#open.stdout = this.#open.stderr = "";
    return open;
  }

  /** Lines so far, the dropped ones included. */
  get count(): number {
    return this.dropped + this.lines.length;
  }

  #push(stream: LogLine["stream"], raw: string): void {
    const plain = raw.replace(ANSI, "").replace(/\r$/, "");
    const text = plain.length > MAX_LINE ? `${plain.slice(0, MAX_LINE)} … (${plain.length} characters)` : plain;
    const status = ACCESS.exec(text)?.[1];
    this.lines.push({ text, stream, status: status ? Number(status) : null });
    this.#size += text.length;
  }

  #trim(): void {
    let surplus = 0;
    while (this.lines.length - surplus > MAX_LINES || this.#size > MAX_SIZE) {
      this.#size -= this.lines[surplus++].text.length;
    }
    this.lines.splice(0, surplus);
    this.dropped += surplus;
  }
}

/** A place in the learner's project that a line of output names. */
export interface Place {
  file: string;
  line: number;
}

const PLACE = /File "(?:\/home\/learner\/app\/)([^"]+)", line (\d+)/;

/** Splits a line around `File "/home/learner/app/app.py", line 3`; null where it names no file of the project. */
export function placeIn(text: string): { before: string; label: string; after: string; place: Place } | null {
  const found = PLACE.exec(text);
  if (!found) return null;
  const end = found.index + found[0].length;
  const place = { file: found[1], line: Number(found[2]) };
  return { before: text.slice(0, found.index), label: found[0], after: text.slice(end), place };
}
