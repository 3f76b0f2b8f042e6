/** Where the instructor hands things over: by picker, by drag and drop, or a link that is pasted. */

import type { Assignment } from "../classroom/assignment.ts";
import { fill, h } from "../dom.ts";
import { dropped, pick, type Received } from "../files/received.ts";
import { itemsOf } from "../files/tabs.ts";
import { belowTop } from "./given.ts";
import { GivenFiles } from "./given-files.ts";
import type { Given } from "./grading.ts";

/** Files that may be handed over at once. */
const MOST = 5_000;

export class HandOver {
  readonly element: HTMLElement;
  readonly #files = new GivenFiles();
  #drop: HTMLElement;
  #list = h("ul", { class: "flaskroom-given" });
  #said = h("p", { role: "status", class: "flaskroom-said" });
  #link = h("input", { type: "text", placeholder: "Paste its link", "aria-label": "Link of the assignment" });
  #jobs = number("Runs at a time", Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1)), 16);
  #seconds = number("Seconds for one run", 60, 600);

  /** `worth` says in a few words what an assignment holds. */
  constructor(private worth: (assignment: Assignment) => string) {
    this.#link.addEventListener("input", () => void this.#told(() => this.#files.open(this.#link.value)));
    const button = (name: string, options: Parameters<typeof pick>[0], hidden = false) => {
      const act = () => this.#told(async () => await this.#take(await pick(options), hidden));
      return h("button", { type: "button", onclick: () => void act() }, name);
    };
    this.#drop = h(
      "div",
      { class: "flaskroom-drop", role: "group", "aria-label": "Assignment and submissions" },
      h(
        "p",
        {},
        h("strong", {}, "Drop everything here: "),
        "assignment.toml and the submissions, as they came. " +
          "Zip files and texts, a folder, or the zip file that Moodle or Canvas makes of all.",
      ),
      h(
        "p",
        { class: "flaskroom-buttons" },
        button("Choose files", {}),
        button("Choose a folder", { folder: true }),
        this.#link,
      ),
    );
    const more = h(
      "details",
      {},
      h("summary", {}, "Hidden checks, and more"),
      h(
        "p",
        {},
        "Hidden checks are your own, in folders ",
        h("code", {}, "<track>/<lesson>/<playground>/test_*.py"),
        ", with weights.toml beside them. They stay on your disk.",
      ),
      h(
        "p",
        { class: "flaskroom-buttons" },
        button("Choose the folder of hidden checks", { folder: true }, true),
        button("or a zip file of it", { accept: ".zip,application/zip" }, true),
      ),
      h(
        "p",
        {},
        "received.csv, marks.toml and an export of Canvas's gradebook are known by name and columns: " +
          "choose or drop them with the rest.",
      ),
      h("div", { class: "flaskroom-two" }, this.#jobs.row, this.#seconds.row),
    );
    this.element = h("div", { class: "flaskroom-hand-over" }, this.#drop, more, this.#list, this.#said);
  }

  /** What is missing or wrong, as a sentence; null where nothing is. */
  get lacking(): string | null {
    const wrong = [this.#jobs, this.#seconds].find(({ input }) => !input.checkValidity());
    const { lacking } = this.#files;
    return lacking ?? (wrong ? `${wrong.name}: a whole number from ${wrong.input.min} to ${wrong.input.max}.` : null);
  }

  /** Where nothing is lacking. */
  get given(): Given {
    return { ...this.#files.given, jobs: Number(this.#jobs.input.value), seconds: Number(this.#seconds.input.value) };
  }

  /** Canvas's export, where it was given. */
  canvas(): Promise<string | null> {
    return this.#files.canvas();
  }

  clear(): void {
    this.#files.clear();
    this.#link.value = "";
    this.#draw();
  }

  /** Anywhere on the page: beside the frame, the browser would leave the page and open the file. */
  takeDrops(): void {
    const concerns = (event: DragEvent) => this.element.isConnected && event.dataTransfer?.types.includes("Files");
    const over = (is: boolean) => this.#drop.classList.toggle("over", is);
    addEventListener("dragover", (event) => {
      if (!concerns(event)) return;
      event.preventDefault();
      over(true);
    });
    addEventListener("dragleave", (event) => !event.relatedTarget && over(false));
    addEventListener("drop", (event) => {
      over(false);
      if (!concerns(event)) return;
      event.preventDefault();
      const items = itemsOf(event); // gone once this function ends
      void this.#told(async () => await this.#take(await dropped(items, MOST), false));
    });
  }

  async #take(given: Received[], hidden: boolean): Promise<void> {
    // An exercise's name may begin with the folder that was chosen.
    const aside = await this.#files.take(hidden ? given : belowTop(given), hidden);
    if (given.some(({ path }) => path.endsWith(".toml"))) this.#link.value = ""; // the file is what counts now
    if (aside.length === 0) return;
    const named = aside.slice(0, 5).join(", ") + (aside.length > 5 ? ", …" : "");
    fill(this.#said, `Left aside, since grading has no use for ${aside.length > 1 ? "them" : "it"}: ${named}.`);
  }

  async #told(act: () => void | Promise<void>): Promise<void> {
    fill(this.#said);
    try {
      await act();
    } catch (error) {
      fill(this.#said, (error as Error).message);
    }
    this.#draw();
  }

  #draw(): void {
    const rows = this.#files.holdings(this.worth).map(({ what, name, remove }) => {
      const gone = () => {
        remove();
        this.#draw();
      };
      const button = h("button", { type: "button", onclick: gone, "aria-label": `Remove ${name}` }, "Remove");
      return h("li", {}, h("span", {}, what), button);
    });
    fill(this.#list, ...rows);
  }
}

function number(name: string, value: number, max: number) {
  const input = h("input", { type: "number", min: 1, max, step: 1, required: true, value });
  return { name, input, row: h("label", {}, name, input) };
}
