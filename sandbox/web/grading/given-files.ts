/**
 * What the instructor has handed over so far: one assignment, submissions, hidden checks, and tables of their own.
 *
 * A newcomer would keep submissions by their names alone. Two learners' files may have the same one, and neither gives way.
 */

import { type Assignment, fromFragment, toFragment } from "../classroom/assignment.ts";
import type { Received } from "../files/received.ts";
import { unzip } from "../files/unzip.ts";
import { counted } from "../learner/progress.ts";
import { loadPart } from "../load-part.ts";
import { addTo, kindOf } from "./given.ts";
import type { Given } from "./grading.ts";

/** One kind of what is there: in words, by what name it is removed, and how. */
export interface Holding {
  what: string;
  name: string;
  remove: () => void;
}

export class GivenFiles {
  #assignment: Assignment | null = null;
  /** What is wrong with the link. */
  #fault = "";
  #submissions = new Map<string, Received>();
  #hidden = new Map<string, Received>();
  #single: Record<"received" | "marks" | "canvas", Received | null> = { received: null, marks: null, canvas: null };

  /** Takes the assignment of a link; nothing where that is empty. Throws an `AssignmentFault`, and keeps what was there. */
  open(link: string): void {
    this.#fault = "";
    if (!link.trim()) return;
    try {
      this.#assignment = fromFragment(link);
    } catch (error) {
      this.#fault = (error as Error).message;
      throw error;
    }
  }

  /**
   * Takes files by what they are, all of them as `hidden` checks where they were chosen so; resolves to paths of those that
   * grading has no use for. Rejects with an `AssignmentFault` or with `Refused`, and keeps what was there.
   */
  async take(given: Received[], hidden: boolean): Promise<string[]> {
    const aside: string[] = [];
    for (const one of hidden ? await unpacked(given) : given) {
      const kind = await kindOf(one, hidden);
      if (kind === "assignment") {
        const { fromToml } = await loadPart(() => import("../classroom/assignment-file.ts"));
        this.#assignment = fromToml(await one.file.text());
      } else if (kind === "hidden") this.#hidden.set(one.path, one);
      else if (kind === "submission" && !hidden) await addTo(this.#submissions, one);
      else if (kind === "received" || kind === "marks" || kind === "canvas") this.#single[kind] = one;
      else if (kind !== undefined) aside.push(one.path);
    }
    return aside;
  }

  /** What is missing before anything can be graded, as a sentence; null where nothing is. */
  get lacking(): string | null {
    if (!this.#assignment) {
      return this.#fault || "The assignment is missing: choose assignment.toml, or paste its link.";
    }
    return this.#submissions.size > 0 ? null : "There are no submissions yet: drop them above, or choose them.";
  }

  /** Where nothing is lacking. */
  get given(): Omit<Given, "jobs" | "seconds"> {
    const { received, marks } = this.#single;
    return {
      fragment: toFragment(this.#assignment!),
      submissions: [...this.#submissions.values()],
      hidden: [...this.#hidden.values()],
      received,
      marks,
    };
  }

  /** Canvas's export, where it was given. */
  async canvas(): Promise<string | null> {
    return await this.#single.canvas?.file.text() ?? null;
  }

  clear(): void {
    for (const { remove } of this.holdings(() => "")) remove();
    this.#fault = "";
  }

  /** All that is there; `worth` says in a few words what an assignment holds. */
  holdings(worth: (assignment: Assignment) => string): Holding[] {
    const found: Holding[] = [];
    const assignment = this.#assignment;
    if (assignment) {
      const remove = () => this.#assignment = null;
      found.push({ what: `“${assignment.title}”: ${worth(assignment)}`, name: "the assignment", remove });
    }
    for (const [files, name] of [[this.#submissions, "submissions"], [this.#hidden, "hidden checks"]] as const) {
      const remove = () => files.clear();
      if (files.size) found.push({ what: `${counted(files.size, "file")} of ${name}`, name: `the ${name}`, remove });
    }
    for (const [kind, words] of Object.entries(WORDS) as [keyof typeof WORDS, string][]) {
      const one = this.#single[kind];
      const remove = () => this.#single[kind] = null;
      if (one) found.push({ what: `${one.path}: ${words}`, name: one.path, remove });
    }
    return found;
  }
}

const WORDS = {
  received: "when they came in",
  marks: "points and comments by hand",
  canvas: "an export of Canvas's gradebook, to be filled in",
};

/** Zip files of hidden checks as what they hold. Rejects with `Refused`. */
async function unpacked(given: Received[]): Promise<Received[]> {
  const found = await Promise.all(given.map(async (one) => {
    if (!one.path.toLowerCase().endsWith(".zip")) return [one];
    return unzip(new Uint8Array(await one.file.arrayBuffer()), () => true);
  }));
  return found.flat();
}
