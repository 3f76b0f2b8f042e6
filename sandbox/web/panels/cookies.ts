/** Cookies: the browser's jar with every attribute, and the means to forget one or all. */

import type { CookieRow } from "../cookie-row.ts";
import type { Panel } from "../drawer.ts";
import { fill, h, icon } from "../dom.ts";
import { cookieValue } from "./cookie-value.ts";

const HEADS = ["Name", "Value", "Path", "Domain", "Expires", "HttpOnly", "Secure", "SameSite"];

export class CookiesPanel implements Panel {
  readonly element = h("div", { class: "panel cookies" });
  #remove: (cookie: CookieRow) => void;
  #clear: () => void;

  constructor(remove: (cookie: CookieRow) => void, clear: () => void) {
    this.#remove = remove;
    this.#clear = clear;
    this.show([]);
  }

  show(cookies: CookieRow[]): void {
    if (!cookies.length) {
      fill(
        this.element,
        h("p", { class: "empty" }, "The jar is empty. Cookies that the app sets stay here until Reset."),
      );
      return;
    }
    fill(
      this.element,
      h(
        "div",
        { class: "scroll", tabindex: 0, role: "group", "aria-label": "Cookie jar" },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ...HEADS.map((head) => h("th", { scope: "col" }, head)), h("td"))),
          h("tbody", {}, ...cookies.map((cookie) => this.#row(cookie))),
        ),
      ),
      h("button", { type: "button", class: "tool worded", onclick: () => this.#clear() }, "Clear all cookies"),
    );
  }

  #row(cookie: CookieRow): HTMLElement {
    const remove = h(
      "button",
      { type: "button", class: "tool bare", onclick: () => this.#remove(cookie) },
      icon("cross"),
    );
    remove.ariaLabel = remove.title = `Delete ${cookie.name}`;
    const texts = [cookie.path, cookie.domain, cookie.expires];
    const rest = [cookie.httpOnly ? "yes" : "no", cookie.secure ? "yes" : "no", cookie.sameSite];
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, cookie.name),
      h("td", {}, ...cookieValue(cookie.value)),
      ...[...texts, ...rest].map((text) => h("td", {}, text)),
      h("td", {}, remove),
    );
  }
}
