/**
 * The second host of a site, where it has one: the same files under the same path, with another origin.
 *
 * A frame from there keeps compiled WebAssembly from visit to visit, which an opaque origin cannot. The build writes its
 * origin into each page (`sandbox/second_host.py`). Were it the page's own, Python could reach into the page.
 */

let refused = false;

/** Where the page of the frame is, `base` being this site's folder of scripts; null where no second host can be used. */
export function secondHost(base: URL): URL | null {
  const origin = document.querySelector<HTMLMetaElement>('meta[name="flaskroom-sandbox"]')?.content;
  if (!origin || refused) return null;
  if (origin === location.origin) {
    refuse("it is the page's own, and Python could reach into the page");
    return null;
  }
  return new URL(base.pathname + "frame.html", origin);
}

/** Does without it as long as this page is open. */
export function refuse(why: string): void {
  refused = true;
  console.warn(`Flaskroom's sandbox origin is not used: ${why}. Python runs all the same, in an opaque origin.`);
}
