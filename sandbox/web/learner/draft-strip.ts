/** What is said inside a playground about the reader's draft, and what can be done about it. */

import { h, icon, sheet } from "../dom.ts";
import type { Notice, NoticeAction } from "../notice.ts";
import { isPackaged } from "./packaged.ts";
import { SITE_ROOT } from "./site.ts";
import css from "./drafts.css" with { type: "text" };

const look = sheet(css);

export class DraftStrip {
  #notice: Notice;

  /** Stands below `above`. */
  constructor(above: Notice) {
    const { adoptedStyleSheets } = above.element.getRootNode() as ShadowRoot;
    if (!adoptedStyleSheets.includes(look)) adoptedStyleSheets.push(look);
    this.#notice = above.another();
    this.#notice.element.className = "draft-line";
  }

  /** A question stays until it is answered. */
  ask(text: string, actions: NoticeAction[]): void {
    this.#notice.element.classList.remove("calm");
    this.#notice.show(text, actions);
  }

  /** What is good to know can be closed. */
  tell(text: string, actions: NoticeAction[], { calm = true, work = false } = {}): void {
    const close = h("button", { type: "button", class: "tool bare", onclick: () => this.clear() }, icon("cross"));
    close.ariaLabel = "Close";
    const link = work && !isPackaged() ? h("a", { href: new URL("your-work/", SITE_ROOT).href }, "Your work") : null;
    this.#notice.element.classList.toggle("calm", calm);
    this.#notice.show(text, actions, actions.length ? close : link);
  }

  clear(): void {
    this.#notice.clear();
  }

  remove(): void {
    this.#notice.element.remove();
  }
}
