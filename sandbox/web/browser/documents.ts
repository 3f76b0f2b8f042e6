/** A response as an HTML document for the preview: pages as they are, everything else shown fittingly. */

import { codingOf } from "./content-coding.ts";
import { adaptMetaPolicies, policiesOf, policyMarkup } from "./content-policy.ts";
import { jsonDocument, mediaDocument, messageDocument, textDocument } from "./plain-documents.ts";
import { MOST_BYTES } from "./receive.ts";
import { parseRefresh, type Refresh } from "./refresh.ts";
import { type Loader, textOf } from "./resources.ts";
import { inlineSubresources } from "./subresources.ts";
import type { Exchange } from "./user-agent.ts";

/** A document and what comes with it. */
export interface Page {
  html: string;
  /** What relative references begin at where the page says it itself. */
  base: string | null;
  refresh: Refresh | null;
  /** Content-Security-Policy, as the app says it. */
  policies: string[];
}

/** A document to draw, a file to offer, or nothing; and what was odd about the response, for the reader. */
export type Shown = ({ page: Page } | { download: File } | { nothing: string }) & { warnings?: string[] };

type Head = Pick<Exchange["response"], "status" | "reason" | "headers">;

/** The first field of that name, empty where there is none. */
export function field({ headers }: Pick<Head, "headers">, name: string): string {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
}

/** Whether the response is a page of HTML, which can be drawn while it arrives. */
export function isPage(head: Head): boolean {
  return /^(text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(field(head, "content-type")) && !isAttachment(head);
}

/** Whether it is text that can be drawn while it arrives. */
export function isText(head: Head): boolean {
  return /^text\/(?!html)|^application\/x-ndjson/i.test(field(head, "content-type")) && !isAttachment(head);
}

/** The character encoding that the response says. */
export function charsetOf(head: Pick<Head, "headers">): string | undefined {
  return /charset\s*=\s*"?([^\s;"]+)/i.exec(field(head, "content-type"))?.[1];
}

