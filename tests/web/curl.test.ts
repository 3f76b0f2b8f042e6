import assert from "node:assert/strict";
import { curl } from "../../sandbox/web/console/curl.ts";
import type { FileChange, Header, WireRequest } from "../../sandbox/web/protocol.ts";
import type { WireResponse } from "../../sandbox/web/wire.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

interface Ran {
  status: number;
  out: string;
  err: string;
  sent: (Omit<WireRequest, "body"> & { body: string })[];
  files: Record<string, string>;
}

function answer(body: string | Uint8Array, status = 200, headers: Header[] = [], reason = "OK"): WireResponse {
  const bytes = typeof body === "string" ? encode(body) : body;
  return { status, reason, headers, body: new Response(bytes as Uint8Array<ArrayBuffer>).body! };
}

/** Runs curl with these answers, the last one again and again. */
async function run(args: string[], answers: WireResponse[] = [answer("hello\n")], files = {}): Promise<Ran> {
  const ran: Ran = { status: 0, out: "", err: "", sent: [], files: {} };
  ran.status = await curl(args, {
    print: (stream, text) => ran[stream === "stderr" ? "err" : "out"] += text,
    disk: () => files,
    folder: "",
    signal: new AbortController().signal,
    changed: ({ written }: FileChange) => {
      for (const [name, bytes] of Object.entries(written)) ran.files[name] = decode(bytes);
    },
    send: (request) => {
      ran.sent.push({ ...request, body: decode(request.body) });
      return Promise.resolve(answers.length > 1 ? answers.shift()! : answers[0]);
    },
  });
  return ran;
}

const URL_ = "http://localhost:5000/";
const field = ({ sent: [{ headers }] }: Ran, name: string) => headers.find(([key]) => key === name)?.[1];

Deno.test("a plain request has curl's own fields and prints the body", async () => {
  const ran = await run(["localhost:5000/a?b=1#c"]);
  assert.deepEqual([ran.status, ran.out, ran.err], [0, "hello\n", ""]);
  assert.equal(ran.sent[0].url, "http://localhost:5000/a?b=1");
  assert.deepEqual(ran.sent[0].headers.map(([name]) => name), ["Host", "User-Agent", "Accept"]);
});

Deno.test("options may be joined and have their value at once", async () => {
  const response = answer("no\n", 404, [["Content-Type", "text/plain"]], "NOT FOUND");
  const ran = await run(["-siXPUT", "-dname=ann", URL_], [response]);
  assert.equal(ran.out, "HTTP/1.1 404 NOT FOUND\nContent-Type: text/plain\n\nno\n");
  assert.deepEqual([ran.sent[0].method, ran.sent[0].body], ["PUT", "name=ann"]);
  assert.equal(field(ran, "Content-Type"), "application/x-www-form-urlencoded");
});

Deno.test("data of every kind", async () => {
  const files = { "a.txt": "1\n2\n" };
  const body = async (...args: string[]) => (await run([...args, URL_], undefined, files)).sent[0].body;
  assert.equal(await body("-d", "a=1", "--data-raw", "@b", "-d", "@a.txt"), "a=1&@b&12");
  assert.equal(await body("--data-binary", "@a.txt"), "1\n2\n");
  assert.equal(await body("--data-urlencode", "q=ü &", "--data-urlencode", "f@a.txt"), "q=%C3%BC%20%26&f=1%0A2%0A");
  const json = await run(["--json", '{"a":1}', URL_]);
  assert.deepEqual([field(json, "Content-Type"), field(json, "Accept")], ["application/json", "application/json"]);
  const get = await run(["-G", "-d", "a=1", `${URL_}?b=2`]);
  assert.deepEqual([get.sent[0].method, get.sent[0].url, get.sent[0].body], ["GET", `${URL_}?b=2&a=1`, ""]);
  const form = await run(["-F", "name=ann", "-F", "file=@a.txt;type=text/plain", URL_], undefined, files);
  assert.match(field(form, "Content-Type")!, /^multipart\/form-data; boundary=/);
  assert.match(form.sent[0].body, /name="file"; filename="a.txt"\r\nContent-Type: text\/plain\r\n\r\n1\n2\n/);
  assert.deepEqual((await run(["-d", "@none", URL_])).err, "curl: (26) Failed to open none\n");
});

Deno.test("header fields are added, replaced and removed; a user is told", async () => {
  const ran = await run(["-H", "X-A: 1", "-H", "accept: text/html", "-H", "User-Agent:", "-u", "ann:pw", URL_]);
  assert.deepEqual([field(ran, "X-A"), field(ran, "accept"), field(ran, "Accept")], ["1", "text/html", undefined]);
  assert.equal(field(ran, "User-Agent"), undefined);
  assert.equal(field(ran, "Authorization"), `Basic ${btoa("ann:pw")}`);
  assert.equal((await run(["-I", URL_])).sent[0].method, "HEAD");
  assert.match(
    (await run(["-v", URL_])).err,
    /^> GET \/ HTTP\/1.1\n> Host: localhost:5000\n[^]*> \n< HTTP\/1.1 200 OK\n< \n$/,
  );
});

