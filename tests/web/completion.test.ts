import assert from "node:assert/strict";
import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState, Text } from "@codemirror/state";
import { flaskCompletion, kindOf } from "../../sandbox/web/editor/completion.ts";
import { endpointsOf, templatesOf } from "../../sandbox/web/editor/endpoints.ts";
import { smallest } from "../../sandbox/web/editor/format.ts";
import type { ProjectFiles } from "../../sandbox/web/files/files.ts";
import { diagnostic } from "../../sandbox/web/editor/python-help.ts";

const APP = `from flask import Flask, Blueprint, request
app = Flask(__name__)
auth = Blueprint("login", __name__)

@app.route("/greet/<name>", methods=["GET"])
def greet(name): ...

@auth.get('/out')
@app.after_request
async def log_out(): ...

@app.post("/x", endpoint="sent")
def x(): ...

app.add_url_rule("/old", "old", x)
`;
const FILES = { "app.py": APP, "templates/home.html": "", "shop/templates/shop/cart.html": "", "notes.md": "" };
const NAMES = {
  flask: [["request", "property", "", ""], ["url_for", "function", "(endpoint)", "Makes a URL."]],
  request: [["args", "property", "", "The query."]],
  app: [["route", "function", "(rule, **options)", "Decorates a view."]],
} as Record<string, [string, string, string, string][]>;

async function offered(typed: string): Promise<string[] | null> {
  const files = { all: FILES, names: Object.keys(FILES) } as unknown as ProjectFiles;
  const state = EditorState.create({ doc: `${APP}\n${typed}` });
  const context = new CompletionContext(state, state.doc.length, false);
  const result = await flaskCompletion(files, () => Promise.resolve(NAMES))(context);
  return result && result.options.map(({ label }) => label);
}

Deno.test("a project's endpoints are its views, with blueprint and given names", () => {
  assert.deepEqual(endpointsOf(FILES), [
    { name: "greet", rule: "/greet/<name>" },
    { name: "login.log_out", rule: "/out" },
    { name: "sent", rule: "/x" },
    { name: "old", rule: "/old" },
    { name: "static", rule: "/static/<path:filename>" },
  ]);
  assert.deepEqual(templatesOf(Object.keys(FILES)), ["home.html", "shop/cart.html"]);
});

Deno.test("what is offered depends on what stands before the cursor", async () => {
  assert.deepEqual(await offered('url_for("'), ["greet", "login.log_out", "sent", "old", "static"]);
  assert.deepEqual(await offered("render_template('ho"), ["home.html", "shop/cart.html"]);
  assert.deepEqual(await offered("{% extends 'ho"), ["home.html", "shop/cart.html"]);
  assert.deepEqual(await offered("from flask import Flask, u"), ["request", "url_for"]);
  assert.deepEqual(await offered("    request.a"), ["args"]);
  assert.deepEqual(await offered("@app.ro"), ["route"]);
  assert.deepEqual(await offered("req"), ["request"]); // what is imported, and nothing else
  for (const typed of ["something.", "x.request.", "(", "3"]) assert.equal(await offered(typed), null, typed);
});

Deno.test("an object is what its assignment says", () => {
  assert.equal(kindOf("site", "import flask\nsite = flask.Flask(__name__)"), "app");
  assert.equal(kindOf("bp", 'bp: Blueprint = Blueprint("a", __name__)'), "blueprint");
  assert.equal(kindOf("answer", "def f():\n    answer = make_response('x')"), "response");
  assert.equal(kindOf("constructor", "constructor = toString()"), null);
});

Deno.test("formatting changes the stretch that differs", () => {
  assert.deepEqual(smallest("x = 1\n", "x = 1\n"), []);
  assert.deepEqual(smallest("a\nx=1\nb\n", "a\nx = 1\nb\n"), [{ from: 3, to: 4, insert: " = " }]);
  assert.deepEqual(smallest("aa", "aaa"), [{ from: 2, to: 2, insert: "a" }]);
});

Deno.test("a mistake has a place in the text, whatever Ruff's place is", () => {
  const doc = Text.of(["ab", "cd"]);
  const at = (row: number, column: number, code: string | null) =>
    diagnostic(
      { code, message: "Undefined name `x`", start_location: { row, column }, end_location: { row, column } } as never,
      doc,
    );
  assert.deepEqual(at(2, 1, "F821"), { from: 3, to: 4, message: "Undefined name x", severity: "warning" });
  assert.deepEqual(at(9, 9, null), { from: 5, to: 5, message: "Undefined name x", severity: "error" });
  assert.equal(at(1, 1, "F401").severity, "info");
});
