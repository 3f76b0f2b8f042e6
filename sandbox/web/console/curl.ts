/**
 * `curl` against the running app: what it prints, and with which status it ends. Loaded when it is first typed.
 *
 * It is a client of its own: the browser window's cookies are not sent, and its requests are not in the list of the window.
 */

import { fileOf, jarFrom } from "./curl-cookies.ts";
import { CurlFault, curlHelp, readOptions } from "./curl-options.ts";
import { requestHead, responseHead, written } from "./curl-text.ts";
import { type Reader, reader, requestOf } from "./curl-request.ts";
import { resolvePath } from "./paths.ts";
import type { Shell, Surroundings } from "./shell.ts";
import type { Cookies } from "../browser/cookies.ts";
import type { Header, WireRequest } from "../protocol.ts";
import { redirectOf } from "../browser/redirects.ts";
import type { WireResponse } from "../wire.ts";

export type CurlShell = Pick<Shell, "print" | "disk" | "folder"> & Pick<Surroundings, "send" | "changed"> & {
  signal: AbortSignal;
};

/** curl's own limit. */
const MOST_REDIRECTS = 50;

/** Runs curl; resolves to its exit status. Rejects when `signal` breaks it off. */
export async function curl(args: string[], shell: CurlShell): Promise<number> {
  let silent = false;
  try {
    const { given, sequence } = readOptions(args);
    silent = given.has("silent") && !given.has("show-error");
    if (given.has("help")) {
      shell.print("stdout", curlHelp());
      return 0;
    }
    const addresses = given.get("url") ?? [];
    if (addresses.length === 0) throw new CurlFault(2, "no URL specified; curl --help lists the options");
    return await new Transfer(shell, given, sequence).all(addresses);
  } catch (error) {
    if (!(error instanceof CurlFault)) throw error;
    if (!silent) shell.print("stderr", `curl: (${error.status}) ${error.message}\n`);
    return error.status;
  }
}

class Transfer {
  #shell: CurlShell;
  #given: Map<string, string[]>;
  #sequence: [string, string][];
  #read: Reader;
  /** Null where curl keeps no cookies. */
  #jar: Cookies | null = null;
  /** Sent as typed. */
  #cookie = "";

  constructor(shell: CurlShell, given: Map<string, string[]>, sequence: [string, string][]) {
    this.#shell = shell;
    this.#given = given;
    this.#sequence = sequence;
    this.#read = reader(shell.disk(), (typed) => resolvePath(shell.folder, typed));
    const typed = given.get("cookie") ?? [];
    this.#cookie = typed.filter((text) => text.includes("=")).join("; ");
    const files = typed.filter((text) => !text.includes("="));
    if (files.length > 0 || given.has("cookie-jar")) {
      this.#jar = jarFrom(files.map((path) => this.#text(path)).join("\n"));
    }
  }

  async all(addresses: string[]): Promise<number> {
    for (const address of addresses) {
      await this.#one(await requestOf(address, this.#given, this.#sequence, this.#read));
    }
    const target = this.#given.get("cookie-jar")?.at(-1);
    if (target === "-") this.#shell.print("stdout", fileOf(this.#jar!));
    else if (target !== undefined) this.#write(target, new TextEncoder().encode(fileOf(this.#jar!)));
    return 0;
  }

  async #one(first: WireRequest): Promise<void> {
    let request = first;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const sent = { ...request, headers: this.#withCookies(request) };
      this.#shows("verbose", "stderr", "> ", requestHead(sent));
      const response = await this.#send(sent);
      const { status, headers } = response;
      for (const [name, value] of headers) {
        if (name.toLowerCase() === "set-cookie") this.#jar?.store(request.url, value);
      }
      const head = responseHead(response);
      this.#shows("verbose", "stderr", "< ", head);
      if (this.#given.has("include") || this.#given.has("head")) this.#shell.print("stdout", head);
      const location = headers.find(([name]) => name.toLowerCase() === "location")?.[1];
      const hop = redirectOf(status, location, request.url, request.method);
      if (!hop || !this.#given.has("location")) return await this.#finish(request.url, response, hops, hop?.url ?? "");
      await response.body.cancel();
      const bare = request.headers.filter(([name]) => !name.toLowerCase().startsWith("content-"));
      request = {
        // A method that was typed is kept, which surprises people at home as well.
        method: this.#given.get("request")?.at(-1) ?? hop.method,
        url: hop.url.split("#")[0],
        headers: hop.keepsBody ? request.headers : bare,
        body: hop.keepsBody ? request.body : new Uint8Array(),
      };
    }
    throw new CurlFault(47, `Maximum (${MOST_REDIRECTS}) redirects followed`);
  }

  async #send(request: WireRequest): Promise<WireResponse> {
    const { signal, send } = this.#shell;
    const aborted = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    try {
      return await Promise.race([aborted, send(request)]);
    } catch (error) {
      signal.throwIfAborted();
      const nobody = (error as Error).message.includes("nothing listens");
      throw nobody
        ? new CurlFault(7, "Failed to connect to localhost port 5000: no app runs. Press Run, or type flask run")
        : new CurlFault(52, `Empty reply from server. ${(error as Error).message}`);
    }
  }

