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

/** Fetches a script's text, asking the server whether it changed. Rejects with a `BootError`. */
export async function loadScript(url: URL): Promise<string> {
  return await new Response(await request(url, "no-cache", INCOMPLETE, () => {})).text();
}

/**
 * Fetches a file as it is on the server and verifies it. What `onPiece` hears of before this resolves may be damaged; the
 * piece is its own. Rejects with a `BootError`.
 */
export async function loadFile(
  url: URL,
  source: FileSource,
  onPiece: (piece: Uint8Array<ArrayBuffer>) => void,
): Promise<ArrayBuffer> {
  const cache = suspects.has(url.href) ? "reload" : "default";
  // Made once in its whole size: these are the largest files, and what is put together from pieces is there twice.
  const bytes = new Uint8Array(source.size);
  let loaded = 0;
  const pieces = await request(url, cache, UPDATED, (piece) => {
    if (loaded + piece.byteLength <= source.size) bytes.set(piece, loaded);
    loaded += piece.byteLength;
    onPiece(piece);
  });
  await pieces.pipeTo(new WritableStream());
  suspects.add(url.href);
  await verify(url, source, bytes, loaded);
  suspects.delete(url.href);
  return bytes.buffer;
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

async function verify(
  url: URL,
  source: FileSource,
  bytes: Uint8Array<ArrayBuffer>,
  loaded: number,
): Promise<void> {
  if (loaded !== source.size) {
    throw new BootError(`${url.pathname} has ${loaded} bytes instead of ${source.size}.`, INCOMPLETE);
  }
  // Web Crypto exists in secure contexts alone; on a plain-HTTP host in a classroom the size has to do.
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== source.sha256) {
    throw new BootError(`${url.pathname} is damaged: its SHA-256 is not the expected one.`, INCOMPLETE);
  }
}
