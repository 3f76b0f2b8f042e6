/**
 * Runs one job (`sandbox/classroom/jobs.py`) in a fresh interpreter that goes afterwards, and hears what it tells.
 *
 * A newcomer would wait for the end. It may never come, or be told by strange code: what was told until the time was over,
 * or the interpreter had gone, is all there is, and the desk decides what it is worth.
 */

import { needsOf } from "../runtime/manifest.ts";
import { Runtime } from "../runtime/runtime.ts";

/** Characters of all that a run may tell. */
const MOST = 4_000_000;

export interface Heard {
  lines: string[];
  /** How it ended if not by its own word, as a part of a sentence; else empty. */
  ended: string;
}

/**
 * `seconds` count from where the strange code begins. Rejects where it has not come so far, which is nobody's fault who
 * wrote the code; and where `signal` stops it.
 */
export async function runJob(job: string, seconds: number, signal: AbortSignal): Promise<Heard> {
  signal.throwIfAborted();
  const lines: string[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = MOST;
  let begun = false;
  const runtime = new Runtime(true);
  const stop = () => runtime.stop();
  signal.addEventListener("abort", stop);
  runtime.onEvent = (event) => {
    if (event.type !== "told" || left < 0) return;
    left -= event.line.length;
    if (left < 0) return end("told too much");
    lines.push(event.line);
    const kind = kindOf(event.line);
    if (kind === "ready" && !begun) {
      begun = true;
      timer = setTimeout(() => end(`did not end within ${seconds} seconds`), seconds * 1000);
    } else if (kind === "end") end("");
  };
  try {
    await runtime.ready;
    await runtime.prepare({ ...needsOf({ files: textsOf(job) }, runtime.manifest, true), rest: true });
    const gone = runtime.grade(job).then(() => "ended by itself", (error: Error) => {
      if (!begun) throw error;
      return `ended by itself (${error.message})`;
    });
    const how = await Promise.race([gone, ended]);
    signal.throwIfAborted();
    return { lines, ended: how };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    runtime.stop();
  }
}

function kindOf(line: string): unknown {
  try {
    return JSON.parse(line)?.event;
  } catch {
    return null; // from strange code
  }
}

/** What the project imports is read from its text; packages have to be there before it starts. */
function textsOf(job: string): Record<string, string> {
  const { files }: { files: Record<string, string> } = JSON.parse(job);
  const python = Object.entries(files).filter(([name]) => name.endsWith(".py"));
  const decoder = new TextDecoder();
  return Object.fromEntries(python.map(([name, text]) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return [name, decoder.decode(bytes)];
  }));
}
