/**
 * Downloads with progress, a check of what arrived, and errors that say what to do.
 *
 * A server that is silent is an error too: nothing here waits for ever.
 */

export interface FileSource {
  /** Name on the server, beside the manifest. */
  file: string;
  /** SHA-256 of the content, hex. */
  sha256: string;
  /** Bytes. */
  size: number;
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
const UNREACHABLE = "Check the connection, then try again.";

/** Files kept in memory as the page starts several interpreters; a failed download is forgotten. */
const kept = new Map<string, Promise<ArrayBuffer>>();

/** Fetches JSON, asking the server whether it changed. Rejects with a `BootError`. */
export async function loadJson<T>(url: URL): Promise<T> {
  const bytes = await receive(url, "no-cache", () => {});
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new BootError(`${url.pathname} is not valid JSON (${(error as Error).message}).`, INCOMPLETE);
  }
}

/** Fetches a script's text. Rejects with a `BootError`. */
export async function loadScript(url: URL): Promise<string> {
  return new TextDecoder().decode(await receive(url, "default", () => {}));
}

/** Fetches a file once and verifies it. The buffer is shared: copy it before transferring. Rejects with a `BootError`. */
export function loadFile(url: URL, source: FileSource, onBytes: (bytes: number) => void): Promise<ArrayBuffer> {
  let pending = kept.get(url.href);
  if (pending) {
    pending.then(() => onBytes(source.size), () => {});
  } else {
    pending = receive(url, "default", onBytes).then((bytes) => verified(url, source, bytes));
    kept.set(url.href, pending);
    pending.catch(() => kept.delete(url.href));
  }
  return pending;
}

async function receive(url: URL, cache: RequestCache, onBytes: (bytes: number) => void): Promise<ArrayBuffer> {
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), SILENCE);
  const stillThere = () => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(), SILENCE);
  };
  try {
    const response = await fetch(url, { cache, signal: controller.signal });
    if (!response.ok) {
      throw new BootError(`The server answered ${response.status} for ${url.pathname}.`, INCOMPLETE);
    }
    const watch = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        stillThere();
        onBytes(chunk.byteLength);
        out.enqueue(chunk);
      },
    });
    return await new Response(
      response.body?.pipeThrough(watch as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>),
    ).arrayBuffer();
  } catch (error) {
    if (error instanceof BootError) throw error;
    const found = controller.signal.aborted ? `sent nothing for ${SILENCE / 1000} seconds` : "could not be reached";
    throw new BootError(`The server ${found} while loading ${url.pathname}.`, UNREACHABLE);
  } finally {
    clearTimeout(timer);
  }
}

async function verified(url: URL, source: FileSource, bytes: ArrayBuffer): Promise<ArrayBuffer> {
  if (bytes.byteLength !== source.size) {
    throw new BootError(`${url.pathname} has ${bytes.byteLength} bytes instead of ${source.size}.`, INCOMPLETE);
  }
  // Web Crypto exists in secure contexts alone; on a plain-HTTP host in a classroom the size has to do.
  if (!globalThis.crypto?.subtle) return bytes;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== source.sha256) {
    throw new BootError(`${url.pathname} is damaged: its SHA-256 is not the expected one.`, INCOMPLETE);
  }
  return bytes;
}
