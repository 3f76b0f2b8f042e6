import assert from "node:assert/strict";
import { LogLines, placeIn } from "../../sandbox/web/log-lines.ts";

const texts = (log: LogLines) => log.lines.map(({ text }) => text);

Deno.test("lines that arrive in pieces are whole, and the streams do not mix", () => {
  const log = new LogLines();
  log.add("stdout", "one\ntw");
  log.add("stderr", "warning");
  log.add("stdout", "o\n");
  assert.deepEqual(texts(log), ["one", "two"]);
  assert.equal(log.open, "warning");
  log.flush();
  assert.deepEqual(texts(log), ["one", "two", "warning"]);
});

Deno.test("colours of the terminal are taken out, also where a piece ends inside one", () => {
  const log = new LogLines();
  log.add("stderr", "\x1b[31m\x1b[1mWARNING\x1b");
  log.add("stderr", "[0m: mind\x1b]8;;http://x\x07 it\r\n");
  assert.deepEqual(texts(log), ["WARNING: mind it"]);
});

Deno.test("an access-log line knows its status", () => {
  const log = new LogLines();
  log.add("stderr", '127.0.0.1 - - [21/Nov/2026 10:00:00] "GET /x?q=%20 HTTP/1.1" 404 -\nstatus 500\n');
  assert.deepEqual(log.lines.map(({ status }) => status), [404, null]);
});

Deno.test("an app that prints for ever is bounded in lines, in size and in one line", () => {
  const many = new LogLines();
  many.add("stdout", "x\n".repeat(5000));
  assert.equal(many.lines.length, 2000);
  assert.equal(many.dropped, 3000);
  assert.equal(many.count, 5000);

  const large = new LogLines();
  for (let n = 0; n < 300; n++) large.add("stdout", `${"y".repeat(5000)}\n`);
  assert.ok(large.lines.reduce((sum, { text }) => sum + text.length, 0) <= 512 * 1024);
  assert.equal(large.count, 300);

  const long = new LogLines();
  long.add("stdout", `${"z".repeat(1_000_000)}\n`);
  assert.match(long.lines[0].text, /… \(1000000 characters\)$/);
  for (let n = 0; n < 100; n++) long.add("stdout", "z".repeat(100_000));
  assert.ok(long.open.length < 10_000);
});

Deno.test("a place in the project is found, one in a library is not", () => {
  const found = placeIn('  File "/home/learner/app/shop/views.py", line 12, in index');
  assert.deepEqual(found, {
    before: "  ",
    label: 'File "/home/learner/app/shop/views.py", line 12',
    after: ", in index",
    place: { file: "shop/views.py", line: 12 },
  });
  assert.equal(placeIn('  File "/lib/python314.zip/flask/app.py", line 12, in index'), null);
});
