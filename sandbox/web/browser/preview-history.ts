/**
 * `history` and `location` inside a page of the app, and everything else that leads to another URL.
 *
 * The real `location` can neither be replaced nor does it know the page's URL. Scripts are therefore rewritten to use
 * `$flaskroom.location` (`rewrite-script.ts`), which is made here.
 */

import type { Wire } from "./preview-wire.ts";

export function provideHistory({ start, tell, on, acted, place }: Wire): void {
  let { state, index, length } = start;

  const same = (url: string) => url.split("#")[0] === place.url.split("#")[0];

  /** Where relative references of the page begin: its URL, unless it has a `<base>` of its own. */
  function arrive(url: string): void {
    const old = place.url;
    place.url = url;
    if (start.base === null) document.querySelector("base")?.setAttribute("href", url);
    const hashes = [old, url].map((each) => new URL(each).hash);
    if (!same(old) || hashes[0] === hashes[1]) return;
    const fields = { oldURL: old, newURL: url };
    // Later, as browsers do: the script that asked goes on first.
    setTimeout(() => dispatchEvent(new HashChangeEvent("hashchange", fields)));
  }

  place.visit = (url, replace, target = "") => {
    const here = ["", "_self", document.defaultView!.name, ...start.frame ? [] : ["_top", "_parent"]];
    if (!same(url) || !url.includes("#") || !here.includes(target)) {
      return tell({ type: "link", url, replace, acted: acted(), target });
    }
    enter(url, null, replace || url === place.url);
    setTimeout(() => dispatchEvent(new PopStateEvent("popstate", { state: null })));
    arrive(url);
    scrollToFragment();
  };

  function enter(url: string, given: unknown, replace: boolean): void {
    tell({ type: "history", replace, url, state: given }); // throws where the state cannot be cloned
    state = given;
    if (!replace) length = ++index + 1;
  }

  function change(replace: boolean): History["pushState"] {
    return (given, _unused, url) => {
      const target = new URL(url ?? place.url, document.baseURI).href;
      if (new URL(target).origin !== new URL(start.url).origin) {
        const text = `Failed to change the history: '${target}' is not of the page's origin.`;
        throw new DOMException(text, "SecurityError");
      }
      enter(target, structuredClone(given), replace);
      place.url = target;
      if (start.base === null) document.querySelector("base")?.setAttribute("href", target);
    };
  }

  const go = (delta = 0) => delta === 0 ? tell({ type: "reload", acted: acted() }) : tell({ type: "go", delta });
  const values = {
    pushState: change(false),
    replaceState: change(true),
    go,
    back: () => go(-1),
    forward: () => go(1),
  };
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(history, name, { value, configurable: true });
  }
  Object.defineProperties(history, { state: { get: () => state }, length: { get: () => length } });
  on("visit", ({ url }) => place.visit(url, false));
  on("traversed", (message) => {
    ({ state, index, length } = message);
    const old = place.url;
    place.url = message.url;
    if (start.base === null) document.querySelector("base")?.setAttribute("href", message.url);
    dispatchEvent(new PopStateEvent("popstate", { state }));
    place.url = old;
    arrive(message.url);
    if (new URL(message.url).hash) scrollToFragment();
    else scrollTo(0, 0);
  });

  const location: Record<string, unknown> = {
    assign: (url: string | URL) => place.visit(new URL(url, document.baseURI).href, false),
    replace: (url: string | URL) => place.visit(new URL(url, document.baseURI).href, true),
    reload: () => tell({ type: "reload", acted: acted() }),
    toString: () => place.url,
  };
  for (const part of ["href", "protocol", "host", "hostname", "port", "pathname", "search", "hash"] as const) {
    Object.defineProperty(location, part, {
      enumerable: true,
      get: () => new URL(place.url)[part],
      set(value: unknown) {
        const target = part === "href" ? new URL(String(value), document.baseURI) : new URL(place.url);
        target[part] = part === "href" ? target.href : String(value);
        if (part === "hash" && target.href === place.url) return;
        // Until the page has loaded, scripts replace its entry instead of adding one.
        place.visit(target.href, document.readyState !== "complete" && !acted());
      },
    });
  }
  Object.defineProperty(location, "origin", { enumerable: true, get: () => new URL(place.url).origin });
  const ours: Record<string, unknown> = Object.defineProperty({}, "location", {
    get: () => location,
    set: (url: unknown) => location.href = url,
  });
  // What a script of a frame says of the pages around it; those that fill the window are their own.
  ours.parent = start.frame ? around("_parent", start.frame.parent) : ours;
  ours.top = start.frame ? around("_top", start.frame.top) : ours;
  Object.defineProperty(globalThis, "$flaskroom", { value: ours });
  for (const name of ["URL", "documentURI"]) Object.defineProperty(document, name, { get: () => place.url });
  Object.defineProperty(document, "referrer", { get: () => start.referrer });

  function around(target: string, url: string): object {
    const go = (to: unknown, replace = false) =>
      tell({ type: "link", url: new URL(String(to), document.baseURI).href, replace, acted: acted(), target });
    const values = {
      assign: (to: unknown) => go(to),
      replace: (to: unknown) => go(to, true),
      reload: () => go(url, true),
      toString: () => url,
    };
    const place: Record<string, unknown> = { ...values };
    for (const part of ["origin", "protocol", "host", "hostname", "port", "pathname", "search", "hash"] as const) {
      place[part] = new URL(url)[part];
    }
    Object.defineProperty(place, "href", { enumerable: true, get: () => url, set: (to: unknown) => go(to) });
    return Object.defineProperty({}, "location", { get: () => place, set: (to: unknown) => go(to) });
  }

  function scrollToFragment(): void {
    const fragment = new URL(place.url).hash.slice(1);
    let decoded = fragment;
    try {
      decoded = decodeURIComponent(fragment);
    } catch { /* a stray percent sign stands for itself */ }
    const target = fragment ? document.getElementById(decoded) ?? document.getElementsByName(decoded)[0] : null;
    if (target) target.scrollIntoView();
    else if (fragment === "" || fragment === "top") scrollTo(0, 0);
  }
  addEventListener("DOMContentLoaded", () => new URL(start.url).hash && scrollToFragment());

  const { refresh } = start;
  if (refresh) {
    addEventListener("load", () => {
      const again = refresh.url.split("#")[0] === start.url.split("#")[0];
      const leave = () =>
        tell({ type: "link", url: refresh.url, replace: again || refresh.seconds < 1, acted: false, target: "" });
      setTimeout(leave, refresh.seconds * 1000);
    });
  }
}
