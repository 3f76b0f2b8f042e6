import assert from "node:assert/strict";
import { zipSync } from "fflate";
import type { Manifest } from "../../sandbox/web/runtime/manifest.ts";
import { readProject, remarks } from "../../sandbox/web/files/own-project.ts";
import { missing, requested, requirementsFor } from "../../sandbox/web/runtime/packages.ts";
import { forHome } from "../../sandbox/web/files/download.ts";

const text = (words: string) => new TextEncoder().encode(words);
const received = (files: Record<string, string | Uint8Array<ArrayBuffer>>) =>
  Object.entries(files).map(([path, content]) => ({ path, file: new Blob([content]) }));
const zipped = (files: Record<string, Uint8Array>, name = "shop.zip") => [
  { path: name, file: new Blob([zipSync(files) as Uint8Array<ArrayBuffer>]) },
];

const MANIFEST: Manifest = {
  schema: 2,
  lock: {},
  base: ["flask", "jinja2"],
  later: [],
  memory: 0,
  packages: {
    "flask-sqlalchemy": { wheel: "f.whl", imports: ["flask_sqlalchemy"], depends: ["sqlalchemy"] },
    sqlalchemy: { wheel: "s.whl", imports: ["sqlalchemy"], depends: [] },
    pytest: { wheel: "p.whl", imports: ["pytest"], depends: [] },
  },
  versions: { flask: "3.1.3", "flask-sqlalchemy": "3.1.1", sqlalchemy: "2.1.0", pytest: "9.0.0" },
  files: {},
};

Deno.test("a folder is a project without what tools made, below its own name", async () => {
  const project = await readProject(received({
    "shop/test_app.py": "",
    "shop/templates/a.html": "a\r\nb",
    "shop/app.py": "app",
    "shop/static/dot.png": Uint8Array.of(0x89, 0, 255),
    "shop/.git/HEAD": "x",
    "shop/__pycache__/app.cpython-314.pyc": "x",
    "shop/env-of-mine/pyvenv.cfg": "x",
    "shop/env-of-mine/lib/site.py": "x",
  }));
  assert.equal(project.name, "shop");
  assert.deepEqual(Object.keys(project.files), ["app.py", "templates/a.html", "static/dot.png", "test_app.py"]);
  assert.equal(project.files["templates/a.html"], "a\nb");
  assert.deepEqual(project.files["static/dot.png"], Uint8Array.of(0x89, 0, 255));
  assert.deepEqual(project.leftOut.toSorted(), [".git", "__pycache__", "shop/env-of-mine/"]);
});

Deno.test("a zip file is the same, whether it holds a folder or the files alone", async () => {
  const inside = { "app.py": text("é = 1"), "static/x.bin": Uint8Array.of(255, 0) };
  const flat = await readProject(zipped(inside));
  const folder = Object.fromEntries(Object.entries(inside).map(([name, bytes]) => [`top/${name}`, bytes]));
  const deep = await readProject(zipped({ ...folder, "top/node_modules/x/y.js": text("x") }));
  assert.deepEqual(flat.files, { "app.py": "é = 1", "static/x.bin": Uint8Array.of(255, 0) });
  assert.deepEqual(deep.files, flat.files);
  assert.deepEqual([flat.name, deep.name, deep.leftOut], ["shop", "top", ["node_modules"]]);
});

Deno.test("names that lead out of the project are refused, and nothing is opened", async () => {
  for (const name of ["../outside.py", "/etc/passwd.py", "a/../../b.py", "C:\\x.py"]) {
    await assert.rejects(readProject(zipped({ "app.py": text(""), [name]: text("") })), /so nothing was opened/, name);
  }
});

Deno.test("a zip file that unpacks to too much is refused while it is unpacked, whatever it says of its sizes", async () => {
  const bomb = zipSync({ "app.py": new Uint8Array(30_000_000) });
  const view = new DataView(bomb.buffer, bomb.byteOffset);
  view.setUint32(22, 10, true); // the size that the entry's own header claims
  await assert.rejects(
    readProject([{ path: "x.zip", file: new Blob([bomb as Uint8Array<ArrayBuffer>]) }]),
    /more than 10 MB/,
  );
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`m${index}.py`, text("")]));
  await assert.rejects(readProject(zipped(many)), /more than 500 files/);
});

Deno.test("what is no zip file, cut off, damaged or without Python is told", async () => {
  const whole = zipSync({ "app.py": text("print('hello')\n".repeat(50)) }) as Uint8Array<ArrayBuffer>;
  const file = (bytes: Uint8Array<ArrayBuffer>) => [{ path: "x.zip", file: new Blob([bytes]) }];
  await assert.rejects(readProject(file(whole.slice(0, 50))), /cut off|damaged/);
  await assert.rejects(readProject(file(text("no zip at all") as Uint8Array<ArrayBuffer>)), /no zip file/);
  const broken = whole.slice();
  broken.fill(0xff, 40, 50);
  await assert.rejects(readProject(file(broken)), /damaged|no zip/);
  await assert.rejects(readProject(received({ "a/readme.md": "x" })), /no Python file/);
});

Deno.test("what the bundle does not have is named before Run", async () => {
  const wanted = "# needs\nFlask>=3\nFlask_SQLAlchemy[x] ; python_version > '3'\nredis==5\n-r more.txt\ncelery\n";
  assert.deepEqual(requested(wanted), ["flask", "flask-sqlalchemy", "redis", "celery"]);
  assert.deepEqual(missing(requested(wanted), MANIFEST), ["redis", "celery"]);
  const project = await readProject(received({ "x/main.py": "", "x/requirements.txt": wanted, "x/.git/HEAD": "" }));
  const said = remarks(project, MANIFEST).join(" ");
  assert.match(said, /Left out: \.git\. .*asks for redis, celery, .*Run looks for app\.py or wsgi\.py/);
});

Deno.test("a download names the packages that the project imports itself, in the versions that it has here", () => {
  const files = { "app.py": "from flask_sqlalchemy import SQLAlchemy", "test_app.py": "def test(): ..." };
  const project = { files, run: "flask run" as const };
  assert.equal(requirementsFor(project, MANIFEST), "flask==3.1.3\nflask-sqlalchemy==3.1.1\npytest==9.0.0\n");
  const home = forHome("shop", project, MANIFEST);
  assert.match(home["README.txt"] as string, /pip install -r requirements\.txt[^]*flask run[^]*pytest/);
  const own = forHome("shop", { ...project, files: { ...files, "requirements.txt": "flask" } }, MANIFEST);
  assert.equal(own["requirements.txt"], "flask");
});
