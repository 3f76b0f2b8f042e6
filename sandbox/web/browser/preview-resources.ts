/**
 * Images, scripts and style sheets that scripts add to a page of the app.
 *
 * Their addresses lead nowhere from here, so the user agent fetches them. Assigned ones are caught before the policy
 * would report them; those that come as markup, just after.
 */

import type { Wire } from "./preview-wire.ts";

export function provideResources({ start, ask }: Wire): void {
  const origin = new URL(start.url).origin;
  const KINDS: [new () => HTMLElement, attribute: string][] = [
    [HTMLImageElement, "src"],
    [HTMLScriptElement, "src"],
    [HTMLMediaElement as unknown as new () => HTMLElement, "src"],
    [HTMLSourceElement, "src"],
    [HTMLLinkElement, "href"],
  ];
  const setAttribute = Element.prototype.setAttribute;
  /** What scripts read back: the address that they gave. */
  const given = new WeakMap<Element, string>();

  /** Fetches what `address` names and puts it into the attribute. */
  function supply(element: HTMLElement, attribute: string, address: string): void {
    const url = new URL(address, document.baseURI).href;
    if (
      !url.startsWith(`${origin}/`) ||
      (element instanceof HTMLLinkElement && element.rel && !/\bstylesheet\b/i.test(element.rel))
    ) {
      return setAttribute.call(element, attribute, address);
    }
    given.set(element, url);
    if (element.getAttribute(attribute) === address) element.removeAttribute(attribute);
    ask({ type: "load", url }, (answer) => {
      if (given.get(element) !== url) return; // another one was assigned meanwhile
      if (answer.type === "loaded") setAttribute.call(element, attribute, answer.dataUrl);
      else element.dispatchEvent(new Event("error"));
    });
  }

  for (const [kind, attribute] of KINDS) {
    const property = Object.getOwnPropertyDescriptor(kind.prototype, attribute)!;
    Object.defineProperty(kind.prototype, attribute, {
      ...property,
      get(this: HTMLElement) {
        return given.get(this) ?? property.get!.call(this);
      },
      set(this: HTMLElement, address: unknown) {
        supply(this, attribute, String(address));
      },
    });
  }
  Element.prototype.setAttribute = function (name, value) {
    const kind = KINDS.find(([each, attribute]) => attribute === name.toLowerCase() && this instanceof each);
    if (kind) supply(this as HTMLElement, kind[1], String(value));
    else setAttribute.call(this, name, value);
  };

  const MARKUP = "img[src], audio[src], video[src], source[src], link[rel~=stylesheet][href]";
  new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(node instanceof Element)) continue;
      for (
        const found of node.matches(MARKUP) ? [node, ...node.querySelectorAll(MARKUP)] : node.querySelectorAll(MARKUP)
      ) {
        const attribute = found instanceof HTMLLinkElement ? "href" : "src";
        const address = found.getAttribute(attribute)!;
        if (new URL(address, document.baseURI).origin === origin) supply(found as HTMLElement, attribute, address);
      }
    }
  }).observe(document, { subtree: true, childList: true });
}
