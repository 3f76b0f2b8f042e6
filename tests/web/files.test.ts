import assert from "node:assert/strict";
import { nameFault, ProjectFiles } from "../../sandbox/web/files/files.ts";
import type { Payload } from "../../sandbox/web/payload.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function project(): ProjectFiles {
  const payload: Payload = {
    schema: 1,
    name: "start/first-app/hello",
    title: "Hello",
    kind: "example",
    version: "000000000000",
    run: "flask run",
    path: "/",
    open: "app.py",
    files: { "app.py": "starter", "data.json": "[]" },
    assets: { "static/dot.png": btoa("\x89PNG") },
    checks: { "test_app.py": "the author's" },
    requests: [],
    exercise: null,
  };
  return new ProjectFiles(payload);
}

Deno.test("a Run starts from assets, starter and changes, and knows no checks", () => {
  const files = project();
  files.type("app.py", "mine");
  assert.deepEqual(files.forRun(), {
    "static/dot.png": Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
    "app.py": "mine",
    "data.json": "[]",
  });
});

Deno.test("what the app wrote comes back at the next Run, and never over what the learner changed", () => {
  const files = project();
  files.type("app.py", "mine");
  files.absorb({ "app.py": bytes("the app's"), "data.json": bytes("[1]"), "instance/app.db": bytes("db") }, []);
  const run = files.forRun();
  assert.equal(run["app.py"], "mine");
  assert.deepEqual(run["data.json"], bytes("[1]"));
  assert.deepEqual(run["instance/app.db"], bytes("db"));
});

Deno.test("typing in a file that the app wrote makes it the learner's", () => {
  const files = project();
  files.absorb({ "data.json": bytes("[1]") }, []);
  files.type("data.json", "[2]");
  files.type("data.json", "[]"); // the starter's text again, and still the learner's word
  assert.equal(files.forRun()["data.json"], "[]");
});

Deno.test("a file that the app removed stays away until it is typed in or Reset", () => {
  const files = project();
  files.absorb({}, ["data.json", "static/dot.png"]);
  assert.deepEqual(Object.keys(files.forRun()), ["app.py"]);
  files.reset();
  assert.deepEqual(Object.keys(files.forRun()).sort(), ["app.py", "data.json", "static/dot.png"]);
});

Deno.test("checks see the author's tests, whatever the learner or the app made of them", () => {
  const files = project();
  files.absorb({ "test_app.py": bytes("forged"), "instance/app.db": bytes("db") }, []);
  assert.deepEqual(Object.keys(files.forCheck()).sort(), ["app.py", "data.json", "static/dot.png", "test_app.py"]);
  assert.equal(files.forCheck()["test_app.py"], "the author's");
});

Deno.test("assigning to a member edits that file, and a new name is not lost in silence", () => {
  const { all } = project();
  const files = project();
  files.all["app.py"] = "mine";
  assert.equal(files.text("app.py"), "mine");
  assert.throws(() => all["new.py"] = "x", TypeError);
  assert.deepEqual({ ...all }, { "app.py": "starter", "data.json": "[]" });
});

Deno.test("changes name what is new, other and gone, and applying them elsewhere gives the same files", () => {
  const [mine, other] = [project(), project()];
  mine.replace({ "app.py": "mine", "new.py": "new" });
  assert.deepEqual(mine.changes(), { "app.py": "mine", "new.py": "new", "data.json": null });
  other.apply(mine.changes());
  assert.deepEqual({ ...other.all }, { ...mine.all });
});

Deno.test("Reset brings the starter back", () => {
  const files = project();
  files.replace({ "app.py": "mine" });
  files.reset();
  assert.deepEqual(files.changes(), {});
  assert.deepEqual(files.names, ["app.py", "data.json", "test_app.py"]);
});

Deno.test("bad names and texts are refused with the reason, and nothing is changed", () => {
  const files = project();
  const refuse = (given: Record<string, unknown>, reason: RegExp) =>
    assert.throws(() => files.replace(given as Record<string, string>), reason);
  refuse({ "app.py": "mine", "../outside.py": "" }, /"\.\.".*goes down only/);
  refuse({ "/etc/passwd": "" }, /not a relative path/);
  refuse({ "test_app.py": "" }, /is a check/);
  refuse({ "app.py": 3 }, /text of app\.py is number/);
  assert.deepEqual(files.changes(), {});
});

Deno.test("names that JavaScript gives a meaning are names like others", () => {
  const files = project();
  assert.equal(files.text("constructor"), undefined);
  assert.equal(files.isCheck("toString"), false);
  files.apply({ constructor: "x" } as unknown as Record<string, string>);
  assert.equal(files.forRun()["constructor"], "x");
  assert.equal(nameFault("templates/__proto__"), null);
});

Deno.test("a change says whether it was typed", () => {
  const files = project();
  const origins: string[] = [];
  files.addEventListener("change", (event) => origins.push((event as CustomEvent<{ origin: string }>).detail.origin));
  files.type("app.py", "mine");
  files.type("app.py", "mine");
  files.reset();
  assert.deepEqual(origins, ["typing", "replace"]);
});

Deno.test("a renamed file keeps its place, and what the app made of the old one is gone", () => {
  const files = project();
  files.apply({ "notes/a.txt": "a", "notes/b.txt": "b" });
  files.absorb({ "notes/a.txt": bytes("the app's") }, []);
  files.rename({ "notes/a.txt": "z.txt" });
  assert.deepEqual(files.names, ["app.py", "data.json", "z.txt", "notes/b.txt", "test_app.py"]);
  assert.equal(files.forRun()["z.txt"], "a");
  assert.equal(Object.hasOwn(files.forRun(), "notes/a.txt"), false);
});

Deno.test("what was removed comes back as it was, beside what was typed meanwhile", () => {
  const files = project();
  files.type("data.json", "[9]");
  const removed = files.remove(["app.py", "data.json"]);
  assert.deepEqual(files.names, ["test_app.py"]);
  files.apply({ "app.py": "a new one" });
  files.restore(removed);
  assert.deepEqual({ ...files.all }, { "app.py": "a new one", "data.json": "[9]" });
  assert.equal(files.isChanged("data.json"), true);
});

Deno.test("bytes go to the app, into changes and back, and are no text", () => {
  const files = project();
  const picture = Uint8Array.of(0, 255);
  files.apply({ "static/new.png": picture });
  assert.equal(files.text("static/new.png"), undefined);
  assert.equal(files.bytes("static/new.png"), picture);
  assert.deepEqual(Object.keys(files.all), ["app.py", "data.json"]);
  files.replace({ "app.py": "mine" });
  assert.deepEqual(files.forRun()["static/new.png"], picture);
  const other = project();
  other.apply(files.changes());
  assert.deepEqual(other.forCheck(), files.forCheck());
});

Deno.test("an opened project is what Reset goes back to, and a refused one changes nothing", () => {
  const files = project();
  assert.throws(() => files.open({ "../x.py": "" }), /goes down only/);
  assert.deepEqual(files.changes(), {});
  files.absorb({ "instance/app.db": bytes("db") }, []);
  files.open({ "main.py": "one" });
  assert.deepEqual(["main.py"].map((name) => files.isChanged(name)), [false]);
  files.type("main.py", "two");
  files.reset();
  assert.deepEqual({ ...files.all }, { "main.py": "one" });
  assert.equal(Object.hasOwn(files.forRun(), "instance/app.db"), false);
});
