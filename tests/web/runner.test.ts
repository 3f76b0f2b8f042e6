import assert from "node:assert/strict";
import { BootError } from "../../sandbox/web/runtime/assets.ts";
import type { Problem, Project } from "../../sandbox/web/protocol.ts";
import { Runner } from "../../sandbox/web/runner.ts";
import { type Closed, RuntimeClosed } from "../../sandbox/web/runtime/runtime.ts";
import type { Session } from "../../sandbox/web/session.ts";

const PROJECT: Project = { files: { "app.py": "" }, run: "flask run" };
const PROBLEM: Problem = {
  kind: "syntax",
  type: "SyntaxError",
  message: "invalid syntax",
  advice: "",
  file: "app.py",
  line: 1,
  column: 1,
  frames: [],
  traceback: "",
};

/** A runner whose session does what the test says, and the words it told its element. */
function bench(title = "Hello") {
  const told: string[] = [];
  const closed = Promise.withResolvers<Closed>();
  const script = {
    start: (): Promise<{ problem: Problem | null }> => Promise.resolve({ problem: null }),
    navigate: (): Promise<void> => Promise.resolve(),
  };
  const visited: string[] = [];
  let stops = 0;
  const session = {
    start: () => script.start(),
    stop: () => void stops++,
    closed: closed.promise,
    window: { navigate: (path: string) => (visited.push(path), script.navigate()) },
  };
  const runner = new Runner(title, () => Promise.resolve(session as unknown as Session), {
    state: (state, why) => told.push(why ? `${state}: ${why}` : state),
    opened: () => told.push("opened"),
    stage: () => {},
    event: () => {},
    problem: ({ message }) => told.push(`problem: ${message}`),
    failed: (message, advice) => told.push(`failure: ${message} ${advice}`),
  });
  return { runner, told, script, visited, closed, stops: () => stops };
}

Deno.test("a Run opens the browser's side once and goes to the path that was asked for", async () => {
  const { runner, told, visited } = bench();
  await runner.run(PROJECT, "/greet/Ada");
  await runner.run(PROJECT, "/");
  assert.deepEqual(told, ["starting", "opened", "running", "starting", "running"]);
  assert.deepEqual(visited, ["/greet/Ada", "/"]);
  runner.dispose();
});

Deno.test("a problem in the project is told, and nothing keeps running", async () => {
  const { runner, told, script, visited, stops } = bench();
  script.start = () => Promise.resolve({ problem: PROBLEM });
  await runner.run(PROJECT, "/");
  assert.deepEqual(told.slice(2), ["problem: invalid syntax", "failed"]);
  assert.deepEqual(visited, []);
  assert.ok(stops() >= 1);
});

Deno.test("a start that fails is told with its advice, and the next one may work", async () => {
  const { runner, told, script } = bench();
  script.start = () => Promise.reject(new BootError("The server answered 404.", "Build the site again."));
  await runner.run(PROJECT, "/");
  assert.deepEqual(told.slice(2), ["failure: The server answered 404. Build the site again.", "failed"]);
  script.start = () => Promise.resolve({ problem: null });
  await runner.run(PROJECT, "/");
  assert.equal(runner.state, "running");
  runner.dispose();
});

Deno.test("a program that ends itself while it starts is no fault of the site", async () => {
  const { runner, told, script } = bench();
  const gone: Closed = { reason: "exited", message: "The app ended Python with exit status 3." };
  script.start = () => Promise.reject(new RuntimeClosed(gone));
  await runner.run(PROJECT, "/");
  assert.match(told[2], /exit status 3\. Look for what ends the program/);
});

Deno.test("an interpreter that dies while it serves makes the state failed", async () => {
  const { runner, told, closed } = bench();
  await runner.run(PROJECT, "/");
  closed.resolve({ reason: "crashed", message: "Python crashed." });
  await closed.promise;
  await Promise.resolve();
  assert.equal(runner.state, "failed");
  assert.match(told.at(-2)!, /^failure: Python crashed\./);
});

Deno.test("Stop ends a start that hangs, and what comes of it later is ignored", async () => {
  const { runner, told, script } = bench();
  const late = Promise.withResolvers<{ problem: Problem | null }>();
  script.start = () => late.promise;
  const running = runner.run(PROJECT, "/");
  await new Promise((resolve) => setTimeout(resolve));
  runner.stop();
  await running;
  late.resolve({ problem: PROBLEM });
  await late.promise;
  assert.deepEqual(told, ["starting", "opened", "stopped"]);
});

Deno.test("Stop lets a Run return whose first response never comes", async () => {
  const { runner, script } = bench();
  script.navigate = () => new Promise(() => {});
  const running = runner.run(PROJECT, "/loop");
  await runner.started;
  assert.equal(runner.state, "running");
  runner.stop();
  await running;
  assert.equal(runner.state, "stopped");
});

Deno.test("a second playground takes the port, in words that name it", async () => {
  const [first, second] = [bench("Hello"), bench("Shop")];
  await first.runner.run(PROJECT, "/");
  await second.runner.run(PROJECT, "/");
  assert.equal(first.told.at(-1), "stopped: Port 5000 is taken by “Shop”.");
  assert.equal(second.runner.state, "running");
  second.runner.dispose();
});

Deno.test("Stop does nothing where nothing runs, and Reset leads back to idle with a new browser", async () => {
  const { runner, told } = bench();
  runner.stop();
  assert.deepEqual(told, []);
  await runner.run(PROJECT, "/");
  runner.reset();
  assert.equal(runner.state, "idle");
  await runner.run(PROJECT, "/");
  assert.equal(told.filter((words) => words === "opened").length, 2);
  runner.dispose();
});