Deno.test("redirects are shown, and followed with -L", async () => {
  const hops = () => [answer("", 302, [["Location", "/b"], ["Set-Cookie", "k=v"]], "FOUND"), answer("there")];
  assert.equal((await run(["-d", "a=1", URL_], hops())).sent.length, 1);
  const ran = await run(["-L", "-c", "-", "-d", "a=1", "-w", "%{http_code} %{num_redirects}\\n", URL_], hops());
  assert.deepEqual(ran.sent.map(({ method, url, body }) => [method, url, body]), [["POST", URL_, "a=1"], [
    "GET",
    `${URL_}b`,
    "",
  ]]);
  assert.deepEqual(ran.sent[1].headers.at(-1), ["Cookie", "k=v"]);
  assert.match(ran.out, /^there200 1\n# Netscape[^]*localhost\tFALSE\t\/\tFALSE\t0\tk\tv\n$/);
  const circle = await run(["-L", URL_], [answer("", 302, [["Location", "/"]])]);
  assert.deepEqual([circle.status, circle.sent.length], [47, 51]);
});

Deno.test("cookies are kept in a file from one curl to the next, and nowhere else", async () => {
  const login = answer("ok", 200, [["Set-Cookie", "session=abc; HttpOnly; Path=/; Max-Age=1000"]]);
  const { files } = await run(["-b", "jar.txt", "-c", "jar.txt", URL_], [login]);
  assert.match(files["jar.txt"], /#HttpOnly_localhost\tFALSE\t\/\tFALSE\t\d{10}\tsession\tabc\n/);
  assert.equal(field(await run(["-b", "jar.txt", URL_], undefined, files), "Cookie"), "session=abc");
  assert.equal(field(await run(["-b", "a=1; b=2", URL_]), "Cookie"), "a=1; b=2");
  assert.equal(field(await run([URL_], undefined, files), "Cookie"), undefined);
});

Deno.test("a body goes to a file, and what is no text stays off the console", async () => {
  assert.deepEqual((await run(["-o", "out/a.txt", URL_])).files, { "out/a.txt": "hello\n" });
  assert.deepEqual((await run(["-O", `${URL_}b.txt`])).files, { "b.txt": "hello\n" });
  assert.deepEqual((await run(["-s", "-o", "/dev/null", "-w", "%{size_download}", URL_])).out, "6");
  assert.equal((await run(["-o", "/etc/x", URL_])).status, 23);
  const binary = await run([URL_], [answer(Uint8Array.of(137, 80, 0))]);
  assert.deepEqual([binary.status, binary.out], [23, ""]);
});

Deno.test("Ctrl+C ends a curl whose response never ends", async () => {
  const turn = new AbortController();
  let printed = "", cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => new Promise((resolve) => setTimeout(() => resolve(controller.enqueue(encode("tick\n"))), 1)),
    cancel: () => void (cancelled = true),
  });
  const ran = curl([URL_], {
    print: (_stream, text) => {
      printed += text;
      if (printed.length > 20) turn.abort(new Error("interrupted"));
    },
    disk: () => ({}),
    folder: "",
    signal: turn.signal,
    changed: () => {},
    send: () => Promise.resolve({ status: 200, reason: "OK", headers: [], body }),
  });
  await assert.rejects(ran, /interrupted/);
  assert.ok(cancelled);
});

Deno.test("faults have curl's status and say what to do", async () => {
  const told = async (...args: string[]) => {
    const { status, err } = await run(args, [answer("gone", 410)]);
    return `${status} ${err}`;
  };
  assert.match(await told(), /^2 curl: \(2\) no URL/);
  assert.match(await told("--compressed-ssh", URL_), /^2 curl: \(2\) option --compressed-ssh: is not known here/);
  assert.match(await told("-Z", URL_), /option -Z: is not known/);
  assert.match(await told("-d"), /option -d: requires parameter/);
  assert.match(await told("https://example.org/"), /^6 curl: \(6\) Could not resolve host: example.org/);
  assert.match(await told("localhost"), /^7 .*port 80/);
  assert.match(await told("https://localhost:5000"), /^35 /);
  assert.match(await told("ftp://localhost"), /^1 curl: \(1\) Protocol "ftp" not supported/);
  assert.match(await told("-f", URL_), /^22 curl: \(22\) The requested URL returned error: 410/);
  assert.equal(await told("-sf", URL_), "22 ");
  assert.match((await run(["--help"])).out, /--request METHOD/);
});
