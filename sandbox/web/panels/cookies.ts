/**
 * Cookies: the browser's jar with every attribute, what it refused and why, and the means to change it.
 *
 * The table is drawn only while it is in view: an app may set many cookies with every response.
 */

import type { CookieRow } from "../browser/cookie-row.ts";
import type { Refusal } from "../browser/cookies.ts";
import type { Panel } from "../drawer.ts";
import { fill, h, icon } from "../dom.ts";
import { loadPart } from "../load-part.ts";
import type { CookieForm, PutCookie } from "./cookie-form.ts";
import { cookieValue } from "./cookie-value.ts";

const HEADS = ["Name", "Value", "Path", "Domain", "Expires", "HttpOnly", "Secure", "SameSite"];

/** What the reader does with the jar. */
export interface CookieActions {
  remove(cookie: CookieRow): void;
  clear(): void;
  put: PutCookie;
}

export class CookiesPanel implements Panel {
  readonly element = h("div", { class: "panel cookies" });
  #actions: CookieActions;
  #jar = h("div", { class: "jar" });
  #refused = h("div", { class: "refused" });
  /** Where the form opens; it comes with its first use. */
  #place = h("div", { class: "cookie-place" });
  #form: CookieForm | null = null;
  #add: HTMLButtonElement;
  #all: HTMLButtonElement;
  #cookies: CookieRow[] = [];
  #refusals: Refusal[] = [];
  #isDrawn = false;

  constructor(actions: CookieActions) {
    this.#actions = actions;
    this.#add = button("Add a cookie", () => this.#edit(null));
    this.#all = button("Clear all cookies", () => actions.clear());
    const actionsBar = h("div", { class: "cookie-actions" }, this.#add, this.#all);
    fill(this.element, this.#jar, this.#place, actionsBar, this.#refused);
    this.#draw();
  }

  show(cookies: CookieRow[], refusals: Refusal[] = []): void {
    this.#cookies = cookies;
    this.#refusals = refusals;
    this.#isDrawn = false;
    if (this.element.isConnected && !this.element.closest("[hidden]")) this.#draw();
  }

  shown(): void {
    if (!this.#isDrawn) this.#draw();
  }

  async #edit(cookie: CookieRow | null): Promise<void> {
    try {
      const { CookieForm } = await loadPart(() => import("./cookie-form.ts"));
      this.#form ??= new CookieForm(this.#place, this.#actions.put, () => this.#add.focus());
      this.#form.open(cookie);
    } catch (error) {
      fill(this.#place, h("p", { class: "refusal", role: "alert" }, (error as Error).message));
    }
  }

  #draw(): void {
    this.#isDrawn = true;
    this.#all.hidden = !this.#cookies.length && !this.#refusals.length;
    fill(
      this.#jar,
      this.#cookies.length
        ? table(this.#cookies.map((cookie) => this.#row(cookie)))
        : h("p", { class: "empty" }, "The jar is empty. Cookies that the app sets stay here until Reset."),
    );
    fill(
      this.#refused,
      this.#refusals.length > 0 && h("p", { class: "side" }, "Refused by the browser"),
      this.#refusals.length > 0 && h("ul", { class: "refusals" }, ...this.#refusals.map(refused)),
    );
  }

  #row(cookie: CookieRow): HTMLElement {
    const named = cookie.name || "the cookie without a name";
    const edit = h("button", { type: "button", class: "link", onclick: () => this.#edit(cookie) }, "Edit");
    edit.ariaLabel = `Edit ${named}`;
    const remove = h(
      "button",
      { type: "button", class: "tool bare", onclick: () => this.#actions.remove(cookie) },
      icon("cross"),
    );
    remove.ariaLabel = remove.title = `Delete ${named}`;
    const { path, domain, expires, sameSite } = cookie;
    const texts = [
      path,
      domain,
      expires,
      cookie.httpOnly ? "yes" : "no",
      cookie.secure ? "yes" : "no",
      sameSite,
    ];
    return h(
      "tr",
      { role: "row" },
      h(
        "th",
        { scope: "row", role: "rowheader" },
        cookie.name,
        cookie.isFlaskSession &&
          h("span", { class: "mark", title: "Signed in the form of Flask's session" }, "Flask session"),
      ),
      h("td", { role: "cell", "data-head": "Value" }, ...cookieValue(cookie.value)),
      ...texts.map((text, index) => h("td", { role: "cell", "data-head": HEADS[index + 2] }, text)),
      h("td", { role: "cell", class: "row-actions" }, edit, remove),
    );
  }
}

/** The roles are written out because a narrow page lays the rows out as cards, which would lose them. */
function table(rows: HTMLElement[]): HTMLElement {
  const heads = HEADS.map((head) => h("th", { scope: "col", role: "columnheader" }, head));
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": "Cookie jar" },
    h(
      "table",
      { role: "table" },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...heads, h("td", { role: "cell" }))),
      h("tbody", { role: "rowgroup" }, ...rows),
    ),
  );
}

function refused({ name, field, reason }: Refusal): HTMLElement {
  return h(
    "li",
    {},
    h("p", {}, "Refused: ", h("strong", {}, name || "a cookie without a name"), `: ${reason}`),
    field && h("code", {}, `Set-Cookie: ${field}`),
  );
}

function button(name: string, act: () => void): HTMLButtonElement {
  return h("button", { type: "button", class: "tool worded", onclick: act }, name);
}
