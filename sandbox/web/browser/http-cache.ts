/**
 * The private cache of the user agent (RFC 9111), by http-cache-semantics: what is fresh is used, what is stale is asked
 * for with its validators, and a 304 brings the stored body back.
 *
 * Without a word of the app about caching nothing is used unasked: the rules of thumb that browsers have (section 4.2.2)
 * are off, so such a request always reaches the app.
 */

// @ts-types="@types/http-cache-semantics"
import CachePolicy from "http-cache-semantics";
import { field, fields } from "./fields.ts";
import type { Header, WireRequest } from "../protocol.ts";

/** The head of a response. */
export interface Head {
  status: number;
  reason: string;
  headers: Header[];
}

export interface StoredResponse extends Head {
  body: Uint8Array;
}

/** What the cache has for a request: an answer, or validators that the request should carry. */
export type Found =
  | { fresh: true; response: StoredResponse }
  | { fresh: false; validators: Header[]; response: StoredResponse };

interface Entry {
  policy: CachePolicy;
  response: StoredResponse;
  /** The request's values of the fields that `Vary` names. */
  variant: string;
  vary: string;
  /** True once it has to be validated whatever its age. */
  expired: boolean;
}

/** Most bytes of all bodies, and of one. */
const ROOM = 32 * 1024 ** 2;
const LARGEST = ROOM / 4;
/** Fields of a 304 that do not replace the stored ones (RFC 9111 section 3.2). */
const KEPT = new Set(["content-length", "content-encoding", "transfer-encoding", "content-range", "content-type"]);
/** With these a script does the validation itself (Fetch standard, "HTTP-network-or-cache fetch"). */
const CONDITIONS = ["If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range", "Range"];
const SAFE = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

export class HttpCache {
  /** Oldest first. */
  #entries = new Map<string, Entry[]>();

  /** What is stored for the request, or null. */
  find(request: WireRequest, mode: RequestCache = "default"): Found | null {
    if (!this.#mayUse(request, mode) || mode === "reload") return null;
    const entry = this.#entries.get(request.url)?.find(({ vary, variant }) => variantOf(request, vary) === variant);
    if (!entry) return null;
    const { policy, response } = entry;
    const asked = plainRequest(request);
    const ignoresAge = mode === "force-cache" || mode === "only-if-cached";
    const wantsNew = mode === "no-cache" || /\bno-cache\b|\bmax-age=0\b/.test(asked.headers["cache-control"] ?? "");
    if (ignoresAge || (!entry.expired && !wantsNew && policy.satisfiesWithoutRevalidation(asked))) {
      return { fresh: true, response };
    }
    const validating = policy.revalidationHeaders(asked);
    const validators = [["If-None-Match", validating["if-none-match"]], [
      "If-Modified-Since",
      validating["if-modified-since"],
    ]].filter((header): header is Header => header[1] !== undefined);
    return validators.length ? { fresh: false, validators, response } : null;
  }

  /** Stores a response that came from the app, where it may be. */
  store(request: WireRequest, response: StoredResponse, mode: RequestCache = "default"): void {
    if (!SAFE.has(request.method)) return this.#invalidate(request, response);
    if (!this.#mayUse(request, mode) || response.body.length > LARGEST) return;
    const vary = (fields(response.headers, "Vary") ?? "").toLowerCase();
    const policy = new CachePolicy(plainRequest(request), plainResponse(response), {
      shared: false,
      cacheHeuristic: 0,
      immutableMinTimeToLive: 0,
    });
    const variant = variantOf(request, vary);
    const others = (this.#entries.get(request.url) ?? []).filter((entry) =>
      entry.vary !== vary || entry.variant !== variant
    );
    this.#entries.delete(request.url); // goes to the end
    const useful = policy.storable() && !vary.includes("*") &&
      (!policy.stale() || field(response.headers, "ETag") || field(response.headers, "Last-Modified"));
    const entries = useful ? [{ policy, response, vary, variant, expired: false }, ...others] : others;
    if (entries.length) this.#entries.set(request.url, entries);
    this.#makeRoom();
  }

  /** After a 304: the stored response with the fields that it brought, which is stored anew. */
  revalidated(request: WireRequest, stored: StoredResponse, { headers }: Head): StoredResponse {
    const news = headers.filter(([name]) => !KEPT.has(name.toLowerCase()));
    const names = new Set(news.map(([name]) => name.toLowerCase()));
    const kept = stored.headers.filter(([name]) =>
      !names.has(name.toLowerCase()) && name.toLowerCase() !== "set-cookie"
    );
    const response = { ...stored, headers: [...kept, ...news] };
    this.store({ ...request, headers: request.headers.filter(([name]) => !CONDITIONS.includes(name)) }, response);
    return response;
  }

  /** From now on whatever is stored has to be validated, as after a reload of everything. */
  expire(): void {
    for (const entry of [...this.#entries.values()].flat()) entry.expired = true;
  }

  #mayUse({ method, headers }: WireRequest, mode: RequestCache): boolean {
    return method === "GET" && mode !== "no-store" && !CONDITIONS.some((name) => field(headers, name) !== undefined);
  }

  /** A request that may have changed something makes old what is known of its target (RFC 9111 section 4.4). */
  #invalidate({ url }: WireRequest, { status, headers }: Head): void {
    if (status < 200 || status >= 400) return;
    for (const name of ["Location", "Content-Location"]) {
      const other = field(headers, name);
      if (other !== undefined && URL.canParse(other, url)) this.#entries.delete(new URL(other, url).href);
    }
    this.#entries.delete(url);
  }

  #makeRoom(): void {
    const sizes = [...this.#entries].map(([url, entries]) =>
      [url, entries.reduce((sum, { response }) => sum + response.body.length + 1024, 0)] as const
    );
    let total = sizes.reduce((sum, [, size]) => sum + size, 0);
    for (const [url, size] of sizes) {
      if (total <= ROOM) return;
      this.#entries.delete(url);
      total -= size;
    }
  }
}

function variantOf({ headers }: WireRequest, vary: string): string {
  return JSON.stringify(vary.split(",").map((name) => fields(headers, name.trim()) ?? null));
}

function plainRequest({ method, url, headers }: WireRequest) {
  return { method, url, headers: plain(headers) };
}

function plainResponse({ status, headers }: Head) {
  const made = plain(headers);
  // The library takes `must-revalidate` for “always”, though it speaks of stale responses only (section 5.2.2.2), and
  // these are never used here without validation.
  const directives = made["cache-control"]?.split(",").filter((directive) => !NEVER_STALE.test(directive));
  if (directives) made["cache-control"] = directives.join(",");
  return { status, headers: made };
}

const NEVER_STALE = /^\s*(must-revalidate|stale-while-revalidate|stale-if-error)\b/;

/** The fields as the library has them; directives are case-insensitive (RFC 9111 section 5.2). */
function plain(headers: Header[]): Record<string, string> {
  const made: Record<string, string> = {};
  for (const [name] of headers) made[name.toLowerCase()] ??= fields(headers, name)!;
  if (made["cache-control"]) made["cache-control"] = made["cache-control"].toLowerCase();
  return made;
}
