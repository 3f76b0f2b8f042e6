/** The frames inside the page of the window, and inside each other: which one a link means, and which may be drawn. */

import { allowsFrames, leavesFramesAlone } from "./frame-policy.ts";
import { InnerFrame } from "./inner-frame.ts";
import type { How } from "./navigation.ts";
import type { FromApp, PageStart, ToApp } from "./preview-wire.ts";
import type { AgentRequest, UserAgent } from "./user-agent.ts";
import type { WindowNotice } from "./window-notice.ts";

/** How deep frames may be inside each other, and how many a page may have with all that are inside of it. */
const MOST_DEEP = 5;
const MOST = 50;

/** The window around them. */
export interface Around {
  agent: UserAgent;
  notice: WindowNotice;
  storage: PageStart["storage"];
  /** What the page that fills the window is, once there is one. */
  page(): { url: string; policies: string[] };
  /** Tells that page. */
  tell(message: ToApp): void;
  /** Another page for the whole window. */
  go(request: AgentRequest, how: How): Promise<void>;
  /** A frame's page says something. */
  hear(message: FromApp, answer: (message: ToApp, transfer?: Transferable[]) => void, from: InnerFrame): void;
}

export class FrameTree {
  readonly agent: UserAgent;
  readonly notice: WindowNotice;
  readonly storage: PageStart["storage"];
  readonly hear: Around["hear"];
  #around: Around;
  #all = new Map<string, InnerFrame>();

  constructor(around: Around) {
    this.#around = around;
    this.agent = around.agent;
    this.notice = around.notice;
    this.storage = around.storage;
    this.hear = around.hear;
  }

  /** URL of the page that fills the window. */
  get top(): string {
    return this.#around.page().url;
  }

  /** The page in the window is another one. */
  clear(): void {
    for (const frame of this.#all.values()) frame.close();
    this.#all.clear();
  }

  /** A page that knows the key of a frame has sent its port. */
  connect(key: string, port: MessagePort): void {
    this.#all.get(key)?.connect(port);
  }

  /** Tells the page in a frame, or the one that fills the window. */
  tell(page: InnerFrame | null, message: ToApp): void {
    if (page) page.tell(message);
    else this.#around.tell(message);
  }

  /** Tells all but `page`. */
  tellOthers(page: InnerFrame | null, message: ToApp): void {
    for (const other of [null, ...this.#all.values()]) if (other !== page) this.tell(other, message);
  }

  /** The jar has changed. */
  tellCookies(): void {
    for (const frame of this.#all.values()) {
      frame.tell({ type: "cookies", text: this.agent.cookies.forScript(frame.url ?? this.top) });
    }
  }

  /** A frame in the page of `parent`, null for the window's, wants its page. */
  open(parent: InnerFrame | null, { frame: number, name, url, markup }: Extract<FromApp, { type: "frame" }>): void {
    let frame = this.#find(parent, number);
    if (!frame) {
      frame = new InnerFrame(this, parent, number);
      this.#all.set(frame.key, frame);
    }
    this.#closeInside(frame);
    frame.name = name;
    void frame.open({ url, initiator: "frame", referrer: parent?.url ?? this.top }, { acted: true }, markup);
  }

  close(parent: InnerFrame | null, number: number): void {
    const frame = this.#find(parent, number);
    if (!frame) return;
    this.#closeInside(frame);
    frame.close();
    this.#all.delete(frame.key);
  }

  /** Goes where a link or form in the page of `from` leads, in the frame that its target names. */
  async go(from: InnerFrame | null, request: AgentRequest, target: string, how: How): Promise<void> {
    const name = target.toLowerCase();
    const named = [...this.#all.values()].find((frame) => frame.name === target && target !== "");
    const frame = ["", "_self"].includes(name) ? from : name === "_parent" ? from?.parent ?? null : named ?? null;
    if (frame) {
      this.#closeInside(frame);
      return await frame.open({ ...request, initiator: request.initiator === "form" ? "form" : "frame" }, how);
    }
    const isOwn = ["", "_self", "_top", "_parent"].includes(name);
    const note = `The page asked for another window (“${target}”). There is one here, so it opened in it.`;
    await this.#around.go(request, isOwn ? how : { ...how, note });
  }

  /** Why nothing is drawn in a frame, whatever its page is; null where nothing stands against it. */
  refusal(frame: InnerFrame, url: string): { title: string; text: string } | null {
    const open = `Open ${url} in the address bar to see it.`;
    if (frame.depth > MOST_DEEP) {
      return { title: "Too many frames inside each other", text: `The preview draws ${MOST_DEEP}. ${open}` };
    }
    if (this.#all.size > MOST) {
      return { title: "Too many frames", text: `The preview draws ${MOST} in a page. ${open}` };
    }
    const top = this.#around.page().policies;
    if (!allowsFrames(frame.parent?.policies ?? top, this.agent.origin)) {
      this.notice.show(`The app's Content-Security-Policy (frame-src) blocked “${url}”.`);
      return { title: "Blocked", text: `The Content-Security-Policy of the page around it does not allow ${url}.` };
    }
    const around: string[][] = [top];
    for (let above = frame.parent; above; above = above.parent) around.push(above.policies);
    if (around.every(leavesFramesAlone)) return null;
    return {
      title: "Not drawn here",
      text: `The Content-Security-Policy of the page around this frame would stop the scripts inside of it, ` +
        `which it does not at home. ${open}`,
    };
  }

  #find(parent: InnerFrame | null, number: number): InnerFrame | undefined {
    return [...this.#all.values()].find((frame) => frame.parent === parent && frame.number === number);
  }

  /** The page in it goes, and so do the frames of that page. */
  #closeInside(frame: InnerFrame): void {
    for (const inner of [...this.#all.values()]) if (inner.parent === frame) this.close(frame, inner.number);
  }
}
