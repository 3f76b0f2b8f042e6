import assert from "node:assert/strict";
import { formRequest, type Submission } from "../../sandbox/web/browser/forms.ts";

const ACTION = "http://localhost:5000/find?old=1";
const ENTRIES: Submission["entries"] = [["q", "tea & cake"], ["q", "é"], ["note", "a\nb"]];
const form = (changes: Partial<Submission>): Submission => ({
  method: "post",
  action: ACTION,
  enctype: "",
  entries: ENTRIES,
  ...changes,
});
const text = (body?: Uint8Array) => new TextDecoder().decode(body);

Deno.test("GET puts the fields in place of the query", async () => {
  const { method, url, body } = await formRequest(form({ method: "get" }));
  assert.deepEqual([method, body], ["GET", undefined]);
  assert.equal(url, "http://localhost:5000/find?q=tea+%26+cake&q=%C3%A9&note=a%0D%0Ab");
});

Deno.test("urlencoded is what a form without enctype sends", async () => {
  const { url, headers, body } = await formRequest(form({}));
  assert.equal(url, ACTION);
  assert.deepEqual(headers, [["Content-Type", "application/x-www-form-urlencoded"]]);
  assert.equal(text(body), "q=tea+%26+cake&q=%C3%A9&note=a%0D%0Ab");
});

Deno.test("text/plain is one line a field", async () => {
  const { headers, body } = await formRequest(form({ enctype: "text/plain" }));
  assert.deepEqual(headers, [["Content-Type", "text/plain"]]);
  assert.equal(text(body), "q=tea & cake\r\nq=é\r\nnote=a\r\nb\r\n");
});

Deno.test("multipart carries files byte for byte, under their names", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const file = new File([bytes], "naïve photo.bin", { type: "image/png" });
  const entries: Submission["entries"] = [["title", "x"], ["file", file], ["none", new File([], "")]];
  const { headers, body } = await formRequest(form({ enctype: "multipart/form-data", entries }));
  const [[name, type]] = headers!;
  assert.equal(name, "Content-Type");
  const parsed = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { "content-type": type } }).formData();
  const received = parsed.get("file") as File;
  assert.equal(received.name, "naïve photo.bin");
  assert.deepEqual(new Uint8Array(await received.arrayBuffer()), bytes);
  assert.equal(parsed.get("title"), "x");
});

Deno.test("outside multipart a file is its name", async () => {
  const entries: Submission["entries"] = [["file", new File(["x"], "a.txt")]];
  assert.equal(text((await formRequest(form({ entries }))).body), "file=a.txt");
});
