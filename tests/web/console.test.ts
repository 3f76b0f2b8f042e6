import assert from "node:assert/strict";
import { BUILTINS } from "../../sandbox/web/console/builtins.ts";
import { completeCommand, completePython } from "../../sandbox/web/console/completion.ts";
import { LineHistory } from "../../sandbox/web/console/history.ts";
import { entriesOf, pathsFrom, resolvePath } from "../../sandbox/web/console/paths.ts";
import { databaseOf, difference, imported, withoutJournals } from "../../sandbox/web/console/disk.ts";
import { isNear, type Shell } from "../../sandbox/web/console/shell.ts";
import { begunWord, LineFault, splitLine } from "../../sandbox/web/console/words.ts";
import type { Stream } from "../../sandbox/web/log-lines.ts";

const words = (line: string, environment = {}) => splitLine(line, environment).words;
const NAMES = ["app.py", "templates/home.html", "templates/mails/hello.txt", "my notes.txt"];

Deno.test("words are split and quoted by the shell's rules", () => {
  assert.deepEqual(words("  flask   routes --sort rule "), ["flask", "routes", "--sort", "rule"]);
  assert.deepEqual(words(`echo 'a  "b"' "c 'd'" e\\ f ''`), ["echo", `a  "b"`, "c 'd'", "e f", ""]);
  assert.deepEqual(words(String.raw`echo "a\"b\\c\d" 'x\y'`), ["echo", String.raw`a"b\c\d`, String.raw`x\y`]);
  assert.deepEqual(words(`curl -d '{"a": 1}' 'http://x/?a=1&b=2' # said`), [
    "curl",
    "-d",
    `{"a": 1}`,
    "http://x/?a=1&b=2",
  ]);
  assert.deepEqual(words(`pre'mid'"post"#no`), ["premidpost#no"]);
  assert.deepEqual(words(""), []);
});

Deno.test("variables are set before a command and put in, but not within single quotes", () => {
  const environment = { NAME: "ann", "?": "2" };
  assert.deepEqual(words(`echo $NAME "\${NAME}!" '$NAME' $NONE $? \\$NAME a$`, environment), [
    "echo",
    "ann",
    "ann!",
    "$NAME",
    "",
    "2",
    "$NAME",
    "a$",
  ]);
  assert.deepEqual(splitLine("FLASK_APP=x A='1 2' flask routes a=b"), {
    assignments: { FLASK_APP: "x", A: "1 2" },
    words: ["flask", "routes", "a=b"],
  });
});

