/**
 * Runs the checks of one project in the shipped interpreter, for `running.py`: a job on standard input, JSON lines out.
 *
 * `deno run --allow-read=… sandbox/classroom/runner.ts <bundle folder> <core.zip>`. Everything in the job may be hostile,
 * and Python can reach JavaScript. So this process has no permission but to read the bundle, compiles no text, and its
 * only word to the outside is `send`.
 */

import { gradeBeside } from "../web/python/grading.ts";
import { limitMemory } from "../web/python/memory.ts";
import { openBundle, openInterpreter } from "./interpreter.ts";

interface Job {
  /** Base64. */
  files: Record<string, string>;
  /** Bytes. */
  memory: number;
}

const text = await new Response(Deno.stdin.readable).text();
const { files, memory }: Job = JSON.parse(text);
limitMemory(memory);
const decoder = new TextDecoder();
const texts = Object.entries(files).map(([name, data]) => [name, decoder.decode(Uint8Array.fromBase64(data))]);
const bundle = await openBundle(Deno.args[0], Deno.args[1]);
const { python } = await openInterpreter(bundle, { files: Object.fromEntries(texts) }, true, () => {});

const encoder = new TextEncoder();
const send = (line: string) => {
  const bytes = encoder.encode(`${line}\n`);
  for (let sent = 0; sent < bytes.length;) sent += Deno.stdout.writeSync(bytes.subarray(sent));
};
gradeBeside(python, text, send);
Deno.exit(0);
