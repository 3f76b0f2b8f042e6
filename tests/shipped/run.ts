/**
 * Runs jobs in the bundle's own Pyodide, each in a fresh interpreter, and prints one JSON line for each.
 *
 * `deno run -A tests/shipped/run.ts <bundle folder> <jobs.json>`. A job is a project to check, or to start and send requests to.
 */

import { loadPyodide } from "pyodide";
import { ENVIRONMENT, importBase, openBridge, prepareFiles } from "../../sandbox/web/python/interpreter.ts";
import { type Manifest, needsOf, REST } from "../../sandbox/web/runtime/manifest.ts";
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

const [bundle, jobsFile] = Deno.args;
const manifest: Manifest = JSON.parse(await Deno.readTextFile(`${bundle}/manifest.json`));
const jobs: Job[] = JSON.parse(await Deno.readTextFile(jobsFile));
const core = await Deno.makeTempFile({ suffix: ".zip" });
await Deno.writeFile(core, new Uint8Array(await content("core.zip")));
const rest = await content(REST);
limitMemory(1024 ** 3);

for (const job of jobs) console.log(JSON.stringify({ id: job.id, ...await execute(job) }));
Deno.exit(0);

async function execute({ files, assets, run, requests }: Job) {
  const python = await loadPyodide({
    stdLibURL: core,
    lockFileContents: JSON.stringify({ info: manifest.lock, packages: {} }),
    env: ENVIRONMENT,
    fsInit: prepareFiles,
    stdout: () => {},
    stderr: () => {},
  });
  const { packages: names } = needsOf({ files, run }, manifest, !requests);
  importBase(python);
  const events: BridgeEvent[] = [];
  const bridge = openBridge(python, manifest.later, (event) => events.push(event));
  bridge.complete(rest);
  bridge.install(await Promise.all(names.map((name) => content(manifest.packages[name].wheel))));
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

/** A file of the bundle, decompressed. */
async function content(name: string): Promise<ArrayBuffer> {
  const { file, compressed } = manifest.files[name];
  const { readable } = await Deno.open(`${bundle}/${file}`);
  return await new Response(compressed ? readable.pipeThrough(new DecompressionStream("gzip")) : readable)
    .arrayBuffer();
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
