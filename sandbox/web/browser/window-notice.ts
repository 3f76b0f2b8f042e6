/** One line under the address bar: what the window could not do, and what the reader may do instead. */

import { fill, h } from "../dom.ts";

export class WindowNotice {
  readonly element = h("div", { class: "window-notice", role: "status", hidden: true });
  #object = "";

  show(text: string): void {
    this.#show(text);
  }

  /** A question with one answer beside Cancel. */
  ask(question: string, answer: string, act: () => void): void {
    const button = h("button", { type: "button", onclick: () => (this.hide(), act()) }, answer);
    this.#show(question, button);
    button.focus();
  }

  /** The reader may leave the app for another site, in a tab of its own. */
  leave(url: string, redirected = false): void {
    const web = /^https?:/i.test(url);
    const link = h(
      "a",
      { href: web ? url : null, target: "_blank", rel: "noopener noreferrer" },
      web ? "Open in a new tab" : "",
    );
    const what = redirected ? `The app redirects to ${url}, which` : url;
    this.#show(`${what} is not part of this app, so the preview stays here. `, web && link);
  }

  /** A response that is a file. */
  offer(file: File, note = ""): void {
    this.hide();
    // Of no type that a browser draws: opened in a tab, a page of the app would be a page of this site.
    this.#object = URL.createObjectURL(new Blob([file], { type: "application/octet-stream" }));
    this.#show(
      `The app sent a file of ${file.size.toLocaleString("en")} bytes. ${note}`,
      h("a", { href: this.#object, download: file.name }, `Save ${file.name}`),
    );
  }

  hide(): void {
    if (this.#object) URL.revokeObjectURL(this.#object);
    this.#object = "";
    this.element.hidden = true;
  }

  #show(text: string, ...actions: Parameters<typeof fill>[1][]): void {
    const close = h(
      "button",
      { type: "button", onclick: () => this.hide() },
      actions.length > 0 ? "Cancel" : "Dismiss",
    );
    fill(this.element, h("span", {}, text), ...actions, close);
    this.element.hidden = false;
  }
}
