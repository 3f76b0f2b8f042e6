/**
 * `<flaskroom-work>`: all that this device keeps of the reader's work, to look at, take along, bring in and delete.
 *
 * A lesson may be gone while a draft of it is here, so nothing in the list depends on the lesson.
 */

import { fill, h, sheet } from "../dom.ts";
import { pick } from "../files/received.ts";
import { loadPart } from "../load-part.ts";
import { backupName, readBackup, writeBackup } from "./backup.ts";
import type { Draft } from "./draft.ts";
import { allDrafts, mergeDraft, removeDraft, replaceDraft } from "./draft-store.ts";
import { addressOf, draftRow, type RowActions } from "./work-rows.ts";
import css from "./work.css" with { type: "text" };

const look = sheet(css);

export class FlaskroomWork extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #said = h("p", { class: "said", role: "status", tabindex: -1 });
  #list = h("div");
  #deleteAll = this.#button("Delete all", () => this.#delete(this.#drafts));
  #drafts: Draft[] = [];
  /** What the pages of drafts hold. */
  #pages = new Map<string, Promise<string | null>>();

  connectedCallback(): void {
    if (this.#said.isConnected) return;
    this.#root.adoptedStyleSheets = [look];
    this.#root.append(
      h(
        "div",
        { class: "tools", role: "group", "aria-label": "All of your work" },
        this.#button("Export everything", () => this.#export()),
        this.#button("Import a file", () => this.#import()),
        this.#deleteAll,
      ),
      this.#said,
      this.#list,
    );
    addEventListener("storage", () => void this.#told(() => this.#draw())); // another tab writes
    void this.#told(() => this.#draw());
  }

  async #draw(): Promise<void> {
    this.#drafts = (await allDrafts()).sort((one, other) => other.saved - one.saved);
    this.#deleteAll.hidden = this.#drafts.length === 0;
    if (this.#drafts.length === 0) {
      return void fill(
        this.#list,
        h("p", { class: "empty" }, "Nothing yet. Change the code of any playground, and it stands here."),
      );
    }
    const actions: RowActions = {
      download: (draft) => void this.#told(() => this.#download(draft)),
      bringBack: (draft) => void this.#told(() => this.#bringBack(draft)),
      remove: (draft) => void this.#told(() => this.#delete([draft])),
    };
    const lessons = Map.groupBy(this.#drafts, ({ page }) => page);
    fill(
      this.#list,
      ...[...lessons.values()].map((drafts) => {
        const rows = h("ul", {}, ...drafts.map((draft) => draftRow(draft, actions)));
        return h("section", {}, h("h2", {}, drafts[0].lesson || "Home"), rows);
      }),
    );
    void this.#markGone();
  }

  /** Says of which drafts the playground is not on this site any more. */
  async #markGone(): Promise<void> {
    for (const row of this.#list.querySelectorAll<HTMLElement>("li")) {
      const { page = "", playground } = row.dataset;
      if (!this.#pages.has(page)) this.#pages.set(page, textOf(page));
      const html = await this.#pages.get(page);
      row.classList.toggle("gone", html !== null && !html?.includes(`<flask-playground name="${playground}"`));
    }
  }

  async #download({ name, project, contents }: Draft): Promise<void> {
    const { download } = await loadPart(() => import("../files/download.ts"));
    await download(project || name.split("/").at(-1)!, { files: Object.fromEntries(contents), run: "flask run" });
  }

  async #bringBack(draft: Draft): Promise<void> {
    const other = await replaceDraft({ ...draft, key: draft.name }, draft.key);
    await this.#draw();
    this.#say(`It opens with the lesson again.${other ? " The version that was there is set aside." : ""}`);
  }

  async #delete(drafts: Draft[]): Promise<void> {
    for (const draft of drafts) await removeDraft(draft);
    await this.#draw();
    const what = drafts.length === 1 ? `${drafts[0].title} is deleted.` : `${drafts.length} drafts are deleted.`;
    this.#say(
      what,
      this.#button("Undo", async () => {
        for (const draft of drafts) await mergeDraft(draft);
        await this.#draw();
        this.#say("It is back as it was.");
      }),
    );
  }

  async #export(): Promise<void> {
    const link = h("a", { href: URL.createObjectURL(new Blob([await writeBackup()], { type: "application/json" })) });
    link.download = backupName();
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // Safari reads it some time after the click
    this.#say(`${link.download} is among your downloads. Import it on another device, or keep it as a copy.`);
  }

  async #import(): Promise<void> {
    const [given] = await pick({ accept: ".json,application/json" });
    if (!given) return;
    try {
      const said = await readBackup(given.file);
      await this.#draw();
      this.#say(said.join(" "));
    } catch (error) {
      if (error instanceof DOMException) throw error;
      throw new Error(`${given.path}: ${(error as Error).message} Nothing was changed.`);
    }
  }

  /** Tells what prevents it. */
  async #told(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      const { name, message } = error as Error;
      const full = name === "QuotaExceededError";
      const kept = error instanceof DOMException && !full;
      this.#say(
        full
          ? "The browser has no more room for this site, so not all of it could be kept. What was here is here."
          : kept
          ? "This browser keeps nothing for this site. Private windows often forbid it."
          : message,
      );
    }
  }

  #say(text: string, ...actions: Node[]): void {
    fill(this.#said, text, ...actions);
    if (!this.#root.activeElement) this.#said.focus(); // what was pressed is not in the list any more
  }

  #button(name: string, act: () => Promise<void>): HTMLButtonElement {
    return h("button", { type: "button", onclick: () => void this.#told(act) }, name);
  }
}

/** A page of this site, empty where there is none any more; null where nobody knows, as without a network. */
async function textOf(page: string): Promise<string | null> {
  const address = addressOf(page);
  const response = address && await fetch(address).catch(() => null);
  if (!response || !response.ok && response.status !== 404) return null;
  return response.ok ? await response.text() : "";
}

if (!customElements.get("flaskroom-work")) customElements.define("flaskroom-work", FlaskroomWork);
