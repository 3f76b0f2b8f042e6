/**
 * The code: the page's own highlighted listing at first, the editor from the moment when someone wants to type.
 *
 * The listing stays in the light DOM (search engines, print and readers without JavaScript use it) and is shown
 * through a slot: only the figure with `slot="file"` is drawn.
 */

import { h } from "../dom.ts";
import type { Editor } from "./editor.ts";
import type { FilesChange, ProjectFiles } from "../files/files.ts";
import { loadPart } from "../load-part.ts";

export interface CodePaneOptions {
  host: HTMLElement;
  root: ShadowRoot;
  files: ProjectFiles;
  open: string;
  /** Someone is going to type. */
  onWish: () => void;
  onFailure: (message: string) => void;
}

export class CodePane {
  readonly element: HTMLElement;
  #options: CodePaneOptions;
  #numbers = h("pre", { class: "numbers", "aria-hidden": "true" });
  /** The slot without a name takes the other files; they are drawn on paper only. */
  #listing = h("div", { class: "listing" }, this.#numbers, h("slot", { name: "file" }), h("slot", { class: "others" }));
  #name: string;
  #editor: Editor | null = null;
  #loading: Promise<Editor | null> | null = null;
  #bytes: HTMLElement | null = null;

  constructor(options: CodePaneOptions) {
    this.#options = options;
    this.#name = options.open;
    this.element = h("div", { id: "code", class: "code", role: "tabpanel", tabindex: 0 }, this.#listing);
    this.element.addEventListener("focus", () => this.#wanted());
    this.element.addEventListener("focusin", () => void this.#assist());
    // Who points at the code may click into it; a finger only scrolls by.
    this.element.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType !== "touch") void import("./editor.ts").catch(() => {}); // a click tells
    });
    this.#listing.addEventListener("click", (event) => this.#wanted({ x: event.clientX, y: event.clientY }));
    options.files.addEventListener("change", (event) => {
      const { origin, renamed } = (event as CustomEvent<FilesChange>).detail;
      if (origin !== "typing") this.#refresh(renamed);
    });
    this.show(options.open);
  }

  show(name: string): void {
    this.#name = name;
    this.#editor?.show(name);
    for (const figure of this.#options.host.querySelectorAll<HTMLElement>(":scope > figure")) {
      if (figure.dataset.file === name) figure.slot = "file";
      else figure.removeAttribute("slot");
    }
    const lines = (this.#options.files.text(name) ?? "").split("\n").length;
    this.#numbers.textContent = Array.from({ length: lines }, (_, index) => index + 1).join("\n");
    this.element.scrollTo(0, 0);
    void this.#showBytes(name);
  }

  /** Shows nothing until the reader's own version is there, so that the first one does not flash by. */
  async hold(restored: Promise<unknown>): Promise<void> {
    this.element.classList.add("held");
    await restored;
    await this.#loading; // by the version that came
    this.element.classList.remove("held");
  }

  /** Shows the editor with a line marked, and puts the cursor there where `focus` is true; null takes the mark away. */
  async mark(line: number | null, focus = false): Promise<void> {
    if (line === null && !this.#editor) return;
    (await this.load())?.mark(line, focus);
  }

  /** Brings the editor in; null where it could not be loaded, which the reader has been told. */
  load(): Promise<Editor | null> {
    return this.#loading ??= this.#load();
  }

  /**
   * Underlines mistakes from now on, where someone is in the editor. What finds them is large, so it comes when nothing
   * else is wanted, and not where bytes cost money; where it cannot be loaded, code is written without.
   */
  async #assist(): Promise<void> {
    const editor = await this.#loading;
    const { isCostly, whenIdle } = await import("../runtime/spare.ts");
    if (editor && !isCostly()) whenIdle(() => void editor.assist().catch(() => {}));
  }

  /** Formats the file shown. */
  async format(): Promise<void> {
    await (await this.load())?.format();
  }

  destroy(): void {
    this.#editor?.destroy();
    this.#options.host.querySelectorAll(":scope > figure").forEach((figure) => figure.removeAttribute("slot"));
  }

  async #load(): Promise<Editor | null> {
    const { root, files, onWish, onFailure } = this.#options;
    onWish();
    try {
      const { Editor } = await loadPart(async () => {
        const [editor] = await Promise.all([import("./editor.ts"), this.#loadColours()]);
        return editor;
      });
      const { scrollTop } = this.element;
      const editor = new Editor(this.element, root, files, this.#name, onFailure);
      this.#listing.hidden = true;
      this.element.removeAttribute("tabindex");
      editor.view.scrollDOM.scrollTop = scrollTop;
      return this.#editor = editor;
    } catch (error) {
      this.#loading = null;
      const { message, advice = "" } = error as Error & { advice?: string };
      onFailure(`The editor is not here: ${message} ${advice}`);
      return null;
    }
  }

  /** Before the editor comes, so that no colour goes and returns. */
  async #loadColours(): Promise<void> {
    await (await import("./languages.ts")).loadLanguage(this.#name);
  }

  /** Someone clicked into the listing or came to it with the keyboard. */
  async #wanted(at?: { x: number; y: number }): Promise<void> {
    if (this.#editor) return;
    if (at && String(document.getSelection())) return; // selecting to copy needs no editor
    const { root } = this.#options;
    const editor = await this.load();
    if (at || root.activeElement === this.element || !root.activeElement) editor?.focus(at);
  }

  #refresh(renamed: FilesChange["renamed"]): void {
    this.#editor?.renamed(renamed);
    if (Object.hasOwn(renamed, this.#name)) this.#name = renamed[this.#name];
    if (this.#editor) this.#editor.refresh();
    else if (Object.keys(this.#options.files.changes()).length > 0) void this.load();
  }

  /** A file that is no text has a page of its own over the editor. */
  async #showBytes(name: string): Promise<void> {
    const { files, onFailure } = this.#options;
    const bytes = files.bytes(name);
    this.#bytes?.remove();
    this.element.classList.toggle("covered", bytes !== undefined);
    if (!bytes) return;
    try {
      const { bytesPage } = await loadPart(() => import("../browser/bytes-page.ts"));
      if (this.#name !== name || files.bytes(name) !== bytes) return;
      this.#bytes?.remove();
      this.element.append(this.#bytes = bytesPage(name, bytes));
    } catch (error) {
      onFailure((error as Error).message);
    }
  }
}
