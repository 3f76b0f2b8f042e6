/** A response as an HTML document for the preview: pages as they are, everything else shown fittingly. */

import { asDataUrl, inlineSubresources, type Loader } from "./subresources.ts";
import type { Exchange } from "./user-agent.ts";

/** A document to draw, or a file to offer. */
export type Shown = { html: string } | { download: File };

/** Larger texts are shown up to here, in characters: a browser would draw them, slowly. */
const MOST_TEXT = 1_000_000;
const PLAIN =
  "<style>body{font:14px/1.5 ui-monospace,monospace;margin:1rem;white-space:pre-wrap;overflow-wrap:anywhere}</style>";

/** How a browser shows the response (MIME Sniffing standard where there is no Content-Type: text or bytes). */
export async function documentOf({ request, response }: Exchange, load: Loader): Promise<Shown> {
  const field = (name: string) => response.headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
  const [type, ...parameters] = field("content-type").toLowerCase().split(";").map((part) => part.trim());
  const body = response.body as Uint8Array<ArrayBuffer>;
  const disposition = field("content-disposition");
  if (/^attachment/i.test(disposition)) {
    return { download: new File([body], fileName(disposition, request.url), { type }) };
  }
  if (type === "text/html" || type === "application/xhtml+xml") {
    const page = new DOMParser().parseFromString(decode(body, parameters), "text/html");
    await inlineSubresources(page, baseOf(page, request.url), load);
    return { html: serialize(page) };
  }
  if (type === "application/json" || type.endsWith("+json")) return { html: plain(pretty(decode(body, parameters))) };
  if (type.startsWith("text/") || body.length === 0) return { html: plain(decode(body, parameters)) };
  if (type.startsWith("image/")) {
    return { html: page(`<img alt="" src="${await asDataUrl(new Blob([body], { type }))}" style="max-width:100%">`) };
  }
  return { download: new File([body], fileName(disposition, request.url), { type }) };
}

/** A document of our own that says something, e.g. why nothing came. */
export function messageDocument(title: string, text: string): string {
  const style =
    "<style>body{font:16px/1.6 system-ui,sans-serif;margin:3rem auto;max-width:32rem;padding:0 1rem;color:#444}" +
    "h1{font-size:1.15rem;color:#222}</style>";
  return page(`${style}<h1>${escape(title)}</h1><p>${escape(text)}</p>`);
}

function baseOf(page: Document, url: string): string {
  const base = page.querySelector("base[href]");
  const href = base?.getAttribute("href") ?? "";
  base?.remove(); // ours takes its place
  return URL.canParse(href, url) ? new URL(href, url).href : url;
}

function decode(body: Uint8Array, parameters: string[]): string {
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice(8).replaceAll('"', "");
  try {
    return new TextDecoder(charset || "utf-8").decode(body);
  } catch {
    return new TextDecoder().decode(body); // a charset that no browser knows
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // not JSON after all; the reader sees what came
  }
}

/** The tree as markup; without a doctype the page stays in quirks mode, as it would be in a browser. */
function serialize({ doctype, documentElement }: Document): string {
  return (doctype ? "<!DOCTYPE html>" : "") + documentElement.outerHTML;
}

function plain(text: string): string {
  const note = text.length > MOST_TEXT ? `\n… ${text.length - MOST_TEXT} more characters` : "";
  return page(PLAIN + escape(text.slice(0, MOST_TEXT)) + note);
}

function page(content: string): string {
  return `<!DOCTYPE html><html><head></head><body>${content}</body></html>`;
}

function fileName(disposition: string, url: string): string {
  const extended = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(disposition)?.[1];
  if (extended) return decodeURIComponent(extended);
  const quoted = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(disposition);
  return quoted?.[1] ?? quoted?.[2]?.trim() ?? (new URL(url).pathname.split("/").pop() || "download");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
