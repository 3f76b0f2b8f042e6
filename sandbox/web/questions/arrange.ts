/**
 * `<flask-arrange>`: lines of code to put in order, by dragging, by buttons, or by Alt with an arrow key.
 *
 * Where lines do not belong there is a second list for what is left out: below the last line one gets into it.
 */

import { type Child, enable, fill, h, icon } from "../dom.ts";
import { draggable } from "./drag.ts";
import { type Fault, firstFault, type Line } from "./order.ts";
import { type Frame, tellAnswered, wake } from "./question.ts";

export function show(element: HTMLElement): void {
  const frame = wake(element, "Check the order", () => arrangement?.check());
  const arrangement = frame && new Arrangement(element, frame);
}

type Direction = "up" | "down";

class Arrangement {
  #element: HTMLElement;
  #frame: Frame;
  #list: HTMLOListElement;
  #leftOut: HTMLOListElement | null = null;
  #because: HTMLElement;
  #moves = h("p", { class: "flaskroom-unseen", role: "status" });

  constructor(element: HTMLElement, frame: Frame) {
    this.#element = element;
    this.#frame = frame;
    this.#because = element.querySelector(":scope > .flaskroom-because")!;
    this.#list = frame.form.querySelector("ol")!;
    this.#list.setAttribute("aria-label", "Lines");
    const fieldset = frame.form.querySelector("fieldset")!;
    fieldset.removeAttribute("aria-live"); // each move is told in fewer words
    const strangers = this.#lines.some((line) => line.dataset.group === undefined);
    if (strangers) {
      this.#leftOut = h("ol", { class: "flaskroom-lines flaskroom-left-out", role: "list", "aria-label": "Left out" });
      fieldset.append(h("p", { class: "flaskroom-hint" }, "Lines that do not belong"), this.#leftOut);
    }
    for (const line of this.#lines) this.#equip(line);
    frame.form.append(this.#moves);
    fieldset.addEventListener("keydown", (event) => this.#key(event));
    draggable(fieldset, (line) => this.#moved(line));
    this.#refresh();
  }

  check(): void {
    const fault = firstFault(read([...this.#list.children]), read(this.#lines));
    this.#forget();
    fill(this.#frame.verdict, ...this.#words(fault));
    const right = fault && "at" in fault ? fault.at : this.#list.children.length;
    for (const [at, line] of ([...this.#list.children] as HTMLElement[]).entries()) {
      if (at < right) line.dataset.verdict = "right";
      if (at === right) line.dataset.verdict = "wrong";
    }
    if (fault?.kind === "stranger") this.#explain(this.#list.children[fault.at]);
    this.#because.hidden = fault !== null || !this.#because.textContent?.trim();
    tellAnswered(this.#element, fault === null);
  }

  /** Says why a line does not belong, also to who does not look at it. */
  #explain(line: Element): void {
    const explanation = line.querySelector<HTMLElement>(".flaskroom-explanation");
    if (!explanation) return;
    explanation.hidden = false;
    this.#moves.textContent = explanation.textContent;
  }

  get #lines(): HTMLElement[] {
    return [...this.#frame.form.querySelectorAll("li")];
  }

  #words(fault: Fault | null): Child[] {
    if (!fault) return ["Right."];
    if (fault.kind === "missing") return ["These are right so far, and a line is still left out."];
    const { at } = fault;
    const begun = at === 0 ? "" : at === 1 ? "The first line is right. " : `The first ${at} lines are right. `;
    const line = h("code", {}, textOf(this.#list.children[at]).trim());
    const fits = at === 0 ? "first" : "next";
    return [begun, line, fault.kind === "stranger" ? " does not belong." : ` does not come ${fits}.`];
  }

  /** Gives a line what it is moved by. */
  #equip(line: HTMLElement): void {
    const text = textOf(line);
    const button = (direction: Direction) =>
      h("button", {
        type: "button",
        class: `flaskroom-move flaskroom-${direction}`,
        "aria-label": `Move line ${text.trim()} ${direction}`,
        title: `Move ${direction}`,
        onclick: () => this.#move(line, direction),
      }, icon("down"));
    line.dataset.text = text;
    line.style.setProperty("--indent", String(text.length - text.trimStart().length));
    unindent(line.querySelector("code")!);
    line.tabIndex = -1; // a click chooses it for the keys; Tab goes from button to button
    line.prepend(h("span", { class: "flaskroom-grip", "aria-hidden": "true" }));
    line.querySelector("code")!.after(h("span", { class: "flaskroom-moves" }, button("up"), button("down")));
  }

  #key(event: KeyboardEvent): void {
    const line = (event.target as Element).closest("li");
    const direction = ({ ArrowUp: "up", ArrowDown: "down" } as const)[event.key];
    if (!line || !direction || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.altKey) return this.#move(line, direction);
    const lines = this.#lines;
    const next = lines[lines.indexOf(line) + (direction === "up" ? -1 : 1)];
    const button = (event.target as Element).closest("button");
    const same = button && next?.querySelector<HTMLElement>(`.${button.className.split(" ").join(".")}`);
    (same ?? next)?.focus();
  }

  #move(line: HTMLElement, direction: Direction): void {
    const focused = (line.getRootNode() as Document | ShadowRoot).activeElement as HTMLElement | null;
    const [list, leftOut] = [this.#list, this.#leftOut];
    const { previousElementSibling: previous, nextElementSibling: next } = line;
    if (direction === "up" && previous) previous.before(line);
    else if (direction === "up" && line.parentElement === leftOut) list.append(line);
    else if (direction === "down" && next) next.after(line);
    else if (direction === "down" && line.parentElement === list && leftOut) leftOut.prepend(line);
    else return;
    focused?.focus(); // a move takes the focus away
    this.#moved(line);
  }

  #moved(line: HTMLElement): void {
    this.#forget();
    this.#refresh();
    const lines = [...line.parentElement!.children];
    const place = `line ${lines.indexOf(line) + 1} of ${lines.length}`;
    this.#moves.textContent = `${textOf(line).trim()}: ${line.parentElement === this.#leftOut ? "left out" : place}`;
  }

  #refresh(): void {
    const lines = this.#lines;
    for (const [at, line] of lines.entries()) {
      const last = at === lines.length - 1 && (!this.#leftOut || line.parentElement === this.#leftOut);
      enable(line.querySelector(".flaskroom-up")!, at > 0 || line.parentElement === this.#leftOut);
      enable(line.querySelector(".flaskroom-down")!, !last);
    }
  }

  #forget(): void {
    for (const line of this.#lines) {
      delete line.dataset.verdict;
      line.querySelector(".flaskroom-explanation")?.setAttribute("hidden", "");
    }
    this.#because.hidden = true;
    this.#frame.verdict.textContent = "";
  }
}

/** The indentation becomes a margin, which can be smaller on a phone, and never stands alone on a line. */
function unindent(code: HTMLElement): void {
  const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null) {
    text.data = text.data.trimStart();
    if (text.data) return;
  }
}

function textOf(line: Element): string {
  return (line as HTMLElement).dataset.text ?? line.querySelector("code")!.textContent!;
}

function read(lines: Element[]): Line[] {
  return (lines as HTMLElement[]).map((line) => {
    const { group } = line.dataset;
    return { text: textOf(line), group: group === undefined ? null : Number(group) };
  });
}
