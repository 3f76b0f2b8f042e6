/**
 * Style sheets, images and scripts of a page, put in as `data:` URLs before it is drawn.
 *
 * The preview may request nothing, so whatever the page refers to is fetched through the user agent, which sends
 * cookies and writes the access log as for any other request. Resources of other hosts stay out.
 */

import { absolute, dataUrlOf, type Loader, type Resource, textOf, textUrl } from "./resources.ts";
import { inlineScripts } from "./scripts.ts";

const SOURCES = "img[src], input[type=image][src], audio[src], video[src], source[src], track[src]";

/** Links that a browser follows for later or for its own decoration. */
const HINTS = [
  "icon",
  "manifest",
  "preload",
  "modulepreload",
  "prefetch",
  "preconnect",
  "dns-prefetch",
  "apple-touch-icon",
]
  .map((kind) => `link[rel~=${kind}]`).join();

/** Replaces every reference of `page` to a resource of the app. */
export async function inlineSubresources(page: Document, base: string, load: Loader): Promise<void> {
  const jobs: Promise<unknown>[] = [];
  const each = (selector: string, job: (element: Element) => Promise<unknown>) =>
    page.querySelectorAll(selector).forEach((element) => jobs.push(job(element)));
  const attribute = (element: Element, name: string) => replaceAttribute(element, name, base, load);

  page.querySelectorAll(HINTS).forEach((link) => link.remove());
  each("link[rel~=stylesheet][href]", (link) => inlineSheet(link, base, load));
  each(SOURCES, (element) => attribute(element, "src"));
  each("video[poster]", (video) => attribute(video, "poster"));
  each("image[href]", (image) => attribute(image, "href"));
  each("[srcset]", async (element) => {
    // A browser chooses one candidate; the first is always right and saves the others' bytes.
    const [first] = element.getAttribute("srcset")!.trim().split(/[\s,]/);
    const data = await dataUrl(first, base, load);
    if (data) element.setAttribute("srcset", data);
    else element.removeAttribute("srcset");
  });
  each("style", async (style) => style.textContent = await inlineCss(style.textContent ?? "", base, load));
  each("[style*='url(']", async (element) => {
    element.setAttribute("style", await inlineCss(element.getAttribute("style")!, base, load));
  });
  page.querySelectorAll("object[data], embed[src]").forEach(asFrame);
  page.querySelectorAll("iframe").forEach(holdFrame);
  jobs.push(inlineScripts(page, base, load));
  await Promise.all(jobs);
}

/** Empty until its page comes (`preview-frames.ts`); with `srcdoc` a browser does not ask for `src`. */
function holdFrame(frame: Element): void {
  const markup = frame.getAttribute("srcdoc");
  if (markup !== null) frame.setAttribute("flaskroom-srcdoc", markup);
  else if (/^\s*(about:|javascript:|$)/i.test(frame.getAttribute("src") ?? "")) return;
  frame.setAttribute("srcdoc", "");
}

/** Whatever `object` and `embed` can show of an app, a frame can. */
function asFrame(element: Element): void {
  const name = element.localName === "object" ? "data" : "src";
  const frame = element.ownerDocument.createElement("iframe");
  for (const { name, value } of element.attributes) if (name !== "type") frame.setAttribute(name, value);
  frame.setAttribute("src", element.getAttribute(name)!);
  frame.removeAttribute("data");
  frame.style.border = frame.style.border || "0";
  element.replaceWith(frame);
}

async function dataUrl(url: string, base: string, load: Loader): Promise<string | null> {
  const found = await load(absolute(url, base));
  return found && await dataUrlOf(found);
}

async function replaceAttribute(element: Element, name: string, base: string, load: Loader): Promise<void> {
  const url = element.getAttribute(name)!;
  if (/^(data|blob):/i.test(url)) return;
  const data = await dataUrl(url, base, load);
  if (data) element.setAttribute(name, data);
  else element.removeAttribute(name); // an image keeps its alternative text
}

async function inlineSheet(link: Element, base: string, load: Loader): Promise<void> {
  const found = await load(absolute(link.getAttribute("href")!, base));
  if (!found) return link.remove();
  link.removeAttribute("integrity");
  link.setAttribute("href", await sheetUrl(found, load));
}

/** A style sheet that was fetched, as a `data:` URL with all that it refers to. */
export async function sheetUrl(found: Resource, load: Loader, depth = 0): Promise<string> {
  return await textUrl(await inlineCss(textOf(found), found.url, load, depth), "text/css");
}

const REFERENCE = /@import\s+(?:url\()?\s*(["']?)([^"')\s;]+)\1\s*\)?|url\(\s*(["']?)([^"')]+)\3\s*\)/gi;
/** Style sheets that import each other in a circle end here. */
const MOST_NESTED = 5;

/** The style sheet with its own references replaced in turn. */
async function inlineCss(css: string, base: string, load: Loader, depth = 0): Promise<string> {
  const found = [...css.matchAll(REFERENCE)];
  const replaced = await Promise.all(found.map(async ([whole, , sheet, , resource]) => {
    const url = sheet ?? resource;
    if (/^(data|blob):|^#/i.test(url)) return whole;
    if (sheet === undefined) return `url("${await dataUrl(url, base, load) ?? "data:,"}")`;
    const inner = depth < MOST_NESTED ? await load(absolute(url, base)) : null;
    return `@import url("${inner ? await sheetUrl(inner, load, depth + 1) : "data:text/css,"}")`;
  }));
  let end = 0;
  return found.map((match, index) => {
    const before = css.slice(end, match.index);
    end = match.index + match[0].length;
    return before + replaced[index];
  }).join("") + css.slice(end);
}
