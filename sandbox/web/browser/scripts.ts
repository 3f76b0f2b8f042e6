/** The scripts of a page: fetched, and rewritten where they use `location` or import modules. */

import { loadPart } from "../load-part.ts";
import { absolute, dataUrlOf, type Loader, textOf, textUrl } from "./resources.ts";

const JAVASCRIPT = /^$|^(text|application)\/(x-)?(java|ecma)script$/i;
const LOCATION = /\blocation\b/;

/** Only where a page needs it: a parser is large. */
const rewriting = () => loadPart(() => import("./rewrite-script.ts"));

/** Puts every script of the page in place. */
export async function inlineScripts(page: Document, base: string, load: Loader): Promise<void> {
  const scripts = [...page.querySelectorAll("script")];
  for (const script of scripts) ["integrity", "crossorigin"].forEach((name) => script.removeAttribute(name));
  const kind = (script: HTMLScriptElement) => script.getAttribute("type")?.trim() ?? "";
  const isModule = (script: HTMLScriptElement) => kind(script).toLowerCase() === "module";
  await Promise.all([
    ...scripts.filter((script) => JAVASCRIPT.test(kind(script))).map((script) => inlineClassic(script, base, load)),
    inlineModules(page, scripts.filter(isModule), base, load),
    rewriteAttributes(page),
  ]);
}

/** Text of a script, changed where it has to be. */
export async function adapted(source: string): Promise<string> {
  return LOCATION.test(source) ? (await rewriting()).rewriteScript(source) : source;
}

async function inlineClassic(script: HTMLScriptElement, base: string, load: Loader): Promise<void> {
  const address = script.getAttribute("src");
  if (address === null) {
    if (LOCATION.test(script.text)) script.textContent = await adapted(script.text);
  } else if (!/^(data|blob):/i.test(address)) {
    const found = await load(absolute(address, base));
    if (!found) script.removeAttribute("src");
    else script.setAttribute("src", await scriptUrl(found));
  }
}

/** A script that was fetched, as a `data:` URL. */
export async function scriptUrl(found: { type: string; body: Uint8Array<ArrayBuffer> }): Promise<string> {
  const source = textOf(found);
  return LOCATION.test(source) ? await textUrl(await adapted(source), "text/javascript") : await dataUrlOf(found);
}

/** Event handlers, and links that are scripts. */
async function rewriteAttributes(page: Document): Promise<void> {
  for (const element of page.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (!LOCATION.test(value)) continue;
      if (name.startsWith("on")) element.setAttribute(name, await adapted(value));
      if (name !== "href" || !/^\s*javascript:/i.test(value)) continue;
      element.setAttribute(name, `javascript:${await adapted(decodeURI(value.replace(/^\s*javascript:/i, "")))}`);
    }
  }
}

/**
 * Modules import each other by URL, which leads nowhere here: an import map leads each to its `data:` URL.
 * What the page's own import map says of names is kept.
 */
async function inlineModules(page: Document, scripts: HTMLScriptElement[], base: string, load: Loader): Promise<void> {
  const own = page.querySelector("script[type=importmap]");
  if (scripts.length === 0) return;
  const { rewriteModule } = await rewriting();
  const named = namesOf(own?.textContent ?? "", base);
  const found = new Map<string, Promise<string | null>>();
  const sources = new Map<string, string>();

  async function follow(imports: string[]): Promise<void> {
    await Promise.all(imports.map((name) => take(find(name, named) ?? name)));
  }
  function take(url: string): Promise<unknown> {
    if (found.has(url) || !/^https?:/i.test(url)) return Promise.resolve();
    const taken = load(url).then(async (resource) => {
      if (!resource) return null;
      const { source, imports } = rewriteModule(textOf(resource), resource.url);
      sources.set(url, await textUrl(source, "text/javascript"));
      await follow(imports);
      return source;
    });
    found.set(url, taken);
    return taken;
  }

  await Promise.all(scripts.map(async (script) => {
    const address = script.getAttribute("src");
    if (address !== null) {
      await take(absolute(address, base));
    } else {
      const { source, imports } = rewriteModule(script.text, base);
      script.textContent = source;
      await follow(imports);
    }
  }));
  for (const script of scripts) {
    const address = script.getAttribute("src");
    if (address === null) continue;
    // Imported by its URL, so that it is the same module as for those that import it.
    script.removeAttribute("src");
    script.textContent = `import ${JSON.stringify(absolute(address, base))};`;
  }
  const imports: Record<string, string> = {};
  for (const [url, source] of sources) imports[url] = source;
  for (const [name, url] of Object.entries(named)) {
    if (!name.endsWith("/")) imports[name] = sources.get(url) ?? url;
    else {for (const [each, source] of sources) {
        if (each.startsWith(url)) imports[name + each.slice(url.length)] = source;
      }}
  }
  const map = own ?? insertBefore(scripts[0]);
  map.setAttribute("type", "importmap");
  map.textContent = JSON.stringify({ imports });
}

function insertBefore(script: HTMLScriptElement): HTMLScriptElement {
  const map = script.ownerDocument.createElement("script");
  script.before(map);
  return map;
}

/** The `imports` of an import map, their addresses absolute; the browser complains of what is none. */
function namesOf(text: string, base: string): Record<string, string> {
  try {
    const { imports = {} } = JSON.parse(text) as { imports?: Record<string, string> };
    return Object.fromEntries(Object.entries(imports).map(([name, url]) => [name, absolute(url, base)]));
  } catch {
    return {};
  }
}

/** Where an import map leads a name: the name itself, or the longest part of it that ends in a slash. */
function find(name: string, named: Record<string, string>): string | undefined {
  const parts = Object.keys(named).filter((each) => each === name || (each.endsWith("/") && name.startsWith(each)));
  const best = parts.sort((a, b) => b.length - a.length)[0];
  return best === undefined ? undefined : named[best] + name.slice(best.length);
}
