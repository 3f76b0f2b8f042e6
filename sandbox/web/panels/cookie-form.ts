/** A cookie to write or to change, with all its attributes. Enter saves, Escape leaves it as it was. */

import type { CookieEdit, CookieRow } from "../browser/cookie-row.ts";
import { fill, h } from "../dom.ts";

/** Stores `edit` in place of `before`, which is null for a new cookie. Returns why it was refused, or null. */
export type PutCookie = (before: CookieRow | null, edit: CookieEdit) => string | null;

export class CookieForm {
  #place: HTMLElement;
  #put: PutCookie;
  #closed: () => void;

  /** It opens in `place`. `closed` is called when it has gone and the focus needs a place. */
  constructor(place: HTMLElement, put: PutCookie, closed: () => void) {
    this.#place = place;
    this.#put = put;
    this.#closed = closed;
  }

  /** Opens the form, for a new cookie without `before`. */
  open(before: CookieRow | null): void {
    const name = text("Name", before?.name ?? "");
    const value = text("Value", before?.value ?? "");
    const path = text("Path", before?.path ?? "/");
    const expires = field("Expires", h("input", { type: "datetime-local", step: 1 }));
    expires.input.value = before?.expiresAt ? localTime(before.expiresAt) : "";
    const sites = ["not set", "Lax", "Strict", "None"].map((site) => h("option", {}, site));
    const sameSite = field("SameSite", h("select", {}, ...sites));
    sameSite.input.value = before?.sameSite ?? "Lax";
    const httpOnly = flag("HttpOnly", before?.httpOnly ?? false);
    const secure = flag("Secure", before?.secure ?? false);
    const refusal = h("p", { class: "refusal", role: "alert" });
    const save = (event: Event) => {
      event.preventDefault();
      const reason = this.#put(before, {
        name: name.input.value.trim(),
        value: value.input.value.trim(),
        path: path.input.value.trim(),
        domain: before?.domain ?? "",
        expiresAt: expires.input.value ? new Date(expires.input.value).getTime() : null,
        httpOnly: httpOnly.input.checked,
        secure: secure.input.checked,
        sameSite: sameSite.input.value,
      });
      if (reason === null) this.close();
      else refusal.textContent = `Not saved: ${reason}`;
    };
    const title = before ? `Edit ${before.name || "the cookie"}` : "Add a cookie";
    fill(
      this.#place,
      h(
        "form",
        {
          class: "cookie-form",
          "aria-label": title,
          onsubmit: save,
          onkeydown: (event: KeyboardEvent) => event.key === "Escape" && this.close(),
        },
        h("p", { class: "side" }, title),
        h("div", { class: "cookie-fields" }, ...[name, value, path, expires, sameSite].map(({ label }) => label)),
        h("div", { class: "cookie-flags" }, httpOnly.label, secure.label),
        h("p", { class: "note" }, "Without a date it ends with the visit."),
        refusal,
        h(
          "div",
          { class: "cookie-actions" },
          h("button", { type: "submit", class: "tool prominent" }, "Save"),
          h("button", { type: "button", class: "tool worded", onclick: () => this.close() }, "Cancel"),
        ),
      ),
    );
    (before ? value : name).input.focus();
  }

  close(): void {
    if (!this.#place.childElementCount) return;
    this.#place.replaceChildren();
    this.#closed();
  }
}

function field<E extends HTMLElement>(name: string, input: E): { label: HTMLElement; input: E } {
  return { label: h("label", {}, h("span", {}, name), input), input };
}

function text(name: string, value: string): { label: HTMLElement; input: HTMLInputElement } {
  const made = field(name, h("input", { type: "text", spellcheck: "false", autocomplete: "off" }));
  made.input.value = value;
  return made;
}

function flag(name: string, checked: boolean): { label: HTMLElement; input: HTMLInputElement } {
  const input = h("input", { type: "checkbox", checked });
  return { label: h("label", {}, input, name), input };
}

/** As `datetime-local` has it: the reader's own time, without a zone. */
function localTime(time: number): string {
  const offset = new Date(time).getTimezoneOffset() * 60_000;
  return new Date(time - offset).toISOString().slice(0, 19);
}
