/**
 * The console as it is seen: what was printed, and the line that is being typed.
 *
 * The output is a log for screen readers. Tab completes only where there is something to complete, and not after Escape, so
 * that the keyboard always finds its way out.
 */

import css from "./console.css" with { type: "text" };
import type { Completion } from "./completion.ts";
import { fill, h, icon, sheet } from "../dom.ts";
import type { Place, Stream } from "../log-lines.ts";
import { LogBox } from "../panels/log-box.ts";

export interface ConsoleEvents {
  submit(text: string): void;
  /** `begun` is what was typed and not sent. */
  interrupt(begun: string): void;
  /** The end of the input, Ctrl+D. */
  end(): void;
  complete(text: string): Promise<Completion | null>;
  earlier(shown: string): string | null;
  later(shown: string): string | null;
}

const WORTH = ["flask routes", "flask shell", "pytest", "curl -i http://localhost:5000/", "help"];
const look = sheet(css);

export class ConsoleView {
  readonly element: HTMLElement;
  #events: ConsoleEvents;
  #box: LogBox;
  #prompt = h("label", { class: "console-prompt", for: "console-line" });
  #line = h("input", {
    id: "console-line",
    type: "text",
    class: "console-line",
    "aria-label": "Command",
    "aria-describedby": "console-keys",
    autocapitalize: "off",
    autocomplete: "off",
    autocorrect: "off",
    enterkeyhint: "send",
    spellcheck: "false",
    onkeydown: (event: KeyboardEvent) => this.#key(event),
    onpaste: (event: ClipboardEvent) => this.#paste(event),
  });
  #interrupt = h(
    "button",
    {
      type: "button",
      class: "tool worded console-interrupt",
      hidden: true,
      onclick: () => this.#act(() => this.#events.interrupt("")),
    },
    icon("stop"),
    "Interrupt",
  );
  #worth = h(
    "div",
    { class: "console-worth" },
    h("p", {}, "Type a command, or try one:"),
    h("ul", { class: "saved" }, ...WORTH.map((command) => h("li", {}, this.#offer(command)))),
  );
  /** Escape was pressed: the next Tab leaves. */
  #leaves = false;
  /** Where the pointer went down in the output. */
  #pressed = { x: 0, y: 0 };
  /** A block of Python is being typed: Tab indents. */
  #block = false;

  constructor(goTo: (place: Place) => void, events: ConsoleEvents) {
    this.#events = events;
    this.#box = new LogBox(
      {
        role: "log",
        "aria-label": "Console output",
        onpointerdown: ({ clientX: x, clientY: y }: PointerEvent) => this.#pressed = { x, y },
        onclick: (event: MouseEvent) => this.#clicked(event),
      },
      goTo,
      () => this.#seen(),
    );
    const keys = h(
      "p",
      { class: "console-keys", id: "console-keys" },
      "Tab completes, Up and Down bring earlier commands, Ctrl+C interrupts, Ctrl+L clears. Escape, then Tab, leaves.",
    );
    this.element = h(
      "div",
      { class: "panel console" },
      this.#worth,
      this.#box.element,
      h("div", { class: "console-entry" }, this.#prompt, this.#line, this.#interrupt),
      h(
        "div",
        { class: "console-foot" },
        keys,
        h(
          "div",
          { class: "console-tools" },
          this.#tool("Complete", "touch", () => void this.#complete()),
          this.#tool("Earlier", "touch", () => this.#recall(this.#events.earlier(this.#line.value))),
          this.#tool("Clear", "", () => this.clear()),
        ),
      ),
    );
    this.#box.draw();
  }

  /** To be called once it is in its place. */
  placed(): void {
    const root = this.element.getRootNode() as ShadowRoot;
    if (!root.adoptedStyleSheets.includes(look)) root.adoptedStyleSheets.push(look);
  }

  /** The region was opened. */
  shown(): void {
    this.#box.draw();
    this.focus();
  }

  /** Characters that fit side by side. */
  get columns(): number {
    const probe = h("span", { class: "console-probe" }, "0".repeat(100));
    this.element.append(probe);
    const fit = Math.floor((this.element.clientWidth - 32) / (probe.getBoundingClientRect().width / 100));
    probe.remove();
    return Math.min(Math.max(fit || 80, 40), 100);
  }

  focus(): void {
    this.#line.focus({ preventScroll: true });
  }

  print(stream: Stream, text: string): void {
    this.#box.add(stream, text);
  }

  /** A line was sent. */
  echo(prompt: string, text: string): void {
    this.#box.flush();
    this.#box.add("typed", `${prompt}${text}\n`);
    this.#box.follow();
  }

  clear(): void {
    this.#box.clear();
  }

  /** Python starts, or has started. */
  starting(starting: boolean): void {
    this.element.classList.toggle("starting", starting);
    this.#line.placeholder = starting ? "Starting Python…" : "";
  }

  /** What a program has printed before it asked, which stands before its answer. */
  question(): string {
    return this.#box.takeOpen();
  }

  /** What stands before the line; `busy` while a command runs. What is `secret` is not shown while it is typed. */
  show(prompt: string, busy: boolean, secret = false): void {
    if (!busy) this.#box.flush();
    this.#line.type = secret && !busy ? "password" : "text";
    this.#block = prompt.startsWith("...");
    if (busy) fill(this.#prompt, h("span", { class: "spinner", "aria-hidden": "true" }));
    else fill(this.#prompt, prompt.trimEnd());
    this.#interrupt.hidden = !busy;
    this.element.setAttribute("aria-busy", String(busy));
  }

  #seen(): boolean {
    if (this.element?.closest("[hidden]")) return false;
    this.#worth.hidden = !this.#box.empty;
    this.#box.element.hidden = this.#box.empty;
    return true;
  }

  #offer(command: string): HTMLElement {
    const act = () => this.#act(() => this.#events.submit(command));
    return h("button", { type: "button", class: "saved-request", onclick: act }, command);
  }

  /** `kind` is `touch` for what is a key elsewhere. */
  #tool(name: string, kind: "touch" | "", act: () => void): HTMLElement {
    return h("button", { type: "button", class: `link ${kind}`, onclick: () => this.#act(act) }, name);
  }

  /** What a button does; the focus goes back to the line. */
  #act(act: () => void): void {
    act();
    this.focus();
  }

  /** A click into the output is for typing, unless it selects text or follows a link. */
  #clicked({ detail, clientX, clientY, target }: MouseEvent): void {
    const moved = Math.hypot(clientX - this.#pressed.x, clientY - this.#pressed.y) > 3;
    if (detail === 1 && !moved && !(target as Element).closest("button")) this.focus();
  }

  #key(event: KeyboardEvent): void {
    const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
    const leaves = this.#leaves;
    this.#leaves = key === "Escape";
    if (event.isComposing) return;
    if (ctrlKey && !altKey && !metaKey && this.#control(key.toLowerCase())) return done(event);
    if (ctrlKey || altKey || metaKey) return;
    if (key === "Enter") this.#send();
    else if (key === "ArrowUp") this.#recall(this.#events.earlier(this.#line.value));
    else if (key === "ArrowDown") this.#recall(this.#events.later(this.#line.value));
    else if (key === "Tab" && !shiftKey && !leaves && (this.#line.value || this.#block)) void this.#complete();
    else return;
    done(event);
  }

  /** Keys with Ctrl; false where it is none of ours. */
  #control(key: string): boolean {
    const { value, selectionStart, selectionEnd } = this.#line;
    if (key === "c" && selectionStart === selectionEnd) {
      this.#line.value = "";
      this.#events.interrupt(value);
    } else if (key === "l") this.clear();
    else if (key === "d" && value === "") this.#events.end();
    else return false;
    return true;
  }

  #send(): void {
    const { value } = this.#line;
    this.#line.value = "";
    this.#events.submit(value);
  }

  /** Several lines at once are sent, what was typed before them with the first. */
  #paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!text.includes("\n")) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = this.#line;
    this.#line.value = "";
    const before = value.slice(0, selectionStart ?? value.length);
    this.#events.submit(before + text.replace(/\n$/, "") + value.slice(selectionEnd ?? value.length));
  }

  #recall(line: string | null): void {
    if (line === null) return;
    this.#line.value = line;
    this.#line.setSelectionRange(line.length, line.length);
  }

  async #complete(): Promise<void> {
    const { value, selectionStart } = this.#line;
    const before = value.slice(0, selectionStart ?? value.length);
    if (this.#block && before.trim() === "") {
      return this.#line.setRangeText("    ", before.length, before.length, "end");
    }
    const completion = await this.#events.complete(before);
    if (!completion || this.#line.value !== value) return; // typed on
    const { text, candidates } = completion;
    this.#line.setRangeText(text, 0, before.length, "end");
    if (candidates.length > 1 && text === before) {
      this.#box.add("aside", `${candidates.map((one) => one.replace(/\\(.)/g, "$1")).join("  ")}\n`);
      this.#box.follow();
    }
  }
}

function done(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
