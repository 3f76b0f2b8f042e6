/**
 * Runs jobs in the bundle's own Pyodide, each in a fresh interpreter, and prints one JSON line for each.
 *
 * `deno run -A tests/shipped/run.ts <bundle folder> <jobs.json>`. A job is a project to check, or to start and send requests to.
 */

import { content, openBundle, openInterpreter } from "../../sandbox/classroom/interpreter.ts";
import { limitMemory } from "../../sandbox/web/python/memory.ts";
import type { BridgeEvent, Project, WireRequest } from "../../sandbox/web/protocol.ts";

interface Job {
  id: string;
  files: Record<string, string>;
  /** Base64. */
  assets: Record<string, string>;
  run: Project["run"];
  /** Null: run the checks. */
  requests: (Omit<WireRequest, "body"> & { body: string })[] | null;
}

const [folder, jobsFile] = Deno.args;
const jobs: Job[] = JSON.parse(await Deno.readTextFile(jobsFile));
const core = await Deno.makeTempFile({ suffix: ".zip" });
const bundle = await openBundle(folder, core);
await Deno.writeFile(core, new Uint8Array(await content(bundle, "core.zip")));
limitMemory(1024 ** 3);

for (const job of jobs) console.log(JSON.stringify({ id: job.id, ...await execute(job) }));
Deno.exit(0);

async function execute({ files, assets, run, requests }: Job) {
  const events: BridgeEvent[] = [];
  const { bridge } = await openInterpreter(bundle, { files, run }, !requests, (event) => events.push(event));
  const binary = Object.entries(assets).map(([name, text]) => [name, Uint8Array.fromBase64(text)]);
  const project: Project = { files: { ...files, ...Object.fromEntries(binary) }, run };
  if (!requests) return { report: bridge.check(project), output: output(events) };
  const problem = bridge.start(project);
  const responses = problem ? [] : requests.map((request, id) => {
    bridge.request(id, { ...request, body: new TextEncoder().encode(request.body) });
    return response(events, id);
  });
  return { problem, responses, output: output(events) };
}

function response(events: BridgeEvent[], id: number) {
  const head = events.find((event) => event.type === "response" && event.id === id);
  const chunks = events.flatMap((event) => event.type === "chunk" && event.id === id ? [...event.bytes] : []);
  return head?.type === "response" && {
    status: head.status,
    reason: head.reason,
    headers: head.headers,
    body: new Uint8Array(chunks).toBase64(),
    advice: events.flatMap((event) => event.type === "problem" && event.id === id ? [event.problem.advice] : []),
  };
}

function output(events: BridgeEvent[]): string {
  return events.map((event) => event.type === "output" ? event.text : "").join("");
}
