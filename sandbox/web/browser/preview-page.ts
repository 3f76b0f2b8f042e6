/**
 * The script at the head of every page of the app: hands what would leave the page to the user agent.
 *
 * It is put together from functions as source text, each of which knows nothing but the wire. The page's origin is
 * opaque: real navigation, cookies and storage do not exist there.
 */

import { provideEventSource } from "./preview-event-source.ts";
import { provideFrames } from "./preview-frames.ts";
import { provideFetch } from "./preview-fetch.ts";
import { provideHistory } from "./preview-history.ts";
import { provideLinks } from "./preview-links.ts";
import { provideReports } from "./preview-reports.ts";
import { provideResources } from "./preview-resources.ts";
import { provideStorage } from "./preview-storage.ts";
import { openWire, type PageStart, type Wire } from "./preview-wire.ts";
import { provideXhr } from "./preview-xhr.ts";

/** In this order: later ones use what earlier ones provide. */
const PARTS: ((wire: Wire) => void)[] = [
  provideReports,
  provideHistory,
  provideLinks,
  provideStorage,
  provideFetch,
  provideEventSource,
  provideXhr,
  provideResources,
  provideFrames,
];

/** The document with its base and our script first in its head. */
export function withScript(html: string, start: PageStart): string {
  return html.replace(/<head(\s[^>]*)?>/i, (head) => head + prelude(start));
}

/**
 * A document that is replaced by the beginning of another one, to which more can be written.
 *
 * A page that comes as `srcdoc` is complete, so nothing can be added to its markup; one that was opened anew is not.
 */
export function withLoader(beginning: string, start: PageStart, policy: string): string {
  const [before] = /^\s*(<!--[^]*?-->|<!doctype[^>]*>|<html(\s[^>]*)?>|<head(\s[^>]*)?>|\s)*/i.exec(beginning)!;
  const html = before + prelude(start) + policy + beginning.slice(before.length);
  const text = JSON.stringify(html).replaceAll("<", "\\u003c");
  return `<!DOCTYPE html><script>onload=()=>{document.open();document.write(${text})}</script>`;
}

function prelude(start: PageStart): string {
  const base = `<base href="${(start.base ?? start.url).replaceAll("&", "&amp;").replaceAll('"', "&quot;")}">`;
  const data = JSON.stringify(start).replaceAll("<", "\\u003c");
  const parts = PARTS.map((part) => `(${part})(wire);`).join("\n");
  return `${base}<script>{const wire=(${openWire})(${data});\n${parts}\ndocument.currentScript.remove()}</script>`;
}
