/** The toolbar: one obvious Run, the rest quiet. The words on the buttons are part of the element's interface. */

import { enable, fill, h, type Icon, icon } from "./dom.ts";

export type State = "idle" | "starting" | "running" | "stopped" | "failed";

const BUTTONS = {
  run: { name: "Run", icon: "run", hint: "Run (Ctrl+Enter in the editor)", look: "main" },
  stop: { name: "Stop", icon: "stop", hint: "Stop the app", look: "worded" },
  check: { name: "Check", icon: "check", hint: "Run the author's tests against this code", look: "worded" },
  reset: {
    name: "Reset",
    icon: "reset",
    hint: "Back to the first version; forgets cookies and saved data",
    look: "bare",
  },
  share: { name: "Share", icon: "share", hint: "Copy a link that holds this code", look: "bare" },
  download: { name: "Download", icon: "download", hint: "Download the project as a zip file", look: "bare" },
  full: { name: "Full screen", icon: "full", hint: "Use the whole screen", look: "bare" },
} as const satisfies Record<string, { name: string; icon: Icon; hint: string; look: "main" | "worded" | "bare" }>;
export type Action = keyof typeof BUTTONS;

const STATUS: Record<State, string> = {
  idle: "Ready",
  starting: "Starting…",
  running: "Running",
  stopped: "Stopped",
  failed: "Failed",
};

/** What those hear who do not see the status. */
export const SPOKEN: Record<State, string> = {
  idle: "Back to the first version.",
  starting: "Starting.",
  running: "The app runs on http://localhost:5000.",
  stopped: "Stopped.",
  failed: "The app does not run; the reason is shown.",
};

export class Toolbar {
  readonly element: HTMLElement;
  #buttons = new Map<Action, HTMLButtonElement>();
  #status = h("span", { class: "status" });
  #live = h("p", { class: "unseen", role: "status" });

  constructor(title: string, note: string, exercise: boolean, act: (action: Action) => void) {
    for (const [action, { name, icon: drawing, hint, look }] of Object.entries(BUTTONS)) {
      const button = h(
        "button",
        { type: "button", class: `tool ${look}`, title: hint },
        icon(drawing),
        h("span", { class: look === "bare" ? "unseen" : "word" }, name),
      );
      button.addEventListener("click", () => button.ariaDisabled !== "true" && act(action as Action));
      this.#buttons.set(action as Action, button);
    }
    const get = (action: Action) => this.#buttons.get(action)!;
    if (exercise) get("check").classList.add("prominent");
    this.element = h(
      "div",
      { class: "toolbar" },
      h("div", { class: "group" }, get("run"), get("stop"), get("check")),
      h("div", { class: "about" }, h("span", { class: "title" }, title), note && h("span", { class: "note" }, note)),
      this.#status,
      h("div", { class: "group quiet" }, get("reset"), get("share"), get("download"), get("full")),
      this.#live,
    );
    this.show("idle", false);
  }

  /** Draws a state; `checking` is true while checks run. */
  show(state: State, checking: boolean): void {
    enable(this.#buttons.get("stop")!, checking || state === "starting" || state === "running");
    enable(this.#buttons.get("check")!, !checking);
    this.#status.className = `status ${state}`;
    fill(this.#status, h("span", { class: "dot", "aria-hidden": "true" }), h("span", { class: "word" }, STATUS[state]));
  }

  /** Says something to those who hear the page instead of seeing it. */
  announce(text: string): void {
    this.#live.textContent = text;
  }

  focus(action: Action): void {
    this.#buttons.get(action)!.focus();
  }
}
