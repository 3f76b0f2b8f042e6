/**
 * What is kept on this device of one build of the site: one cache a build, under the addresses that `offline.json` lists.
 *
 * Shared by the service worker, which answers from it, and the page's button, which fills it.
 */

export interface BuildFile {
  /**
   * `page`: an HTML page. `python`: what every interpreter starts from. `package`: an optional wheel.
   * `site`: everything that pages and playgrounds are made of.
   */
  kind: "page" | "python" | "package" | "site";
  /** SHA-256 in Base64; of a page before it was marked with its build, so that an unchanged page can be recognized. */
  hash: string;
  /** Bytes. */
  size: number;
  /** Of a page. */
  title?: string;
  /** Of a page with playgrounds: the packages that they import. */
  needs?: string[];
}

/** `offline.json`; files by their address relative to the site's root. `sandbox/offline.py` writes it. */
export interface Build {
  build: string;
  files: Record<string, BuildFile>;
}

export const LIST = "offline.json";

/** How a page says which build it belongs to. */
export const mark = (build: string) => `<meta name="flaskroom-build" content="${build}">`;
const MARK = new RegExp(mark("([0-9a-f]+)"));

/** The build of an HTML page, or null where it bears no mark. */
export const buildOf = (html: string) => MARK.exec(html)?.[1] ?? null;

/** True where a file's name tells its content: those of the bundle, which assets.ts verifies. */
export const byName = (file: BuildFile | undefined) => file?.kind === "python" || file?.kind === "package";

export class Kept {
  /** The folder keeps two sites on one host apart. */
  readonly #name: string;

  constructor(readonly root: string, readonly build: string) {
    this.#name = `flaskroom ${new URL(root).pathname} ${build}`;
  }

  /** All that is kept of the site at `root`, of whatever build. */
  static async all(root: string): Promise<Kept[]> {
    const start = new Kept(root, "").#name;
    const names = (await caches.keys()).filter((name) => name.startsWith(start));
    return names.map((name) => new Kept(root, name.slice(start.length)));
  }

  match(address: string): Promise<Response | undefined> {
    return caches.match(this.#url(address), { cacheName: this.#name, ignoreVary: true });
  }

  async addresses(): Promise<Set<string>> {
    const requests = await (await caches.open(this.#name)).keys();
    return new Set(requests.map(({ url }) => url.slice(this.root.length)));
  }

  /** What the build consists of; null where nothing of it is kept. */
  async list(): Promise<Build | null> {
    return await (await this.match(LIST))?.json() ?? null;
  }

  /** Keeps the response whole or not at all. Rejects with a `QuotaExceededError` where there is no room. */
  async put(address: string, response: Response): Promise<void> {
    await (await caches.open(this.#name)).put(this.#url(address), response);
  }

  /** Fetches a file of the build and keeps it. Rejects as `put`, and where the server does not have this very file. */
  async add(address: string, file: BuildFile, { onBytes, ...init }: AddOptions = {}): Promise<void> {
    const { kind, hash } = file;
    const response = await fetch(this.#url(address), {
      cache: byName(file) ? "default" : "no-cache",
      integrity: kind === "site" ? `sha256-${hash}` : "",
      ...init,
    });
    if (response.status !== 200) {
      throw new Error(`The server answered ${response.status} for ${address || "the home page"}.`);
    }
    const body = onBytes ? response.body!.pipeThrough(counting(onBytes)) : response.body;
    const counted = new Response(body, response);
    await this.put(address, kind === "page" ? await this.#ownPage(counted) : counted);
  }

  delete(address: string): Promise<boolean> {
    return caches.open(this.#name).then((cache) => cache.delete(this.#url(address)));
  }

  clear(): Promise<boolean> {
    return caches.delete(this.#name);
  }

  async #ownPage(response: Response): Promise<Response> {
    const html = await response.text();
    if (buildOf(html) !== this.build) throw new Error("The server has another version of this site by now.");
    return new Response(html, response);
  }

  #url(address: string): string {
    return new URL(address, this.root).href;
  }
}

export interface AddOptions extends RequestInit {
  onBytes?: (bytes: number) => void;
}

function counting(onBytes: (bytes: number) => void) {
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, out) {
      onBytes(chunk.byteLength);
      out.enqueue(chunk);
    },
  });
}
