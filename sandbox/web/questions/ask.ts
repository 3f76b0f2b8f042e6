/**
 * Sends one request to a fresh start of an app, in an interpreter of its own that ends with the answer.
 *
 * So a prediction is about the files as the lesson has them: neither what the reader has changed nor what a running app
 * remembers plays a part, and neither is disturbed. Loaded with the first answer.
 */

import { UserAgent } from "../browser/user-agent.ts";
import type { Payload, SavedRequest } from "../payload.ts";
import { prepareSpare } from "../runtime/spare.ts";
import { bootFor, type StartOptions } from "../runtime/start.ts";
import type { Response } from "./came.ts";

/** Longest time that app and answer may take once Python is there, in ms. */
const LIMIT = 30_000;

/** Rejects with a `BootError` where Python does not start, and with an `Error` where no answer comes. */
export async function ask(
  { files, assets }: Payload,
  { method, path, headers, body }: Omit<SavedRequest, "name">,
  options: Omit<StartOptions, "project" | "tests" | "onEvent">,
): Promise<Response> {
  const project = { files: { ...decoded(assets), ...files }, run: "flask run" as const };
  const runtime = await bootFor({ ...options, project, onEvent: () => {} });
  const late = AbortSignal.timeout(LIMIT);
  late.addEventListener("abort", () => runtime.stop());
  try {
    const problem = await runtime.start(project);
    if (problem) throw new Error(`The app does not start: ${problem.type}: ${problem.message}`);
    const agent = new UserAgent(runtime.send);
    const { response } = await agent.fetch({
      method,
      url: path,
      headers,
      body: new TextEncoder().encode(body),
      redirect: "manual",
      cache: "no-store",
      initiator: "client",
    });
    return { ...response, body: new TextDecoder().decode(response.body) };
  } catch (error) {
    if (late.aborted) throw new Error(`It did not come within ${LIMIT / 1000} seconds.`);
    throw error;
  } finally {
    runtime.stop();
    prepareSpare();
  }
}

function decoded(assets: Record<string, string>): Record<string, Uint8Array> {
  const bytes = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return Object.fromEntries(Object.entries(assets).map(([name, text]) => [name, bytes(text)]));
}