  /** Brings the body where it belongs. */
  async #finish(url: string, { status, headers, body }: WireResponse, hops: number, next: string): Promise<void> {
    if (this.#given.has("fail") && status >= 400) {
      await body.cancel();
      throw new CurlFault(22, `The requested URL returned error: ${status}`);
    }
    const named = this.#given.has("remote-name") ? new URL(url).pathname.split("/").at(-1)! : undefined;
    const target = this.#given.get("output")?.at(-1) ?? named;
    let size = 0;
    if (target !== undefined && target !== "-") {
      const bytes = await this.#bytes(body);
      size = bytes.length;
      if (target !== "/dev/null") this.#write(target, bytes);
    } else size = await this.#show(body, target === "-");
    const format = this.#given.get("write-out")?.at(-1);
    const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
    const known: Record<string, string | number> = {
      content_type: type,
      http_code: status,
      num_redirects: hops,
      redirect_url: next,
      response_code: status,
      size_download: size,
      url_effective: url,
    };
    if (format !== undefined) this.#shell.print("stdout", written(format, known));
  }

  /** Prints the body while it arrives; resolves to its size in bytes. */
  async #show(body: ReadableStream<Uint8Array>, binary: boolean): Promise<number> {
    const decoder = new TextDecoder();
    let size = 0;
    await this.#each(body, (bytes) => {
      if (bytes.includes(0) && !binary) {
        this.#shell.print("stderr", "Warning: the body is no text. -o FILE writes it to a file.\n");
        throw new CurlFault(23, "Failure writing output to destination");
      }
      size += bytes.length;
      this.#shell.print("stdout", decoder.decode(bytes, { stream: true }));
    });
    return size;
  }

  async #bytes(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    await this.#each(body, (bytes) => void parts.push(bytes as Uint8Array<ArrayBuffer>));
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  async #each(body: ReadableStream<Uint8Array>, take: (bytes: Uint8Array) => void): Promise<void> {
    const stream = body.getReader();
    const { signal } = this.#shell;
    const stop = () => void stream.cancel().catch(() => {});
    signal.addEventListener("abort", stop);
    try {
      for (let next = await stream.read(); !next.done; next = await stream.read()) take(next.value);
    } catch (error) {
      stop();
      if (error instanceof CurlFault) throw error;
      throw new CurlFault(18, `transfer closed with data remaining to read. ${(error as Error).message}`);
    } finally {
      signal.removeEventListener("abort", stop);
    }
    signal.throwIfAborted();
  }

  #withCookies({ url, headers }: WireRequest): Header[] {
    if (headers.some(([name]) => name.toLowerCase() === "cookie")) return headers;
    const cookie = [this.#jar?.header(url), this.#cookie].filter(Boolean).join("; ");
    return cookie ? [...headers, ["Cookie", cookie]] : headers;
  }

  #text(path: string): string {
    try {
      const content = this.#read(path);
      return typeof content === "string" ? content : new TextDecoder().decode(content);
    } catch {
      return ""; // curl takes a file that is not there for an empty one, so that -b and -c can name the same
    }
  }

  #write(typed: string, bytes: Uint8Array): void {
    const path = resolvePath(this.#shell.folder, typed);
    if (!path) throw new CurlFault(23, `Failure writing output to destination: ${typed} is not inside the project`);
    this.#shell.changed({ written: { [path]: bytes }, removed: [] });
  }

  #shows(option: string, stream: "stdout" | "stderr", mark: string, head: string): void {
    if (!this.#given.has(option)) return;
    this.#shell.print(stream, head.replace(/\n$/, "").split("\n").map((line) => `${mark}${line}\n`).join(""));
  }
}
