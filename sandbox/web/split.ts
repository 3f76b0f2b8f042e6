/**
 * The line between editor and window, movable by mouse, finger and arrows (WAI-ARIA window splitter), and whether the
 * two stand side by side at all. The choice is remembered on this device, where the browser lets a page remember.
 *
 * Where there is no room for both side by side they are stacked whatever was chosen, by the style sheet alone.
 */

import { h } from "./dom.ts";

interface Layout {
  /** Of the width that the editor takes, in percent. */
  editor: number;
  stacked: boolean;
}

const KEY = "flaskroom.layout";
const [LEAST, HALF, MOST] = [20, 50, 80];

export class Split {
  readonly element = h("div", {
    class: "splitter",
    role: "separator",
    tabindex: 0,
    title: "Drag to resize; double-click for halves",
    "aria-label": "Width of the editor",
    "aria-orientation": "vertical",
    "aria-valuemin": LEAST,
    "aria-valuemax": MOST,
  });
  #layout = remembered();
  #panes: HTMLElement;

  constructor(panes: HTMLElement) {
    this.#panes = panes;
    panes.append(this.element);
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("dblclick", () => this.#move(HALF));
    this.element.addEventListener("pointerdown", ({ pointerId }) => this.element.setPointerCapture(pointerId));
    this.element.addEventListener("pointermove", ({ pointerId, clientX }) => {
      if (!this.element.hasPointerCapture(pointerId)) return;
      const { left, width } = this.#panes.getBoundingClientRect();
      this.#move((clientX - left) / width * 100);
    });
    this.#draw();
  }

  get stacked(): boolean {
    return this.#layout.stacked;
  }

  /** Side by side, or one above the other. */
  toggle(): void {
    this.#set({ ...this.#layout, stacked: !this.#layout.stacked });
  }

  #key(event: KeyboardEvent): void {
    const { editor } = this.#layout;
    const to = { ArrowLeft: editor - 2, ArrowRight: editor + 2, Home: LEAST, End: MOST }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#move(to);
  }

  #move(to: number): void {
    this.#set({ ...this.#layout, editor: Math.round(Math.min(Math.max(to, LEAST), MOST)) });
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
    const { editor, stacked } = this.#layout;
    this.element.ariaValueNow = String(editor);
    this.#panes.style.setProperty("--editor", String(editor));
    this.#panes.classList.toggle("stacked", stacked);
  }
}

function remembered(): Layout {
  try {
    const { editor, stacked } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const known = typeof editor === "number" && editor >= LEAST && editor <= MOST;
    return { editor: known ? Math.round(editor) : HALF, stacked: stacked === true };
  } catch {
    return { editor: HALF, stacked: false };
  }
}
