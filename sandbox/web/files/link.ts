/** Sharing by link, as the reader meets it: copying one, and deciding about code that came with one. */

import type { Changes, Content, ProjectFiles } from "./files.ts";
import { h } from "../dom.ts";
import type { Notice } from "../notice.ts";
import { fragmentFor, fromPacked, toFragment } from "./share.ts";

export class Link {
  #name: string;
  #whole: boolean;
  #files: ProjectFiles;
  #notice: Notice;

  /** `whole` where links hold all of the files, not what differs from the starter. */
  constructor(name: string, whole: boolean, files: ProjectFiles, notice: Notice) {
    this.#name = name;
    this.#whole = whole;
    this.#files = files;
    this.#notice = notice;
  }

  /** Copies a link to this page that carries the code. Rejects with an `Error` for the reader where it is too large. */
  async share(): Promise<void> {
    const link = new URL(location.href);
    link.hash = await toFragment(this.#name, this.#packed);
    await this.#copy(link.href, "Link", "Whoever opens it sees this page with your code.");
  }

  /** Copies the HTML that shows this playground, with its code as it is, on another site. Rejects as `share` does. */
  async embed(title: string): Promise<void> {
    const link = new URL(location.pathname, location.href);
    link.searchParams.set("embed", this.#name);
    if (Object.keys(this.#packed).length > 0) link.hash = await toFragment(this.#name, this.#packed);
    const frame = h("iframe", {
      src: link.href,
      title,
      loading: "lazy",
      allow: "clipboard-write; fullscreen",
      style: "inline-size: 100%; block-size: 640px; border: 0",
    });
    await this.#copy(frame.outerHTML, "Code", "In a page of another site it shows this playground.");
  }

  /** Where copying is refused, shows what was to be copied. */
  async #copy(text: string, kind: "Link" | "Code", use: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text); // absent on plain HTTP, refused by a policy or the reader
      this.#notice.show(`${kind} copied. ${use}`);
    } catch {
      const field = h("input", { type: "text", readonly: true, value: text, "aria-label": kind });
      field.addEventListener("focus", () => field.select());
      this.#notice.show(`The browser did not allow copying. Copy this ${kind.toLowerCase()}:`, [], field);
      field.focus();
    }
  }

  get #packed(): Changes {
    return this.#whole ? Object.fromEntries(this.#files.state.contents) : this.#files.changes();
  }

  /** Shows the code that the page's address carries for this playground, if any. It is never run from here. */
  async load(): Promise<void> {
    const packed = fragmentFor(this.#name, location.hash);
    if (packed === null) return;
    const kept = this.#files.state;
    try {
      const changes = await fromPacked(packed);
      if (this.#whole) this.#files.open(wholeProject(changes), "link");
      else this.#files.receive(changes);
      const forget = () => history.replaceState(history.state, "", location.pathname + location.search);
      this.#notice.show("This code came with the link and was written by someone else. Read it before you run it.", [
        { name: "Keep", act: () => (this.#files.adopt(), forget()) },
        { name: "Discard", act: () => (this.#files.state = kept, forget()) },
      ]);
    } catch (error) {
      this.#notice.show(
        `The code in this link cannot be read: ${(error as Error).message}. Your files are as they were before.`,
      );
    }
  }
}

/** Throws an `Error` for the reader where the link's files are no project. */
function wholeProject(changes: Changes): Record<string, Content> {
  const files = Object.entries(changes).filter((entry): entry is [string, Content] => entry[1] !== null);
  if (files.length === 0) throw new Error("it holds no files");
  return Object.fromEntries(files);
}
