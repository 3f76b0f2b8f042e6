/** `document.cookie`, `localStorage` and `sessionStorage` inside a page of the app; its opaque origin has none. */

import type { Wire } from "./preview-wire.ts";

export function provideStorage({ start, tell, on, place }: Wire): void {
  let cookies = start.cookie;
  on("cookies", ({ text }) => void (cookies = text));
  Object.defineProperty(document, "cookie", {
    get: () => cookies,
    set: (text: string) => {
      cookies = afterSetting(String(text));
      tell({ type: "cookie", text: String(text) });
    },
  });

  /** The jar decides. Until its answer comes, a script reads what can be told from the text it wrote. */
  function afterSetting(text: string): string {
    const [first, ...attributes] = text.split(";").map((part) => part.trim());
    const pair = first.replace(/\s*=\s*/, "="); // a value may hold others, with spaces
    const given = Object.fromEntries(attributes.map((part) => [/^[^=\s]*/.exec(part)![0].toLowerCase(), part]));
    const { "max-age": age, expires } = given;
    const valueOf = (attribute = "") => attribute.slice(attribute.indexOf("=") + 1).trim();
    const { hostname, pathname } = new URL(place.url);
    const path = valueOf(given.path).replace(/\/$/, "");
    const isElsewhere = path.startsWith("/") && !`${pathname}/`.startsWith(`${path}/`);
    const domain = valueOf(given.domain).replace(/^\./, "").toLowerCase();
    const isForeign = domain !== "" && domain !== hostname;
    const isUnsafe = /^none$/i.test(valueOf(given.samesite)) && !("secure" in given);
    if (isElsewhere || isForeign || isUnsafe || "httponly" in given) return cookies;
    const isOver = /^-?\d+$/.test(valueOf(age)) ? Number(valueOf(age)) <= 0 : Date.parse(valueOf(expires)) < Date.now();
    const nameOf = (one: string) => one.slice(0, Math.max(one.indexOf("="), 0));
    const all = cookies.split("; ").filter((one) => one && !(isOver && nameOf(one) === nameOf(pair)));
    const at = all.findIndex((one) => nameOf(one) === nameOf(pair));
    if (!isOver) all.splice(at < 0 ? all.length : at, 1, pair);
    return all.join("; ");
  }

  for (const area of ["localStorage", "sessionStorage"] as const) {
    const items = new Map(start.storage[area]);
    on("stored", (message) => {
      if (message.area !== area) return;
      const before = new Map(items);
      items.clear();
      for (const [key, text] of message.entries) items.set(key, text);
      for (const key of new Set([...before.keys(), ...items.keys()])) {
        const [oldValue, newValue] = [before.get(key) ?? null, items.get(key) ?? null];
        if (oldValue !== newValue) {
          dispatchEvent(new StorageEvent("storage", { key, oldValue, newValue, url: place.url }));
        }
      }
    });
    const changed = () => tell({ type: "storage", area, entries: [...items] });
    const methods = {
      getItem: (key: string) => items.get(String(key)) ?? null,
      setItem: (key: string, value: string) => (items.set(String(key), String(value)), changed()),
      removeItem: (key: string) => (items.delete(String(key)), changed()),
      clear: () => (items.clear(), changed()),
      key: (index: number) => [...items.keys()][index] ?? null,
      get length() {
        return items.size;
      },
    };
    // Items are properties as well: `localStorage.theme = "dark"`.
    const value = new Proxy<Record<string, unknown>>(methods, {
      get: (own, name) => typeof name === "symbol" || name in own ? Reflect.get(own, name) : items.get(name),
      set: (_, name, text) => (methods.setItem(String(name), text), true),
      has: (own, name) => name in own || items.has(String(name)),
      deleteProperty: (_, name) => (methods.removeItem(String(name)), true),
      ownKeys: () => [...items.keys()],
      getOwnPropertyDescriptor: (_, name) =>
        items.has(String(name))
          ? { value: items.get(String(name)), writable: true, enumerable: true, configurable: true }
          : undefined,
    });
    Object.defineProperty(globalThis, area, { value });
  }
}
