/**
 * Downloads with progress, a check of what arrived, and errors that say what to do.
 *
 * A server that is silent is an error too: nothing here waits for ever.
 */

export interface FileSource {
  /** Name on the server, beside the manifest. */
  file: string;
  /** SHA-256 of the file as it is on the server, hex. */
  sha256: string;
  /** Bytes on the server. */
  size: number;
  /** True for gzip (RFC 1952), whatever the server makes of it on the way. */
  compressed: boolean;
}

/** Python could not be started. `message` says what was found, `advice` what to do. */
export class BootError extends Error {
  override name = "BootError";
  constructor(message: string, readonly advice: string) {
    super(message);
  }
}

/** Longest silence of a server before it counts as gone, in ms. */
const SILENCE = 30_000;
const INCOMPLETE = "The site is not deployed completely: build it again and upload the whole site folder.";
const UPDATED = "If the site was updated while you were reading, Try again takes the new version.";
const UNREACHABLE = "Check the connection, then try again.";

/** Files that arrived damaged: the browser's cache may hold them so. */
const suspects = new Set<string>();

/** Fetches JSON, asking the server whether it changed. Rejects with a `BootError`. */
export async function loadJson<T>(url: URL): Promise<T> {
  const text = await new Response(await request(url, "no-cache", INCOMPLETE, () => {})).text();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BootError(`${url.pathname} is not valid JSON (${(error as Error).message}).`, INCOMPLETE);
  }
}

/** Fetches a script's text. Rejects with a `BootError`. */
export async function loadScript(url: URL): Promise<string> {
  return await new Response(await request(url, "default", INCOMPLETE, () => {})).text();
}

/**
 * Fetches a file and hands on its content, decompressed, while it arrives. What was handed on is worth nothing before
 * this resolves, for only then is it verified. Rejects with a `BootError`.
 */
export async function loadFile(
  url: URL,
  source: FileSource,
  onBytes: (count: number) => void,
  onContent: (content: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  const received: Uint8Array<ArrayBuffer>[] = [];
  const stream = await request(url, suspects.has(url.href) ? "reload" : "default", UPDATED, (chunk) => {
    received.push(chunk);
    onBytes(chunk.byteLength);
  });
  try {
    const content = source.compressed ? stream.pipeThrough(new DecompressionStream("gzip")) : stream;
    const reader = content.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      onContent(source.compressed ? next.value : next.value.slice()); // it may be given away, and is verified here
    }
    await verify(url, source, received);
    suspects.delete(url.href);
  } catch (error) {
    if (error instanceof BootError) throw error;
    suspects.add(url.href);
    // A decompressor that fails says little; what is wrong with the file's bytes says more.
    await verify(url, source, received);
    throw new BootError(`${url.pathname} could not be read: ${(error as Error).message}`, INCOMPLETE);
  }
}

/** The body of a response of the server, watched. */
async function request(
  url: URL,
  cache: RequestCache,
  advice: string,
  onChunk: (chunk: Uint8Array<ArrayBuffer>) => void,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), SILENCE);
  const unreachable = () => {
    clearTimeout(timer);
    const found = controller.signal.aborted ? `sent nothing for ${SILENCE / 1000} seconds` : "could not be reached";
    return new BootError(`The server ${found} while loading ${url.pathname}.`, UNREACHABLE);
  };
  const response = await fetch(url, { cache, signal: controller.signal }).catch(() => Promise.reject(unreachable()));
  if (!response.ok || !response.body) {
    clearTimeout(timer);
    throw new BootError(`The server answered ${response.status} for ${url.pathname}.`, advice);
  }
  const reader = response.body.getReader();
  return new ReadableStream({
    async pull(stream) {
      const { done, value } = await reader.read().catch(() => Promise.reject(unreachable()));
      clearTimeout(timer);
      if (done) return stream.close();
      timer = setTimeout(() => controller.abort(), SILENCE);
      onChunk(value);
      stream.enqueue(value);
    },
    cancel: (reason) => {
      clearTimeout(timer);
      return reader.cancel(reason);
    },
  });
}

async function verify(url: URL, source: FileSource, received: Uint8Array<ArrayBuffer>[]): Promise<void> {
  const bytes = await new Blob(received).arrayBuffer();
  const refuse = (found: string): never => {
    suspects.add(url.href);
    throw new BootError(`${url.pathname} ${found}.`, INCOMPLETE);
  };
  if (bytes.byteLength !== source.size) refuse(`has ${bytes.byteLength} bytes instead of ${source.size}`);
  // Web Crypto exists in secure contexts alone; on a plain-HTTP host in a classroom the size has to do.
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== source.sha256) refuse("is damaged: its SHA-256 is not the expected one");
}
