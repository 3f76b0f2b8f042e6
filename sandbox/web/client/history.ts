/** The requests that were sent in this visit, latest first; a click puts one back into the form. */

import type { Draft } from "./draft.ts";
import { h } from "../dom.ts";
import { tone } from "../panels/message.ts";

const MOST = 50;

export class ClientHistory {
  readonly element: HTMLElement;
  #list = h("ol", { class: "client-history" });
  #empty = h("p", { class: "empty" }, "Nothing was sent yet. Each request stays here until Reset.");
  #restore: (draft: Draft) => void;

  constructor(restore: (draft: Draft) => void) {
    this.#restore = restore;
    this.element = h("div", {}, this.#empty, this.#list);
  }

  /** `status` is null where no response came. */
  add(draft: Draft, status: number | null): void {
    this.#list.prepend(h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "exchange", onclick: () => this.#restore(draft) },
        h("span", { class: "method" }, draft.method),
        " ",
        h("span", { class: "path" }, draft.url),
        " ",
        h("span", { class: `reply ${tone(status ?? 500)}` }, status === null ? "no response" : String(status)),
      ),
    ));
    if (this.#list.childElementCount > MOST) this.#list.lastElementChild!.remove();
    this.#empty.hidden = true;
  }

  clear(): void {
    this.#list.replaceChildren();
    this.#empty.hidden = false;
  }
}
