import assert from "node:assert/strict";
import { type Manifest, needsOf, withDependencies } from "../../sandbox/web/runtime/manifest.ts";
import type { Project } from "../../sandbox/web/protocol.ts";

const MANIFEST: Manifest = {
  schema: 2,
  lock: {},
  base: ["flask"],
  later: ["werkzeug.debug", "asyncio", "asyncio.events", "logging.handlers", "xml.dom"],
  memory: 0,
  packages: {
    "flask-sqlalchemy": { wheel: "a.whl", imports: ["flask_sqlalchemy"], depends: ["flask", "sqlalchemy"] },
    sqlalchemy: { wheel: "b.whl", imports: ["sqlalchemy"], depends: [] },
    pytest: { wheel: "c.whl", imports: ["pytest", "_pytest"], depends: [] },
  },
  versions: {},
  files: {},
};
const needs = (files: Project["files"], run: Project["run"] = "flask run") => {
  const { packages, rest } = needsOf({ files, run }, MANIFEST);
  return { packages: packages.sort(), rest };
};

Deno.test("a package is found by what it is imported as, with what it needs", () => {
  const files = { "app.py": "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n" };
  assert.deepEqual(needs(files).packages, ["flask-sqlalchemy", "sqlalchemy"]);
});

Deno.test("every form of import counts, in any file of the project", () => {
  const files = {
    "app.py": "import os, sqlalchemy.orm as orm; print(os)",
    "models/base.py": "def f():\n    import pytest\n",
  };
  assert.deepEqual(needs(files).packages, ["pytest", "sqlalchemy"]);
});

Deno.test("other files, comments and the base packages ask for nothing", () => {
  const files = { "notes.md": "import sqlalchemy", "app.py": "# import sqlalchemy\nimport flask\nimport sqlite3" };
  assert.deepEqual(needs(files), { packages: [], rest: false });
});

Deno.test("modules that come later are known by every name that means them", () => {
  const later = [
    "import asyncio",
    "import os, asyncio.events as e",
    "from asyncio import run",
    "from logging import handlers, INFO",
    "from logging import (handlers)",
    "  import logging.handlers",
    "from xml.dom import minidom",
  ];
  for (const source of later) assert.deepEqual(needs({ "app.py": source }), { packages: [], rest: true }, source);
  for (const source of ["import logging", "from logging import INFO", "import xml", "# import asyncio"]) {
    assert.equal(needs({ "app.py": source }).rest, false, source);
  }
});

Deno.test("the debugger comes later too", () => {
  assert.equal(needs({}, "flask run --debug").rest, true);
  assert.equal(needs({}, "python app.py").rest, false);
});

Deno.test("nobody knows what a package imports, so it comes with the whole library", () => {
  assert.equal(needs({ "app.py": "import sqlalchemy" }).rest, true);
});

Deno.test("a name that the bundle does not have is left to Python's own ImportError", () => {
  assert.deepEqual(withDependencies(["numpy"], MANIFEST), []);
});