/** How a browser shows the response (MIME Sniffing standard where there is no Content-Type: text or bytes). */
export async function documentOf({ request, response }: Exchange, load: Loader): Promise<Shown> {
  const type = field(response, "content-type");
  const kind = type.toLowerCase().split(";")[0].trim();
  const body = response.body as Uint8Array<ArrayBuffer>;
  const line = `${response.status} ${response.reason}`.trim();
  if (response.status === 204 || response.status === 205) {
    return { nothing: `The app answered ${line}, so the page stays as it is.` };
  }
  const warnings = oddities(response, request.method);
  const file = () => new File([body], fileName(field(response, "content-disposition"), request.url), { type: kind });
  const own = (html: string): Shown => ({
    page: { html, base: null, refresh: refreshOf(response, request.url), policies: [] },
    warnings,
  });
  if (isAttachment(response)) return { download: file(), warnings };
  if (body.length === 0) return own(messageDocument(line, "The response has no body, so there is nothing to draw."));
  if (isPage(response)) {
    if (!isReadable(body, type)) warnings.push(UNREADABLE);
    return { page: await htmlPage(decode(body, type), response, request.url, load), warnings };
  }
  const text = () => (isReadable(body, type) || warnings.push(UNREADABLE), textOf({ type, body }));
  if (kind === "application/json" || kind.endsWith("+json")) return own(jsonDocument(text()));
  if (kind === "image/svg+xml" || /^(image|audio|video)\//.test(kind)) return own(await mediaDocument(kind, body));
  if (/^text\/|[/+]xml$|^application\/(javascript|x-ndjson|yaml|toml)$/.test(kind)) return own(textDocument(text()));
  return { download: file(), warnings };
}

/** A page of the app, with all that it refers to, and with its policies. */
export async function htmlPage(text: string, head: Head, url: string, load: Loader): Promise<Page> {
  const page = new DOMParser().parseFromString(text, "text/html");
  const base = takeBase(page, url);
  const refresh = takeRefresh(page, base ?? url) ?? refreshOf(head, url);
  const policies = [...policiesOf(head.headers), ...adaptMetaPolicies(page, url)];
  page.head.insertAdjacentHTML("afterbegin", policyMarkup(head.headers, url));
  await inlineSubresources(page, base ?? url, load);
  return { html: serialize(page), base, refresh, policies };
}

export function refreshOf(head: Head, url: string): Refresh | null {
  return parseRefresh(field(head, "refresh"), url);
}

const UNREADABLE =
  "The response is not in the character encoding that it claims; what could not be read is shown as �.";

/** What a browser would not accept, or would be silent about. */
export function oddities({ headers, body, cut }: Exchange["response"], method: string): string[] {
  const length = codingOf(headers) ? "" : field({ headers }, "content-length"); // it counts what went over the wire
  const warnings: string[] = [];
  const coding = field({ headers }, "content-encoding");
  if (coding !== "" && !/^identity$/i.test(coding) && codingOf(headers) === null) {
    warnings.push(`Content-Encoding: ${coding} is not unpacked here, so this is the body as it came.`);
  }
  if (cut === "too large") {
    warnings.push(
      `The response has more than ${MOST_BYTES / 2 ** 20} MB; reading stopped there, and this is the beginning.`,
    );
  } else if (length !== "" && method !== "HEAD" && Number(length) !== body.length) {
    warnings.push(
      `Content-Length says ${length} bytes, but the body has ${
        body.length.toLocaleString("en")
      }: a browser reports an error or cuts it off.`,
    );
  }
  return warnings;
}

function isAttachment(head: Head): boolean {
  return /^attachment/i.test(field(head, "content-disposition"));
}

/** The page's own `<base>`, absolute; ours takes its place. */
export function takeBase(page: Document, url: string): string | null {
  const base = page.querySelector("base[href]");
  const href = base?.getAttribute("href") ?? "";
  base?.removeAttribute("href");
  return base && URL.canParse(href, url) ? new URL(href, url).href : null;
}

export function takeRefresh(page: Document, base: string): Refresh | null {
  let found: Refresh | null = null;
  for (const meta of page.querySelectorAll("meta[http-equiv=refresh i]")) {
    found ??= parseRefresh(meta.getAttribute("content") ?? "", base);
    meta.remove();
  }
  return found;
}

/** The encoding that the field says, or else the page itself near its beginning. */
function decode(body: Uint8Array<ArrayBuffer>, type: string): string {
  if (/charset\s*=/i.test(type)) return textOf({ type, body });
  const beginning = new TextDecoder("latin1").decode(body.subarray(0, 1024));
  const said = /<meta[^>]+charset\s*=\s*["']?([^\s"'/>;]+)/i.exec(beginning)?.[1];
  return textOf({ type: said ? `${type};charset=${said}` : type, body });
}

function isReadable(body: Uint8Array<ArrayBuffer>, type: string): boolean {
  if (/charset\s*=/i.test(type) && !/utf-?8/i.test(type)) return true;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body) !== null;
  } catch {
    return /<meta[^>]+charset/i.test(new TextDecoder("latin1").decode(body.subarray(0, 1024)));
  }
}

/** The tree as markup; without a doctype the page stays in quirks mode, as it would be in a browser. */
export function serialize({ doctype, documentElement }: Document): string {
  return (doctype ? "<!DOCTYPE html>" : "") + documentElement.outerHTML;
}

function fileName(disposition: string, url: string): string {
  const extended = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(disposition)?.[1];
  const quoted = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(disposition);
  const plain = quoted?.[1] ?? quoted?.[2]?.trim() ?? (new URL(url).pathname.split("/").pop() || "download");
  try {
    return extended ? decodeURIComponent(extended) : plain;
  } catch {
    return plain; // percent signs that stand for nothing
  }
}
