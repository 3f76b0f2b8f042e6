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

  /** Copies a link to this page that carries the code; where copying is refused, shows it. */
  async share(): Promise<void> {
    const link = new URL(location.href);
    try {
      link.hash = await toFragment(this.#name, this.#packed);
    } catch (error) {
      return this.#notice.show((error as Error).message);
    }
    try {
      await navigator.clipboard.writeText(link.href); // absent on plain HTTP, refused by a policy or the reader
      this.#notice.show("Link copied. Whoever opens it sees this page with your code.");
    } catch {
      const field = h("input", { type: "text", readonly: true, value: link.href, "aria-label": "Link" });
      field.addEventListener("focus", () => field.select());
      this.#notice.show("The browser did not allow copying. Copy this link:", [], field);
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
      if (this.#whole) this.#files.open(wholeProject(changes));
      else this.#files.apply(changes);
      const forget = () => history.replaceState(history.state, "", location.pathname + location.search);
      this.#notice.show("This code came with the link and was written by someone else. Read it before you run it.", [
        { name: "Keep", act: forget },
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
