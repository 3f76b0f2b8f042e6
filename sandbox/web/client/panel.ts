/** HTTP client: its region, which fetches the client itself when it is opened for the first time. */

import type { Panel } from "../drawer.ts";
import { fill, h } from "../dom.ts";
import { loadPart } from "../load-part.ts";
import type { SavedRequest } from "../payload.ts";
import type { WireRequest } from "../protocol.ts";
import type { Exchange } from "../browser/user-agent.ts";
import type { ClientView } from "./view.ts";

/** How a request of the client is sent. */
export interface ClientOptions {
  follow: boolean;
  /** True for the browser's jar, false for one of the client's own. */
  shared: boolean;
  onHop: (exchange: Exchange) => void;
}

/** What the client needs of the element. */
export interface ClientEvents {
  /** Sends, starting the app first where it does not run; false where it did not start. Rejects with an `Error`. */
  send(request: WireRequest, options: ClientOptions): Promise<boolean>;
  /** The value of the `Cookie` field for that URL. */
  cookies(url: string, shared: boolean): string;
  /** The text of `app.py`, empty where there is none. */
  source(): string;
}

export class ClientPanel implements Panel {
  readonly element = h("div", { class: "panel client" });
  #requests: SavedRequest[];
  #events: ClientEvents;
  #view: Promise<ClientView> | null = null;

  constructor(requests: SavedRequest[], events: ClientEvents) {
    this.#requests = requests;
    this.#events = events;
  }

  shown(): void {
    void this.#load().catch(() => {}); // what it rejects with is in the region
  }

  /** Puts a request that was on the wire into the form. */
  async open(request: WireRequest): Promise<void> {
    const view = await this.#load().catch(() => null);
    view?.fillWire(request);
  }

  async clear(): Promise<void> {
    const view = await this.#view?.catch(() => null);
    view?.clear();
  }

  #load(): Promise<ClientView> {
    return this.#view ??= this.#make();
  }

  async #make(): Promise<ClientView> {
    fill(this.element, h("p", { class: "empty", role: "status" }, "Loading the HTTP client…"));
    try {
      const { ClientView } = await loadPart(() => import("./view.ts"));
      const view = new ClientView(this.#requests, this.#events);
      fill(this.element, view.element);
      return view;
    } catch (error) {
      this.#view = null;
      const { message, advice = "" } = error as Error & { advice?: string };
      const again = h("button", { type: "button", class: "tool worded", onclick: () => this.shown() }, "Try again");
      fill(this.element, h("p", { role: "alert" }, `${message} ${advice}`), again);
      throw error;
    }
  }
}
