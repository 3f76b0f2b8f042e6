import assert from "node:assert/strict";
import { type Manifest, packagesFor, withDependencies } from "../../sandbox/web/manifest.ts";

const MANIFEST: Manifest = {
  schema: 1,
  lock: {},
  base: ["flask"],
  packages: {
    "flask-sqlalchemy": { wheel: "a.whl", imports: ["flask_sqlalchemy"], depends: ["flask", "sqlalchemy"] },
    sqlalchemy: { wheel: "b.whl", imports: ["sqlalchemy"], depends: [] },
    pytest: { wheel: "c.whl", imports: ["pytest", "_pytest"], depends: [] },
  },
  files: {},
};

Deno.test("a package is found by what it is imported as, with what it needs", () => {
  const files = { "app.py": "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n" };
  assert.deepEqual(packagesFor(files, MANIFEST).sort(), ["flask-sqlalchemy", "sqlalchemy"]);
});

Deno.test("every form of import counts, in any file of the project", () => {
  const files = { "app.py": "import os, sqlalchemy.orm as orm", "models/base.py": "def f():\n    import pytest\n" };
  assert.deepEqual(packagesFor(files, MANIFEST).sort(), ["pytest", "sqlalchemy"]);
});

Deno.test("other files, comments and the base packages ask for nothing", () => {
  const files = { "notes.md": "import sqlalchemy", "app.py": "# import sqlalchemy\nimport flask\nimport sqlite3" };
  assert.deepEqual(packagesFor(files, MANIFEST), []);
});

Deno.test("a name that the bundle does not have is left to Python's own ImportError", () => {
  assert.deepEqual(withDependencies(["numpy"], MANIFEST), []);
});
