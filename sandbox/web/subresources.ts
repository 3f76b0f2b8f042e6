/**
 * Style sheets, images and scripts of a page, put in as `data:` URLs before it is drawn.
 *
 * The preview may request nothing, so whatever the page refers to is fetched through the user agent, which sends
 * cookies and writes the access log as for any other request. Resources of other hosts stay out.
 */

/** Fetches a URL of the app as a `data:` URL with its media type, or text; null where it is not the app's or failed. */
export interface Loader {
  dataUrl(url: string): Promise<string | null>;
  text(url: string): Promise<string | null>;
}

const SOURCES =
  "img[src], input[type=image][src], audio[src], video[src], source[src], track[src], script[src], embed[src]";

/** Replaces every reference of `page` to a resource of the app. */
export async function inlineSubresources(page: Document, base: string, load: Loader): Promise<void> {
  const jobs: Promise<unknown>[] = [];
  const each = (selector: string, job: (element: Element) => Promise<unknown>) =>
    page.querySelectorAll(selector).forEach((element) => jobs.push(job(element)));
  const attribute = (element: Element, name: string) => replaceAttribute(element, name, base, load);

  page.querySelectorAll("link[rel~=icon], link[rel=manifest], link[rel=preload]").forEach((link) => link.remove());
  each("link[rel~=stylesheet][href]", (link) => inlineSheet(link, base, load));
  each(SOURCES, (element) => attribute(element, "src"));
  each("video[poster]", (video) => attribute(video, "poster"));
  each("image[href]", (image) => attribute(image, "href"));
  each("[srcset]", async (element) => {
    // A browser chooses one candidate; the first is always right and saves the others' bytes.
    const [first] = element.getAttribute("srcset")!.trim().split(/[\s,]/);
    const data = await load.dataUrl(resolve(first, base));
    if (data) element.setAttribute("srcset", data);
    else element.removeAttribute("srcset");
  });
  each("style", async (style) => style.textContent = await inlineCss(style.textContent ?? "", base, load));
  each("[style*='url(']", async (element) => {
    element.setAttribute("style", await inlineCss(element.getAttribute("style")!, base, load));
  });
  await Promise.all(jobs);
}

async function replaceAttribute(element: Element, name: string, base: string, load: Loader): Promise<void> {
  const url = element.getAttribute(name)!;
  if (/^(data|blob):/i.test(url)) return;
  const data = await load.dataUrl(resolve(url, base));
  if (data) element.setAttribute(name, data);
  else element.removeAttribute(name); // an image keeps its alternative text, a script does not run
}

async function inlineSheet(link: Element, base: string, load: Loader): Promise<void> {
  const url = resolve(link.getAttribute("href")!, base);
  const css = await load.text(url);
  if (css === null) return link.remove();
  link.removeAttribute("integrity");
  link.setAttribute("href", await asDataUrl(new Blob([await inlineCss(css, url, load)], { type: "text/css" })));
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
    if (sheet === undefined) return `url("${await load.dataUrl(resolve(url, base)) ?? "data:,"}")`;
    const inner = depth < MOST_NESTED ? await load.text(resolve(url, base)) : null;
    const nested = await inlineCss(inner ?? "", resolve(url, base), load, depth + 1);
    return `@import url("${await asDataUrl(new Blob([nested], { type: "text/css" }))}")`;
  }));
  let end = 0;
  return found.map((match, index) => {
    const before = css.slice(end, match.index);
    end = match.index + match[0].length;
    return before + replaced[index];
  }).join("") + css.slice(end);
}

/** A blob as a `data:` URL. */
export function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** Absolute, or the reference as it stands where it is no URL at all; the loader then refuses it. */
function resolve(url: string, base: string): string {
  return URL.canParse(url, base) ? new URL(url, base).href : url;
}
