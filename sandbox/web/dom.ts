/**
 * Building DOM with one function, so that markup and behaviour of a part stand together.
 *
 * Strings always become text nodes: nothing that a learner's code or a shared link says is ever parsed as HTML.
 */

export type Child = Node | string | null | undefined | false;

/** `onclick` and the like are listeners, `true` is an empty attribute, `false` and `null` leave the attribute out. */
export type Props = Record<string, string | number | boolean | null | ((event: never) => unknown)>;

/** Creates an element. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : String(value));
  }
  return fill(element, ...children);
}

/** Replaces what the element holds. */
export function fill<E extends Element>(element: E, ...children: Child[]): E {
  element.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Paths in a box of 16 × 16, drawn with a stroke of 1.5. */
const ICONS = {
  run: "M5 3.2v9.6L12.6 8z",
  stop: "M4 4h8v8H4z",
  reset: "M3 3v3.5h3.5M3.3 6.3A5.2 5.2 0 1 1 2.8 9.2",
  check: "M2.5 8.5l3.5 3.5 7.5-8",
  share: "M6.6 9.4l2.8-2.8M7.3 4.7l1.5-1.5a2.8 2.8 0 0 1 4 4l-1.5 1.5M8.7 11.3l-1.5 1.5a2.8 2.8 0 0 1-4-4l1.5-1.5",
  download: "M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13.2h10",
  full: "M9.5 2.5h4v4M13.2 2.8L9.3 6.7M6.5 13.5h-4v-4M2.8 13.2l3.9-3.9",
  lock: "M4 7.5h8v5.7H4zM5.5 7.3V5.2a2.5 2.5 0 0 1 5 0v2.1",
  cross: "M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4",
  skip: "M3 8h10",
  warn: "M8 2.3L14.3 13H1.7zM8 6.5v3M8 11.2v.1",
  down: "M4 6l4 4 4-4",
  add: "M8 3v10M3 8h10",
  more: "M3.4 8h.1M8 8h.1M12.5 8h.1",
  send: "M2.5 8h10M9 4.3L12.7 8 9 11.7",
} as const;
export type Icon = keyof typeof ICONS;

/** A decorative drawing; the words beside it carry the meaning. */
export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg as SVGSVGElement;
}

/** Clones of CSS text as one sheet for a shadow root or the document. */
export function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** Sets or removes `aria-disabled`: unlike `disabled` it keeps the focus where it is. */
export function enable(button: HTMLButtonElement, enabled: boolean): void {
  if (enabled) button.removeAttribute("aria-disabled");
  else button.setAttribute("aria-disabled", "true");
}
