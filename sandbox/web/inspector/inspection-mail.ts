/**
 * A mail that the app has sent: who and what about, its text, its HTML as a mail program would draw it, attachments.
 *
 * The HTML is drawn in a frame in a frame, as the preview is: the outer one's policy lets nothing be asked from anywhere,
 * and no link lead anywhere. Neither runs scripts.
 */

import { size } from "../body-preview.ts";
import { type Child, h } from "../dom.ts";
import type { Mail } from "../protocol.ts";
import { code, folded, values } from "./inspection-parts.ts";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-src 'none'";

/** The mail for the story. */
export function mailStory({ fields, text, html, attachments, cut }: Mail): Child[] {
  return [
    values(fields),
    text !== null && folded("As text", html === null, h("pre", { class: "mail-text", tabindex: 0 }, text)),
    html !== null && folded("As HTML", true, page(html)),
    html !== null && folded("Its markup", false, h("pre", { class: "mail-text", tabindex: 0 }, html)),
    attachments.length > 0 && h(
      "ul",
      { class: "mail-files", "aria-label": "Attachments" },
      ...attachments.map(([name, type, bytes]) =>
        h("li", {}, code(name), h("span", { class: "soft" }, ` ${type}, ${size(bytes)}`))
      ),
    ),
    cut && h("p", { class: "soft" }, "A part is longer than what is shown."),
  ];
}

function page(html: string): HTMLElement {
  const frame = h("iframe", { class: "mail-page", title: "Mail as HTML", sandbox: "", loading: "lazy" });
  const inner = quiet(html).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block;background:#fff}</style>` +
    `<iframe title="Mail" sandbox srcdoc="${inner}"></iframe>`;
  return frame;
}

/** Without what a mail program would leave out; a link that is followed opens nothing. */
function quiet(html: string): string {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  parsed.querySelectorAll("script, link, base, meta, iframe, object, embed").forEach((element) => element.remove());
  // The policy would stop these as well, and report each.
  parsed.querySelectorAll("img:not([src^='data:' i])").forEach((image) => image.removeAttribute("src"));
  parsed.querySelectorAll("[srcset]").forEach((image) => image.removeAttribute("srcset"));
  parsed.querySelectorAll("a, area, form").forEach((element) => element.setAttribute("target", "_blank"));
  return `<!doctype html>${parsed.documentElement.outerHTML}`;
}
