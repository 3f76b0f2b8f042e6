/**
 * `<flask-offline>`: keeps every lesson and every package on this device, with progress, on request.
 *
 * The page fetches and keeps them by itself, because browsers end a service worker that works for minutes. What has
 * arrived stays, whatever happens to the rest.
 */

import { fill, h, sheet } from "../dom.ts";
import { type BuildFile, Kept } from "./kept.ts";
import { register, type Registered } from "./offline.ts";
import css from "./offline.css" with { type: "text" };

const look = sheet(css);
/** Downloads at a time; more would not be faster. */
const LANES = 4;

export class FlaskOffline extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #said = h("p", { role: "status" });
  #below = h("div");
  #kept!: Kept;
  #files: Record<string, BuildFile> = {};

  connectedCallback(): void {
    if (this.#said.isConnected) return;
    this.#root.adoptedStyleSheets = [look];
    this.#root.append(this.#said, this.#below);
    this.#look().catch((error) => this.#say(error.message));
  }

  /** Finds out what there is to keep. Rejects with an `Error` for the reader where nothing can be. */
  async #look(): Promise<void> {
    this.#say("Looking at what this device has…");
    const registered = await register();
    this.#kept = new Kept(registered.root, registered.build);
    this.#files = await filesOf(this.#kept, registered);
    await this.#offer();
  }

  async #offer(news = ""): Promise<void> {
    const missing = await this.#missing();
    const all = Object.values(this.#files);
    if (!missing.length) {
      // The home page has a playground too.
      const lessons = Object.keys(this.#files).filter((address) => address && this.#files[address].needs).length;
      this.#say(
        `All is here: ${lessons} lessons, Python and every package, ${megabytes(all)} MB. You need no network.`,
      );
      return;
    }
    const rest = missing.map((address) => this.#files[address]);
    const part = rest.length < all.length ? ` ${megabytes(all)} MB in all; the rest is here already.` : "";
    this.#say(
      `${news} Takes ${megabytes(rest)} MB.${part}`.trim(),
      button("Download for offline", () => this.#start(missing)),
    );
  }

  async #missing(): Promise<string[]> {
    const kept = await this.#kept.addresses();
    return Object.keys(this.#files).filter((address) => !kept.has(address));
  }

  async #start(missing: string[]): Promise<void> {
    const cancel = new AbortController();
    const total = missing.reduce((sum, address) => sum + this.#files[address].size, 0);
    const bar = h("div", { class: "progress", role: "progressbar", "aria-label": "Download for offline" }, h("div"));
    const amount = h("p", { class: "amount" });
    this.#say("Downloading…", bar, amount, button("Cancel", () => cancel.abort("cancelled"), "quiet"));
    let loaded = 0;
    const onBytes = (bytes: number) => {
      loaded += bytes;
      const percent = Math.min(100, 100 * loaded / total);
      bar.setAttribute("aria-valuenow", String(Math.round(percent)));
      (bar.firstElementChild as HTMLElement).style.inlineSize = `${percent}%`;
      amount.textContent = `${(loaded / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`;
    };
    onBytes(0);
    try {
      void navigator.storage?.persist?.(); // else the browser may clear it when room gets scarce
      await this.#download(missing, cancel, onBytes);
      await this.#offer();
    } catch (error) {
      await this.#ended(error);
    }
  }

  /** Rejects as soon as one file cannot be had; the others then end too. */
  async #download(missing: string[], cancel: AbortController, onBytes: (bytes: number) => void): Promise<void> {
    const waiting = missing.values();
    const lane = async () => {
      for (const address of waiting) {
        cancel.signal.throwIfAborted();
        // `no-store` takes it past the service worker, which would keep it a second time.
        await this.#kept.add(address, this.#files[address], { cache: "no-store", signal: cancel.signal, onBytes });
      }
    };
    try {
      await Promise.all(Array.from({ length: LANES }, lane));
    } catch (error) {
      cancel.abort(error);
      throw cancel.signal.reason; // the first reason
    }
  }

  async #ended(error: unknown): Promise<void> {
    if (error === "cancelled") return await this.#offer("Cancelled; what has arrived stays.");
    const full = (error as Error).name === "QuotaExceededError";
    const why = full
      ? "The browser has no more room for this site. What is here already stays and works. Make room on the device, then try again."
      : `${(error as Error).message} What has arrived stays.`;
    this.#say(why, button("Try again", async () => this.#start(await this.#missing())));
  }

  #say(text: string, ...below: Node[]): void {
    this.#said.textContent = text;
    fill(this.#below, ...below);
  }
}

/** The files of the page's build, as soon as the service worker of that build is there. */
async function filesOf(kept: Kept, { registration }: Registered): Promise<Record<string, BuildFile>> {
  for (let asked = false;;) {
    const list = registration.active && await kept.list();
    if (list) return list.files;
    const worker = registration.installing ?? registration.waiting;
    if (worker) await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
    else if (asked) throw new Error("This version of the site cannot be kept. Reload the page, then try again.");
    else asked = (await registration.update(), true);
  }
}

function button(name: string, act: () => unknown, look = ""): HTMLButtonElement {
  return h("button", { type: "button", class: look, onclick: () => void act() }, name);
}

function megabytes(files: { size: number }[]): string {
  return (files.reduce((sum, { size }) => sum + size, 0) / 1e6).toFixed(1);
}

if (!customElements.get("flask-offline")) customElements.define("flask-offline", FlaskOffline);
