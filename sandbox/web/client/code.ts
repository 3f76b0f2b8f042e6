/** The request of the HTTP client as a program to copy. */

import { copyAs, type Form, FORMS } from "./copy-as.ts";
import type { Copied } from "./copied.ts";
import { h } from "../dom.ts";

export class ClientCode {
  readonly element: HTMLElement;
  #form = h("select", { "aria-label": "Copy as" }, ...FORMS.map((form) => h("option", {}, form)));
  #code = h("pre", { class: "client-code", tabindex: 0, role: "group", "aria-label": "Code" });
  #said = h("p", { class: "note", role: "status" });
  #copied: () => Copied | string;

  /** `copied` gives the request, or a sentence about what is wrong with it. */
  constructor(copied: () => Copied | string) {
    this.#copied = copied;
    this.#form.addEventListener("change", () => this.draw());
    const copy = h("button", { type: "button", class: "tool worded", onclick: () => void this.#copy() }, "Copy");
    this.element = h("div", {}, h("div", { class: "client-line" }, this.#form, copy, this.#said), this.#code);
  }

  draw(): void {
    const copied = this.#copied();
    this.#said.textContent = "";
    this.#code.textContent = typeof copied === "string"
      ? `There is no code for this request yet. ${copied}`
      : copyAs(this.#form.value as Form, copied);
  }

  async #copy(): Promise<void> {
    this.draw();
    try {
      await navigator.clipboard.writeText(this.#code.textContent); // absent on plain HTTP, refused by a policy
      this.#said.textContent = "Copied.";
    } catch {
      getSelection()?.selectAllChildren(this.#code);
      this.#said.textContent = "The browser did not allow copying. The code is selected: copy it by hand.";
    }
  }
}
