import assert from "node:assert/strict";
import { folderOf, moved, newNameFault } from "../../sandbox/web/files/file-names.ts";

const TAKEN = ["app.py", "templates/home.html", "test_app.py"];

Deno.test("a good new name has no fault", () => {
  for (const name of ["models.py", "templates/about.html", "static/css/site.css", "Grüße.txt", "constructor"]) {
    assert.equal(newNameFault(name, TAKEN), null, name);
  }
});

Deno.test("each fault of a name is told with what to do", () => {
  const cases: [name: string, reason: RegExp][] = [
    ["", /Type a name/],
    ["static/", /add the file's name behind the slash/],
    ["/etc/passwd", /not a relative path/],
    ["..\\x", /not a relative path/],
    ["a/../b.py", /goes down only/],
    ["app.py", /There is a file app\.py already/],
    ["APP.py", /There is a file app\.py already/],
    ["templates", /is a folder already: it holds templates\/home\.html/],
    ["app.py/x", /app\.py is a file/],
    ["notes .txt/ x", /space/],
  ];
  for (const [name, reason] of cases) assert.match(newNameFault(name, TAKEN) ?? "no fault", reason, name);
});

Deno.test("a folder takes all of its files along, and no others", () => {
  const names = ["templates/a.html", "templates/mail/b.html", "templates2/c.html"];
  assert.deepEqual(moved(names, "templates/", "views/"), {
    "templates/a.html": "views/a.html",
    "templates/mail/b.html": "views/mail/b.html",
  });
  assert.equal(folderOf("templates/mail/b.html"), "templates/mail/");
  assert.equal(folderOf("app.py"), "");
});
