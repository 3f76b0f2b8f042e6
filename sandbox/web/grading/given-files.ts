/** Where the instructor hands files over: by picker, by drag and drop, or a link that is pasted. */

import { fill, h } from "../dom.ts";
import { type Assignment, fromFragment, toFragment } from "../classroom/assignment.ts";
import { dropped, pick, type Received } from "../files/received.ts";
import { itemsOf } from "../files/tabs.ts";
import { unzip } from "../files/unzip.ts";
import { counted } from "../learner/progress.ts";
import { loadPart } from "../load-part.ts";
import { addTo, belowTop, kindOf } from "./given.ts";
import type { Given } from "./grading.ts";

/** Files that may be handed over at once. */
const MOST = 5_000;

export class GivenFiles {
  readonly element: HTMLElement;
  #assignment: Assignment | null = null;
  #submissions = new Map<string, Received>();
  #hidden = new Map<string, Received>();
  #single: Record<"received" | "marks" | "canvas", Received | null> = { received: null, marks: null, canvas: null };
  /** What is wrong with the link. */
  #fault = "";
  #said = h("p", { role: "status", class: "flaskroom-said" });
  #drop: HTMLElement;
  #list = h("ul", { class: "flaskroom-given" });
  #link = h("input", { type: "text", placeholder: "Paste its link", "aria-label": "Link of the assignment" });
  #jobs = number("Runs at a time", Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1)), 16);
  #seconds = number("Seconds for one run", 60, 600);

