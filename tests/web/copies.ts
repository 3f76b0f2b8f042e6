/** Prints requests as the programs that `copy-as.ts` makes of them; `tests/proof/test_copied_requests.py` runs these. */

import { type Draft, EMPTY, toRequest } from "../../sandbox/web/client/draft.ts";
import { copyAs, FORMS } from "../../sandbox/web/client/copy-as.ts";

const [origin] = Deno.args;
const photo = new File([Uint8Array.of(137, 80, 78, 71, 0, 255, 13, 10)], "it's a photo; é.png", { type: "image/png" });
const notes = new File(["hé\nline"], "notes.txt");

/** A draft, its cookies, and whether redirects are followed. */
const CASES: Record<string, [Partial<Draft>, cookie?: string, follow?: boolean]> = {
  "plain": [{}],
  "query and quoting": [{ url: "/echo?q=it's&e=%C3%A9&s=$HOME+%60x%60&b=[1]{a,b}" }],
  "headers": [{ headers: [["X-Own", `a "b" 'c' $d \\e`], ["X-Own", "two"], ["X-Empty", ""], ["X-Bang", "!!"]] }],
  "cookies": [{}, "theme=dark; session=eyJuIjoxfQ.aaaaaa.bbb-_b"],
  "cookies that need care": [{}, 'quoted="a b"; name only; =x; comma=1,2'],
  "a cookie header of the reader": [{ headers: [["Cookie", "mine=1"]] }, "theme=dark"],
  "json": [{
    method: "POST",
    body: {
      kind: "json",
      text:
        '{"name": "O\'Brien \\"é\\" \\ud83d\\ude00 \\\\n \\/", "n": 12345678901234567890, "list": [true, false, null, -1.5e-3],' +
        ' "deep": {"er": [{"x": []}, {}], "long": "' + "x".repeat(90) + '"}}',
    },
  }],
  "json of another type": [{
    method: "PATCH",
    headers: [["Content-Type", "application/merge-patch+json"]],
    body: { kind: "json", text: "null" },
  }],
  "form": [{
    method: "POST",
    body: {
      kind: "form",
      encoding: "urlencoded",
      entries: [["a", "1 & 2"], ["a", "é'\""], ["b", "@x"], ["", "nameless"]],
    },
  }],
  "form of another type": [{
    method: "PUT",
    headers: [["content-type", "application/x-www-form-urlencoded; charset=utf-8"]],
    body: { kind: "form", encoding: "urlencoded", entries: [["a", "1"]] },
  }],
  "multipart": [{
    method: "POST",
    body: {
      kind: "form",
      encoding: "multipart",
      entries: [["text", "@not a file; type=x"], ["photo", photo], ["photo", notes], ["text", "<two>"]],
    },
  }],
  "multipart without files": [{
    method: "POST",
    body: { kind: "form", encoding: "multipart", entries: [["a", "1"], ["b", "é"]] },
  }],
  "text": [{ method: "POST", body: { kind: "text", type: "text/plain; charset=utf-8", text: "it's\n€ $x `y` \\z\n" } }],
  "text without a type": [{ method: "POST", body: { kind: "text", type: "", text: "@file" } }],
  "a file": [{ method: "PUT", body: { kind: "file", file: photo } }],
  "no body": [{ method: "POST" }],
  "a method of one's own": [{ method: "PURGE", headers: [["X-Why", "old"]] }],
  "head": [{ method: "HEAD" }],
  "delete": [{ method: "DELETE" }],
  "get with a body": [{ method: "GET", body: { kind: "json", text: "[1]" } }],
  "a redirect that is followed": [{ method: "POST", url: "/hop" }, "", true],
  "a redirect that is not": [{ method: "POST", url: "/hop" }],
};

const files = [photo, notes];
const made = await Promise.all(
  Object.entries(CASES).map(async ([name, [changes, cookie = "", follow = false]]) => {
    const draft: Draft = { ...EMPTY, url: "/echo", ...changes };
    const imports = ["from app import app"];
    const copied = { draft, origin, cookie, follow, status: follow || draft.url !== "/hop" ? 200 : 303, imports };
    const wire = await toRequest(draft, origin);
    return {
      name,
      follow,
      wire: { ...wire, body: wire.body.toBase64() },
      cookie: draft.headers.some(([name]) => name === "Cookie") ? "" : cookie,
      programs: Object.fromEntries(FORMS.map((form) => [form, copyAs(form, copied)])),
    };
  }),
);
const contents = await Promise.all(files.map(async (file) => [file.name, (await file.bytes()).toBase64()]));
console.log(JSON.stringify({ cases: made, files: Object.fromEntries(contents) }));
