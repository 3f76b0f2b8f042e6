/**
 * Frames inside a page of the app: the user agent brings their pages, which are drawn as `srcdoc`.
 *
 * A frame with both attributes draws `srcdoc` and never asks for `src`; so `src` keeps what the page wrote. Each page has an
 * opaque origin of its own: messages pass between them, everything else of another window is shut.
 */

import type { Wire } from "./preview-wire.ts";

export function provideFrames({ start, tell, on }: Wire): void {
  const origin = new URL(start.url).origin;
  const numbers = new WeakMap<HTMLIFrameElement, number>();
  const frames = new Map<number, HTMLIFrameElement>();
  /** Frames whose page is on its way; what they show meanwhile is nothing that the page should hear of. */
  const waiting = new WeakSet<HTMLIFrameElement>();
  /** The page's own `srcdoc`. */
  const given = new WeakMap<HTMLIFrameElement, string>();
  let last = 0;
  const { setAttribute } = Element.prototype;
  const own = (name: "src" | "srcdoc" | "contentWindow") =>
    Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, name)!;
  const [src, srcdoc, contentWindow] = [own("src"), own("srcdoc"), own("contentWindow")];

  function open(frame: HTMLIFrameElement, url: string, markup: string | null): void {
    const number = numbers.get(frame) ?? ++last;
    numbers.set(frame, number);
    frames.set(number, frame);
    waiting.add(frame);
    tell({ type: "frame", frame: number, name: frame.name, url, markup });
  }

  /** Opens what its attributes say. */
  function look(frame: HTMLIFrameElement): void {
    const marked = frame.getAttribute("flaskroom-srcdoc"); // of markup that was changed before it was drawn
    if (marked !== null) {
      frame.removeAttribute("flaskroom-srcdoc");
      given.set(frame, marked);
    }
    const markup = given.get(frame);
    if (!frame.isConnected) return;
    if (markup !== undefined) return open(frame, start.base ?? start.url, markup);
    const address = frame.getAttribute("src");
    if (address === null || /^\s*(about:|javascript:|$)/i.test(address)) return;
    open(frame, src.get!.call(frame), null);
  }

  function assign(frame: HTMLIFrameElement, name: "src" | "srcdoc", text: string): void {
    if (name === "srcdoc") given.set(frame, text);
    else {
      given.delete(frame);
      if (!/^\s*(about:|javascript:|$)/i.test(text)) hold(frame);
      setAttribute.call(frame, "src", text);
    }
    if (name === "srcdoc") hold(frame);
    look(frame);
  }

  /** An empty page in it, so that the browser does not ask for another one. */
  function hold(frame: HTMLIFrameElement): void {
    waiting.add(frame);
    if (!frame.hasAttribute("srcdoc")) srcdoc.set!.call(frame, "");
  }

  const assigned = (name: "src" | "srcdoc") =>
    function (this: HTMLIFrameElement, text: unknown) {
      assign(this, name, String(text));
    };
  const windowOf = (frame: HTMLIFrameElement) => contentWindow.get!.call(frame) as Window | null;
  Object.defineProperties(HTMLIFrameElement.prototype, {
    src: { ...src, set: assigned("src") },
    srcdoc: {
      ...srcdoc,
      get(this: HTMLIFrameElement) {
        return given.get(this) ?? "";
      },
      set: assigned("srcdoc"),
    },
    contentWindow: {
      ...contentWindow,
      get(this: HTMLIFrameElement) {
        const inner = windowOf(this);
        return inner && wrapped(inner);
      },
    },
  });
  Element.prototype.setAttribute = function (name, value) {
    const kind = name.toLowerCase();
    if (this instanceof HTMLIFrameElement && (kind === "src" || kind === "srcdoc")) assign(this, kind, String(value));
    else setAttribute.call(this, name, value);
  };

  // Markup of scripts: the browser would ask for its frames before anybody could hear of them.
  const held = (markup: string) =>
    markup.replace(
      /<iframe\b([^>]*)/gi,
      (_, attributes) => `<iframe srcdoc=""${attributes.replace(/\ssrcdoc\s*=/i, " flaskroom-srcdoc=")}`,
    );
  const innerHTML = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML")!;
  Object.defineProperty(Element.prototype, "innerHTML", {
    ...innerHTML,
    set(this: Element, markup: unknown) {
      innerHTML.set!.call(this, typeof markup === "string" ? held(markup) : markup);
    },
  });
  const { insertAdjacentHTML } = Element.prototype;
  Element.prototype.insertAdjacentHTML = function (where, markup) {
    insertAdjacentHTML.call(this, where, typeof markup === "string" ? held(markup) : markup);
  };

  on("framed", ({ frame: number, html }) => {
    const frame = frames.get(number);
    if (!frame?.isConnected) return;
    waiting.delete(frame);
    srcdoc.set!.call(frame, html);
    // WebKit takes a third `srcdoc` inside of two others for a page that contains itself, and opens no frame.
    if (windowOf(frame)) return;
    const url = src.get!.call(frame);
    const instead = url ? ` Type ${url} into the address bar to see its page.` : "";
    tell({ type: "notice", text: `This browser opens no frame here.${instead}` });
  });
  document.addEventListener("load", (event) => {
    if (event.target instanceof HTMLIFrameElement && waiting.has(event.target)) event.stopImmediatePropagation();
  }, true);

  const inside = (node: Node) =>
    node instanceof HTMLIFrameElement ? [node] : node instanceof Element ? [...node.querySelectorAll("iframe")] : [];
  new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) {
      for (const frame of [...removedNodes].flatMap(inside)) {
        const number = numbers.get(frame);
        if (number === undefined || frame.isConnected) continue;
        frames.delete(number);
        srcdoc.set!.call(frame, "");
        tell({ type: "unframe", frame: number });
      }
      for (const frame of [...addedNodes].flatMap(inside)) {
        if (!frame.isConnected || frames.get(numbers.get(frame) ?? 0) === frame) continue;
        const marked = frame.hasAttribute("flaskroom-srcdoc") || given.has(frame);
        // Markup that a script has put in.
        if (!marked && frame.getAttribute("srcdoc")) given.set(frame, frame.getAttribute("srcdoc")!);
        if (frame.hasAttribute("src")) hold(frame);
        look(frame);
      }
    }
  }).observe(document, { subtree: true, childList: true });

  /** Where messages may go and come from: an opaque origin stands for the app's. */
  const adapt = (target: unknown) =>
    target === "/" || (URL.canParse(String(target)) && new URL(String(target)).origin === origin) ? "*" : target;
  const wrappers = new WeakMap<object, Window>();

  function wrapped(real: Window): Window {
    if (real === window) return real;
    let wrapper = wrappers.get(real);
    if (!wrapper) wrappers.set(real, wrapper = new Proxy({} as Window, handler(real)));
    return wrapper;
  }

  function handler(real: Window): ProxyHandler<Window> {
    const frame = () => [...frames.values()].find((each) => windowOf(each) === real);
    const go = (url: unknown) => {
      const inner = frame();
      if (inner) open(inner, new URL(String(url), document.baseURI).href, null);
      else real.location.href = String(url);
    };
    const location = Object.defineProperty({ assign: go, replace: go }, "href", { set: go });
    return {
      get(_, name) {
        if (name === "postMessage") return post(real);
        if (name === "location") return real === parent || !frame() ? real.location : location;
        const value = Reflect.get(real, name);
        return typeof value === "function" ? value.bind(real) : value;
      },
      set: (_, name, value) => name === "location" ? (go(value), true) : Reflect.set(real, name, value),
    };
  }

  function post(real: Window): Window["postMessage"] {
    const send = real.postMessage.bind(real) as (message: unknown, options: WindowPostMessageOptions) => void;
    return (message: unknown, target?: unknown, transfer?: Transferable[]) => {
      const options = typeof target === "object" && target !== null
        ? { ...target }
        : { targetOrigin: target, transfer };
      const { targetOrigin = "/", transfer: given } = options as WindowPostMessageOptions;
      send(message, { targetOrigin: String(adapt(targetOrigin)), transfer: given });
    };
  }

  globalThis.postMessage = post(window) as typeof globalThis.postMessage;
  if (start.frame) Object.defineProperty(globalThis, "parent", { value: wrapped(parent), configurable: true });
  const message = (name: "origin" | "source") => Object.getOwnPropertyDescriptor(MessageEvent.prototype, name)!.get!;
  const [from, sent] = [message("origin"), message("source")];
  const isWindow = (source: unknown): source is Window =>
    typeof source === "object" && source !== null && !(source instanceof MessagePort);
  Object.defineProperties(MessageEvent.prototype, {
    origin: {
      get(this: MessageEvent) {
        const real = from.call(this);
        return real === "null" && isWindow(sent.call(this)) ? origin : real;
      },
    },
    source: {
      get(this: MessageEvent) {
        const real = sent.call(this);
        return isWindow(real) ? wrapped(real) : real;
      },
    },
  });
}
