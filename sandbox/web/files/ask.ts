/** Asks for one line of text in a dialog. Loaded when it is first needed. */

import { wearDialogs } from "./dialogs-look.ts";
import { h } from "../dom.ts";

export interface Question {
  title: string;
  /** Of the field. */
  label: string;
  value: string;
  /** A sentence under the field; empty for none. */
  help: string;
  /** On the button. */
  verb: string;
  /** Why an answer cannot be taken, as a sentence; null where it can. */
  fault: (answer: string) => string | null;
}

/** Resolves to the answer, or to null where the dialog was left. The selection spares a file's ending and folder. */
export function ask(parent: ShadowRoot, { title, label, value, help, verb, fault }: Question): Promise<string | null> {
  const field = h("input", { type: "text", value, autocapitalize: "none", autocomplete: "off", spellcheck: "false" });
  const wrong = h("p", { class: "wrong", id: "ask-wrong", role: "alert" });
  field.setAttribute("aria-describedby", "ask-help ask-wrong");
  const dialog: HTMLDialogElement = h(
    "dialog",
    { class: "dialog", "aria-label": title },
    h(
      "form",
      { method: "dialog", novalidate: true },
      h("h2", {}, title),
      h("label", {}, label, field),
      h("p", { class: "help-text", id: "ask-help" }, help),
      wrong,
      h(
        "div",
        { class: "group" },
        h("button", { type: "submit", class: "tool main" }, verb),
        h("button", { type: "button", class: "tool worded", onclick: () => dialog.close() }, "Cancel"),
      ),
    ),
  );
  const { promise, resolve } = Promise.withResolvers<string | null>();
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = field.value.trim();
    wrong.textContent = fault(answer);
    field.ariaInvalid = String(wrong.textContent !== "");
    if (wrong.textContent) return field.focus();
    resolve(answer);
    dialog.close();
  });
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // Ctrl+Enter in here runs nothing
  dialog.addEventListener("close", () => (dialog.remove(), resolve(null)));
  wearDialogs(parent);
  parent.querySelector(".bench")!.append(dialog); // whose measures it has
  dialog.showModal();
  const base = value.lastIndexOf("/") + 1;
  const ending = value.indexOf(".", base);
  field.setSelectionRange(base, ending > base ? ending : value.length);
  field.focus();
  return promise;
}
