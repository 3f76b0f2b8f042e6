/** From curl's options to the request that it sends: method, address, header fields, body. */

import { bytesOf } from "./builtins.ts";
import { CurlFault } from "./curl-options.ts";
import type { Header, Project, WireRequest } from "../protocol.ts";

const VERSION = "8.14.1";

/** A path as typed → the file's content. Throws a `CurlFault` where there is none. */
export type Reader = (path: string) => string | Uint8Array;

/** Makes a reader; `resolve` gives the name within the project, null outside of it. */
export function reader(disk: Project["files"], resolve: (typed: string) => string | null): Reader {
  return (typed) => {
    const content = disk[resolve(typed) ?? ""];
    if (content === undefined) throw new CurlFault(26, `Failed to open ${typed}`);
    return content;
  };
}

/** The absolute URL. Throws a `CurlFault` for what no app here answers, in curl's words. */
export function addressOf(typed: string): URL {
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`);
  } catch {
    throw new CurlFault(3, "URL rejected: Malformed input to a URL function");
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new CurlFault(1, `Protocol "${url.protocol.slice(0, -1)}" not supported`);
  }
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  if (url.hostname !== "localhost" && url.hostname !== "127.0.0.1") {
    throw new CurlFault(
      6,
      `Could not resolve host: ${url.hostname}. There is no network here, only http://localhost:5000`,
    );
  }
  if (port !== "5000") {
    throw new CurlFault(7, `Failed to connect to ${url.hostname} port ${port}: only port 5000 is there`);
  }
  if (url.protocol === "https:") throw new CurlFault(35, "TLS connect error: the app speaks http://, not https://");
  url.hash = "";
  return url;
}

/** The request, without cookies from files. Throws a `CurlFault`. */
export async function requestOf(
  typed: string,
  given: Map<string, string[]>,
  sequence: [string, string][],
  read: Reader,
): Promise<WireRequest> {
  const url = addressOf(typed);
  const data = dataOf(sequence, read);
  const form = given.has("form") ? await formOf(given.get("form")!, read) : null;
  let body: Uint8Array = new Uint8Array();
  const described: Header[] = [];
  if (data !== null && given.has("get")) {
    url.search += (url.search ? "&" : "?") + new TextDecoder().decode(data);
  } else if (data !== null) {
    body = data;
    described.push(["Content-Type", given.has("json") ? "application/json" : "application/x-www-form-urlencoded"]);
  } else if (form) {
    body = form.body;
    described.push(["Content-Type", form.type]);
  }
  const sends = data !== null && !given.has("get") || form !== null;
  const method = given.get("request")?.at(-1) ?? (given.has("head") ? "HEAD" : sends ? "POST" : "GET");
  const last = (name: string) => given.get(name)?.at(-1);
  const own: (Header | false)[] = [
    ["Host", url.host],
    last("user") !== undefined && ["Authorization", `Basic ${new TextEncoder().encode(last("user")!).toBase64()}`],
    ["User-Agent", last("user-agent") ?? `curl/${VERSION}`],
    ["Accept", given.has("json") ? "application/json" : "*/*"],
    last("referer") !== undefined && ["Referer", last("referer")!],
    ...(sends ? [["Content-Length", String(body.length)] as Header, ...described] : []),
  ];
  return {
    method,
    url: url.href,
    headers: merged(own.filter((field) => field !== false), given.get("header") ?? []),
    body,
  };
}

/** curl's own fields, with those of `-H` in their place. */
function merged(own: Header[], typed: string[]): Header[] {
  const added: Header[] = [];
  const replaced = new Set<string>();
  for (const line of typed) {
    const [, name, mark, value] = /^([^:;]+)([:;])\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue; // curl ignores it as well
    replaced.add(name.trim().toLowerCase());
    if (value !== "" || mark === ";") added.push([name.trim(), value]);
  }
  return [...own.filter(([name]) => !replaced.has(name.toLowerCase())), ...added];
}

/** The data options joined as curl joins them; null where there is none. */
function dataOf(sequence: [string, string][], read: Reader): Uint8Array | null {
  const parts: Uint8Array[] = [];
  for (const [option, value] of sequence) {
    if (!["data", "data-binary", "data-raw", "data-urlencode", "json"].includes(option)) continue;
    if (parts.length > 0 && option !== "json") parts.push(bytesOf("&"));
    if (option === "data-urlencode") parts.push(bytesOf(urlencoded(value, read)));
    else if (option === "data-raw" || !value.startsWith("@")) parts.push(bytesOf(value));
    else {
      const content = bytesOf(read(value.slice(1)));
      parts.push(option === "data" ? content.filter((byte) => byte !== 10 && byte !== 13 && byte !== 0) : content);
    }
  }
  return parts.length > 0 ? Uint8Array.from(parts.flatMap((part) => [...part])) : null;
}

/** `content`, `=content`, `name=content`, `@file`, `name@file`: the content is encoded, the name is not. */
function urlencoded(value: string, read: Reader): string {
  const [, name, mark, rest] = /^([^=@]*)([=@])([^]*)$/.exec(value) ?? ["", "", "", value];
  const content = mark === "@" ? new TextDecoder().decode(bytesOf(read(rest))) : rest;
  const encoded = encodeURIComponent(content).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return name ? `${name}=${encoded}` : encoded;
}

/** `name=content`, `name=@file;type=…;filename=…`, `name=<file`. */
async function formOf(typed: string[], read: Reader): Promise<{ body: Uint8Array; type: string }> {
  const form = new FormData();
  for (const part of typed) {
    const [, name, mark, rest] = /^([^=]+)=([@<]?)([^]*)$/.exec(part) ?? [];
    if (name === undefined) throw new CurlFault(2, `-F ${part}: expected NAME=CONTENT or NAME=@FILE`);
    if (mark === "") {
      form.append(name, rest);
      continue;
    }
    const [path, ...settings] = rest.split(";");
    const content = bytesOf(read(path)) as Uint8Array<ArrayBuffer>;
    if (mark === "<") {
      form.append(name, new TextDecoder().decode(content));
      continue;
    }
    const setting = (key: string) =>
      settings.find((text) => text.trim().startsWith(`${key}=`))?.trim().slice(key.length + 1);
    const type = setting("type") ?? "application/octet-stream";
    form.append(name, new Blob([content], { type }), setting("filename") ?? path.split("/").at(-1)!);
  }
  const encoded = new Response(form);
  const type = encoded.headers.get("Content-Type")!;
  return { type, body: new Uint8Array(await encoded.arrayBuffer()) };
}
