/**
 * The lines between editor and window, movable by mouse, finger and arrows (WAI-ARIA window splitter), and whether the
 * two stand side by side at all. The choice is remembered on this device, where the browser lets a page remember.
 *
 * Where there is no room for both side by side they are stacked whatever was chosen, by the style sheet alone: so there is a
 * line for either, and the style sheet shows the one that fits.
 */

import { h } from "./dom.ts";

interface Layout {
  /** Of the width that the editor takes, in percent. */
  width: number;
  /** Of the browser's height that it takes where both are stacked, in percent; null for what the code needs. */
  height: number | null;
  stacked: boolean;
}
type Side = "width" | "height";

const KEY = "flaskroom.layout";
const [LEAST, HALF, MOST] = [20, 50, 80];

export class Split {
  #layout = remembered();
  #panes: HTMLElement;
  #bars: Record<Side, HTMLElement>;

  constructor(panes: HTMLElement) {
    this.#panes = panes;
    this.#bars = { width: this.#bar("width"), height: this.#bar("height") };
    panes.append(this.#bars.width);
    panes.firstElementChild!.append(this.#bars.height);
    this.#draw();
  }

  get stacked(): boolean {
    return this.#layout.stacked;
  }

  /** Side by side, or one above the other. */
  toggle(): void {
    this.#set({ ...this.#layout, stacked: !this.#layout.stacked });
  }

  #bar(side: Side): HTMLElement {
    const bar: HTMLElement = h("div", {
      class: `splitter ${side}`,
      role: "separator",
      tabindex: 0,
      title: `Drag to resize; double-click for ${side === "width" ? "halves" : "the height of the code"}`,
      "aria-label": `${side === "width" ? "Width" : "Height"} of the editor`,
      "aria-orientation": side === "width" ? "vertical" : "horizontal",
      "aria-valuemin": LEAST,
      "aria-valuemax": MOST,
      onkeydown: (event: KeyboardEvent) => this.#key(side, event),
      ondblclick: () => this.#set({ ...this.#layout, [side]: side === "width" ? HALF : null }),
      onpointerdown: ({ pointerId }: PointerEvent) => bar.setPointerCapture(pointerId),
      onpointermove: ({ pointerId, clientX, clientY }: PointerEvent) => {
        if (!bar.hasPointerCapture(pointerId)) return;
        const { left, top, width } = this.#panes.getBoundingClientRect();
        this.#move(side, side === "width" ? (clientX - left) / width : (clientY - top) / innerHeight);
      },
    });
    return bar;
  }

  #key(side: Side, event: KeyboardEvent): void {
    const now = this.#now(side);
    const by = { width: ["ArrowLeft", "ArrowRight"], height: ["ArrowUp", "ArrowDown"] }[side].indexOf(event.key);
    const to = by >= 0 ? now + 4 * by - 2 : { Home: LEAST, End: MOST }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#move(side, to / 100);
  }

  /** In percent, as it is drawn. */
  #now(side: Side): number {
    return this.#layout[side] ?? Math.round(this.#panes.firstElementChild!.clientHeight / innerHeight * 100);
  }

  /** `to` is a fraction. */
  #move(side: Side, to: number): void {
    this.#set({ ...this.#layout, [side]: Math.round(Math.min(Math.max(to * 100, LEAST), MOST)) });
  }

  #set(layout: Layout): void {
    this.#layout = layout;
    this.#draw();
    try {
      localStorage.setItem(KEY, JSON.stringify(layout));
    } catch {
      // storage is forbidden or full: it holds for this page
    }
  }

  #draw(): void {
    const { width, height, stacked } = this.#layout;
    this.#panes.style.setProperty("--editor", String(width));
    this.#panes.style.setProperty("--height", height === null ? "" : `${height}vh`);
    this.#panes.classList.toggle("stacked", stacked);
    for (const side of ["width", "height"] as const) this.#bars[side].ariaValueNow = String(this.#now(side));
  }
}

function remembered(): Layout {
  const known = (percent: unknown) =>
    typeof percent === "number" && percent >= LEAST && percent <= MOST ? Math.round(percent) : null;
  try {
    const { width, height, stacked } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return { width: known(width) ?? HALF, height: known(height), stacked: stacked === true };
  } catch {
    return { width: HALF, height: null, stacked: false };
  }
}