  /** `worth` says in a few words what an assignment holds. */
  constructor(private worth: (assignment: Assignment) => string) {
    this.#link.addEventListener("input", () =>
      void this.#told(() => {
        this.#fault = "";
        if (!this.#link.value.trim()) return;
        try {
          this.#assignment = fromFragment(this.#link.value);
        } catch (error) {
          this.#fault = (error as Error).message;
          throw error;
        }
      }));
    const button = (name: string, ask: () => Promise<Received[]>, hidden = false) =>
      h(
        "button",
        { type: "button", onclick: () => void this.#told(async () => this.#take(await ask(), hidden)) },
        name,
      );
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
        button("Choose files", () => pick({})),
        button("Choose a folder", () => pick({ folder: true })),
        this.#link,
      ),
    );
    this.element = h(
      "div",
      { class: "flaskroom-hand-over" },
      this.#drop,
      h(
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
          button("Choose the folder of hidden checks", () => pick({ folder: true }), true),
          button("or a zip file of it", () => pick({ accept: ".zip,application/zip" }), true),
        ),
        h(
          "p",
          {},
          "received.csv, marks.toml and an export of Canvas's gradebook are known by name and columns: " +
            "choose or drop them with the rest. ",
          h("a", { href: "../grading/" }, "What they hold."),
        ),
        h("div", { class: "flaskroom-two" }, this.#jobs.row, this.#seconds.row),
      ),
      this.#list,
      this.#said,
    );
  }

  /** What is missing before anything can be graded, as a sentence; null where nothing is. */
  get lacking(): string | null {
    if (!this.#assignment) {
      return this.#fault || "The assignment is missing: choose assignment.toml, or paste its link.";
    }
    if (this.#submissions.size === 0) return "There are no submissions yet: drop them above, or choose them.";
    const wrong = [this.#jobs, this.#seconds].find(({ input }) => !input.checkValidity());
    return wrong ? `${wrong.name}: a whole number from ${wrong.input.min} to ${wrong.input.max}.` : null;
  }

  /** Where nothing is lacking. */
  get given(): Given {
    return {
      fragment: toFragment(this.#assignment!),
      submissions: [...this.#submissions.values()],
      hidden: [...this.#hidden.values()],
      received: this.#single.received,
      marks: this.#single.marks,
      jobs: Number(this.#jobs.input.value),
      seconds: Number(this.#seconds.input.value),
    };
  }

  /** Canvas's export, where it was given. */
  async canvas(): Promise<string | null> {
    return await this.#single.canvas?.file.text() ?? null;
  }

  clear(): void {
    this.#assignment = null;
    this.#submissions.clear();
    this.#hidden.clear();
    this.#single = { received: null, marks: null, canvas: null };
    this.#link.value = this.#fault = "";
    this.#draw();
  }

  /** Anywhere on the page: beside the frame, the browser would leave the page and open the file. */
  takeDrops(): void {
    const over = (is: boolean) => this.#drop.classList.toggle("over", is);
    addEventListener("dragover", (event) => {
      if (!this.element.isConnected || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      over(true);
    });
    addEventListener("dragleave", (event) => !event.relatedTarget && over(false));
    addEventListener("drop", (event) => {
      over(false);
      if (!this.element.isConnected || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      const items = itemsOf(event);
      void this.#told(async () => this.#take(await dropped(items, MOST), false));
    });
  }

  async #take(given: Received[], hidden: boolean): Promise<void> {
    const aside: string[] = [];
    const below = hidden ? given : belowTop(given);
    for (const one of hidden ? await unpacked(below) : below) {
      const kind = await kindOf(one, hidden);
      if (kind === "assignment") {
        const { fromToml } = await loadPart(() => import("../classroom/assignment-file.ts"));
        this.#assignment = fromToml(await one.file.text());
        this.#link.value = "";
      } else if (kind === "hidden") this.#hidden.set(one.path, one);
      else if (kind === "submission" && !hidden) await addTo(this.#submissions, one);
      else if (kind === "received" || kind === "marks" || kind === "canvas") this.#single[kind] = one;
      else if (kind !== undefined) aside.push(one.path);
    }
    this.#draw();
    if (aside.length > 0) {
      const named = aside.slice(0, 5).join(", ") + (aside.length > 5 ? ", …" : "");
      fill(this.#said, `Left aside, since grading has no use for ${aside.length > 1 ? "them" : "it"}: ${named}.`);
    }
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
    const { received, marks, canvas } = this.#single;
    const row = (what: string, name: string, remove: () => void) => {
      const gone = () => {
        remove();
        this.#draw();
      };
      return h(
        "li",
        {},
        h("span", {}, what),
        h("button", { type: "button", onclick: gone, "aria-label": `Remove ${name}` }, "Remove"),
      );
    };
    const assignment = this.#assignment;
    fill(
      this.#list,
      assignment && row(`“${assignment.title}”: ${this.worth(assignment)}`, "the assignment", () => {
        this.#assignment = null;
        this.#link.value = "";
      }),
      this.#submissions.size > 0 &&
        row(
          `${counted(this.#submissions.size, "file")} of submissions`,
          "the submissions",
          () => this.#submissions.clear(),
        ),
      this.#hidden.size > 0 &&
        row(`${counted(this.#hidden.size, "file")} of hidden checks`, "the hidden checks", () => this.#hidden.clear()),
      received && row(`${received.path}: when they came in`, "received.csv", () => this.#single.received = null),
      marks && row(`${marks.path}: points and comments by hand`, "marks.toml", () => this.#single.marks = null),
      canvas && row(`${canvas.path}: an export of Canvas`, "the export of Canvas", () => this.#single.canvas = null),
    );
  }
}

/** Zip files of hidden checks as what they hold. Rejects with `Refused`. */
async function unpacked(given: Received[]): Promise<Received[]> {
  const found = await Promise.all(given.map(async (one) => {
    if (!one.path.toLowerCase().endsWith(".zip")) return [one];
    return unzip(new Uint8Array(await one.file.arrayBuffer()), () => true);
  }));
  return found.flat();
}

function number(name: string, value: number, max: number) {
  const input = h("input", { type: "number", min: 1, max, step: 1, required: true, value });
  return { name, input, row: h("label", {}, name, input) };
}
