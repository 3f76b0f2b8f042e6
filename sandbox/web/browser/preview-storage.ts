/** `document.cookie`, `localStorage` and `sessionStorage` inside a page of the app; its opaque origin has none. */

import type { Wire } from "./preview-wire.ts";

export function provideStorage({ start, tell, on }: Wire): void {
  let cookies = start.cookie;
  on("cookies", ({ text }) => void (cookies = text));
  Object.defineProperty(document, "cookie", {
    get: () => cookies,
    set: (text: string) => {
      // The jar decides; until its answer comes, a script reads back what it wrote.
      const pair = String(text).split(";")[0].trim();
      const name = pair.split("=")[0];
      const others = cookies.split("; ").filter((other) => other && other.split("=")[0] !== name);
      cookies = (/;\s*max-age=(0|-)/i.test(text) ? others : [...others, pair]).join("; ");
      tell({ type: "cookie", text: String(text) });
    },
  });
  for (const area of ["localStorage", "sessionStorage"] as const) {
    const items = new Map(start.storage[area]);
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
