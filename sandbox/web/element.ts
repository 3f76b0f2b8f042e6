/**
 * `<flask-playground>`: what people, tests and other pages drive. Everything inside is the workbench's.
 *
 * Moving the element in the page disconnects and connects it at once; only when it stays away does it let go of its
 * interpreter; what was typed comes back with it.
 */

import { h, sheet } from "./dom.ts";
import type { Changes } from "./files/files.ts";
import listingCss from "./listing.css" with { type: "text" };
import panelsCss from "./panels.css" with { type: "text" };
import type { Payload } from "./payload.ts";
import css from "./playground.css" with { type: "text" };
import type { CheckResult } from "./protocol.ts";
import type { State } from "./toolbar.ts";
import { Workbench } from "./workbench.ts";

const looks = [sheet(css), sheet(panelsCss)];
/** The listing is in the light DOM, out of reach of the shadow root's sheet. */
const listingLook = sheet(listingCss);

/**
 * Events, all of them bubbling: `statechange` (detail `{ state }`), `request` (detail: an `Exchange`, one for each hop)
 * and `check` (detail: a `CheckReport`, with `passed`, and the `version` of the payload).
 */
export class FlaskPlayground extends HTMLElement {
  #bench: Workbench | null = null;
  /** What was typed before the element was taken out of the page. */
  #typed: Changes = {};
  #root = this.attachShadow({ mode: "open" });
  #onLink = () => void this.#bench?.loadLink();

  connectedCallback(): void {
    const page = this.getRootNode() as Document | ShadowRoot;
    if (!page.adoptedStyleSheets.includes(listingLook)) page.adoptedStyleSheets.push(listingLook);
    addEventListener("hashchange", this.#onLink);
    if (this.#bench) return;
    this.#root.adoptedStyleSheets = looks;
    try {
      const payload = readPayload(this);
      this.#bench = new Workbench(this, this.#root, payload, (type, detail) => {
        this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
      });
      this.#bench.files.apply(this.#typed);
      this.dataset.state = "idle";
      this.#onLink();
    } catch (error) {
      this.dataset.state = "failed";
      this.#root.replaceChildren(h("p", { class: "damaged", role: "alert" }, (error as Error).message), h("slot"));
      this.querySelectorAll(":scope > figure").forEach((figure) => figure.removeAttribute("slot"));
    }
  }

  disconnectedCallback(): void {
    removeEventListener("hashchange", this.#onLink);
    queueMicrotask(() => {
      if (!this.#bench || this.isConnected) return; // it only moved
      this.#typed = this.#bench.files.changes();
      this.#bench.dispose();
      this.#bench = null;
      this.#root.replaceChildren();
    });
  }

  get state(): State {
    return this.dataset.state as State;
  }

  /** Starts the app from a clean interpreter. Resolves when the first response is drawn, or what prevented it is shown. */
  async run(): Promise<void> {
    await this.#present.run();
  }

  /** Ends the app, and checks that run, at once. */
  // deno-lint-ignore require-await -- an asynchronous interface, so that stopping may come to take time
  async stop(): Promise<void> {
    this.#present.stop();
  }

  /** Back to the first version: the learner's changes, cookies and everything that the app wrote are forgotten. */
  // deno-lint-ignore require-await -- as `stop`
  async reset(): Promise<void> {
    this.#present.reset();
  }

  /**
   * Asks the running app as a page on http://localhost:5000 would, with the browser's cookies.
   * Rejects with an `Error` where no app runs, and where it is stopped before it answers.
   */
  async fetch(path: string, init?: RequestInit): Promise<Response> {
    return await this.#present.fetch(path, init);
  }

  /**
   * Runs the author's tests against the files as they are. Never resolves to an empty list where the tests could not
   * start. Rejects with an `Error` where Python does not start, or the tests are stopped or take over 30 seconds.
   */
  async check(): Promise<CheckResult[]> {
    return await this.#present.check();
  }

  /** The learner's files, name → text. Assigning replaces all of them; `el.files[name] = text` edits one. */
  get files(): Record<string, string> {
    return this.#present.files.all;
  }

  set files(files: Record<string, string>) {
    this.#present.files.replace(files);
  }

  get #present(): Workbench {
    if (!this.#bench) throw new Error("This playground is not in a page, or its data could not be read.");
    return this.#bench;
  }
}

/** The JSON that the fence has written into the element. Throws an `Error` for the reader where it cannot be used. */
function readPayload(element: HTMLElement): Payload {
  const text = element.querySelector(':scope > script[type="application/json"]')?.textContent;
  if (!text) throw new Error("This playground cannot start: its data is missing from the page.");
  let payload: Payload;
  try {
    payload = JSON.parse(text);
  } catch (error) {
    throw new Error(`This playground cannot start: its data is damaged (${(error as Error).message}).`);
  }
  if (payload.schema !== 1) {
    throw new Error(
      `This playground cannot start: the page has data of version ${payload.schema}, the script reads version 1. ` +
        "Reload the page.",
    );
  }
  return payload;
}