Deno.test("what a shell would do beyond words is refused by name", () => {
  const refused: [string, RegExp][] = [
    ["ls | cat", /Pipes/],
    ["flask routes > out.txt", /Redirections.*-o/],
    ["python < a", /Redirections/],
    ["a; b", /one command a line/],
    ["curl http://localhost:5000/?a=1&b=2", /quotes/],
    ["echo $(ls)", /within commands/],
    ["echo `ls`", /within commands/],
    ["echo 'open", /quote \('\) is not closed/],
  ];
  for (const [line, message] of refused) {
    assert.throws(
      () => splitLine(line),
      (error: Error) => error instanceof LineFault && message.test(error.message),
      line,
    );
  }
});

Deno.test("the word under the cursor knows where it begins", () => {
  assert.deepEqual(begunWord("flask ro"), { words: ["flask"], begun: "ro", start: 6 });
  assert.deepEqual(begunWord("flask "), { words: ["flask"], begun: "", start: 6 });
  assert.deepEqual(begunWord("cat 'my no"), { words: ["cat"], begun: "my no", start: 4 });
});

Deno.test("paths stay within the project", () => {
  assert.equal(resolvePath("templates", "../app.py"), "app.py");
  assert.equal(resolvePath("", "/home/learner/app/templates/"), "templates");
  assert.equal(resolvePath("templates", "~/app"), "");
  assert.equal(resolvePath("", ".."), null);
  assert.equal(resolvePath("", "/etc/passwd"), null);
  assert.deepEqual(entriesOf(NAMES, ""), ["app.py", "my notes.txt", "templates/"]);
  assert.deepEqual(entriesOf(NAMES, "templates"), ["home.html", "mails/"]);
  assert.deepEqual(pathsFrom(NAMES, "templates", "../templ"), ["../templates/"]);
});

Deno.test("Tab completes commands, files, and what Python answers", async () => {
  const asked: unknown[] = [];
  const ask = (...question: [string[], string]) => {
    asked.push(question);
    return Promise.resolve(["--sort", "--all-methods"].filter((name) => name.startsWith(question[1])));
  };
  const complete = async (text: string) => (await completeCommand(text, NAMES, "", ask)).text;
  assert.equal(await complete("fl"), "flask ");
  assert.deepEqual((await completeCommand("c", NAMES, "", ask)).candidates, ["cat", "cd", "clear", "curl"]);
  assert.equal(await complete("cat templ"), "cat templates/");
  assert.equal(await complete("cat templates/h"), "cat templates/home.html ");
  assert.equal(await complete("cat my"), "cat my\\ notes.txt ");
  assert.equal(await complete("cd a"), "cd a");
  assert.equal(await complete("curl ht"), "curl http://localhost:5000/");
  assert.deepEqual(asked, []);
  assert.equal(await complete("flask routes --s"), "flask routes --sort ");
  assert.equal(await complete("flask routes --"), "flask routes --");
  assert.deepEqual(asked[0], [["flask", "routes"], "--s"]);
  const python = await completePython("print(app.log", () => Promise.resolve(["app.logger"]));
  assert.equal(python.text, "print(app.logger");
  await assert.rejects(completeCommand("a | b", NAMES, "", ask), LineFault);
});

Deno.test("Up and Down walk through what was typed and come back to what was being typed", () => {
  const history = new LineHistory();
  for (const line of ["one", "two", "two", "  "]) history.add(line);
  assert.deepEqual(history.lines, ["one", "two"]);
  assert.equal(history.move(1, "thr"), null);
  assert.equal(history.move(-1, "thr"), "two");
  assert.equal(history.move(-1, "two"), "one");
  assert.equal(history.move(-1, "one"), null);
  assert.equal(history.move(1, "one"), "two");
  assert.equal(history.move(1, "two"), "thr");
});

function shell(): Shell & { out: string; err: string } {
  const disk = {
    "app.py": "print('ü')",
    "templates/home.html": "<p>\n",
    ".env": "A=1\n",
    "a.db": Uint8Array.of(1, 0, 2),
  };
  const made: Shell & { out: string; err: string } = {
    out: "",
    err: "",
    print: (stream: Stream, text: string) => {
      made[stream === "stderr" ? "err" : "out"] += text;
    },
    clear: () => {
      made.out = made.err = "";
    },
    disk: () => disk,
    columns: () => 80,
    folder: "",
    environment: {},
    history: ["flask routes", "ls"],
  };
  return made;
}

/** Runs a command; status and what it printed. */
function run(line: string): [status: number, out: string, err: string] {
  const made = shell();
  const [name, ...args] = words(line);
  return [BUILTINS[name](made, args), made.out, made.err];
}

Deno.test("the shell's own commands look at the project's files", () => {
  assert.deepEqual(run("ls"), [0, "a.db\napp.py\ntemplates/\n", ""]);
  assert.deepEqual(run("ls -la app.py .env"), [0, "       11  app.py\n        4  .env\n", ""]);
  assert.deepEqual(run("ls -z"), [2, "", "ls: invalid option -- 'z' (here: -l and -a)\n"]);
  assert.deepEqual(run("ls nothing"), [2, "", "ls: cannot access 'nothing': No such file or directory\n"]);
  assert.deepEqual(run("cat app.py"), [0, "print('ü')\n", ""]);
  assert.deepEqual(run("cat templates"), [1, "", "cat: templates: Is a directory\n"]);
  assert.deepEqual(run("cat a.db"), [1, "", "cat: a.db: 3 bytes that are no text\n"]);
  assert.deepEqual(run("echo a 'b  c'"), [0, "a b  c\n", ""]);
  assert.deepEqual(run("pwd"), [0, "/home/learner/app\n", ""]);
  assert.match(run("history")[1], /1 {2}flask routes\n {4}2 {2}ls\n/);
  assert.match(run("help")[1], /pytest/);
  const made = shell();
  assert.equal(BUILTINS.cd(made, ["templates"]), 0);
  assert.equal(made.folder, "templates");
  assert.equal(BUILTINS.cat(made, ["home.html"]), 0);
  assert.equal(made.out, "<p>\n");
  assert.equal(BUILTINS.cd(made, ["../.."]), 1);
  assert.match(made.err, /as far up as it goes/);
  assert.equal(BUILTINS.cd(made, ["/home/learner/app/app.py"]), 1);
  assert.equal(BUILTINS.cd(made, []), 0);
  assert.equal(made.folder, "");
  assert.equal(BUILTINS.export(made, ["A=1=2", "B=x"]) + BUILTINS.unset(made, ["B"]), 0);
  assert.deepEqual(made.environment, { A: "1=2" });
  assert.equal(BUILTINS.export(made, ["1A=2"]), 1);
});

Deno.test("a slip of the finger is near, another word is not", () => {
  for (const typed of ["flaks", "flas", "fflask", "flack"]) assert.ok(isNear("flask", typed), typed);
  for (const typed of ["git", "fl", "pytest"]) assert.ok(!isNear("flask", typed), typed);
});

Deno.test("SQLite's journals stay with the process that wrote them", () => {
  const names = { "a.db": 1, "a.db-journal": 2, "b-wal": 3, "my-journal.txt": 4 };
  assert.deepEqual(Object.keys(withoutJournals(names)), ["a.db", "my-journal.txt"]);
  assert.equal(databaseOf("instance/a.db-journal"), "instance/a.db");
});

Deno.test("a command needs what the project imports, and tests only where they run", () => {
  const files = { "app.py": "a", "test_app.py": "b", "tests/conftest.py": "c" };
  assert.deepEqual(imported({ argv: ["flask", "routes"], files }), { "app.py": "a", "-c.py": "\n" });
  assert.deepEqual(imported({ argv: ["python", "-c", "import a;import b"], files: {} }), {
    "-c.py": "import a\nimport b\n",
  });
  const tests = imported({ argv: ["python", "-m", "pytest"], files });
  assert.deepEqual(Object.keys(tests), ["app.py", "test_app.py", "tests/conftest.py", "-c.py"]);
  assert.match(String(tests["-c.py"]), /import pytest/);
});

Deno.test("the difference between two disks is what has to be written and removed", () => {
  const same = Uint8Array.of(1);
  const { written, removed } = difference({ a: "1", b: same, c: "gone" }, { a: "2", b: same });
  assert.deepEqual(written, { a: new TextEncoder().encode("2") });
  assert.deepEqual(removed, ["c"]);
});
