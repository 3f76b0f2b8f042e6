/**
 * The files of one playground: what the learner edits, and what the running app left on its disk.
 *
 * They are kept apart on purpose. What the app wrote goes back to it at the next Run and is forgotten by Reset, but it
 * never replaces what the learner typed.
 */

import type { Payload } from "./payload.ts";
import type { Project } from "./protocol.ts";

/** Learner's files that differ from the starter: name → text, or null for a removed one. */
export type Changes = Record<string, string | null>;

/** Fires `change` when the learner's files change; `origin` tells typing from everything else. */
export class ProjectFiles extends EventTarget {
  #payload: Payload;
  #texts: Map<string, string>;
  #written = new Map<string, Uint8Array>();
  #removed = new Set<string>();
  #decoded: Record<string, Uint8Array> | null = null;

  constructor(payload: Payload) {
    super();
    this.#payload = payload;
    this.#texts = new Map(Object.entries(payload.files));
  }

  /** Names of the learner's files in tab order, then of the checks. */
  get names(): string[] {
    return [...this.#texts.keys(), ...Object.keys(this.#payload.checks)];
  }

  /** True for a file that is shown and not edited. */
  isCheck(name: string): boolean {
    return Object.hasOwn(this.#payload.checks, name);
  }

  /** The text of a learner's file or a check; undefined where there is none. */
  text(name: string): string | undefined {
    return this.#texts.get(name) ?? (this.isCheck(name) ? this.#payload.checks[name] : undefined);
  }

  isChanged(name: string): boolean {
    const { files } = this.#payload;
    return !this.isCheck(name) && (!Object.hasOwn(files, name) || this.#texts.get(name) !== files[name]);
  }

  /** The learner typed: the file is his from now on, whatever the app made of it. */
  type(name: string, text: string): void {
    if (this.#texts.get(name) === text) return;
    this.#texts.set(name, text);
    this.#written.delete(name);
    this.#removed.delete(name);
    this.#changed("typing");
  }

  /** Replaces all of the learner's files. Throws a `TypeError` where a name or a text is none. */
  replace(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      const fault = nameFault(name) ?? (this.isCheck(name) ? "is a check, which cannot be edited" : null);
      if (fault) throw new TypeError(`The file name ${JSON.stringify(name)} ${fault}.`);
      if (typeof text !== "string") throw new TypeError(`The text of ${name} is ${typeof text}, not a string.`);
    }
    for (const [name, text] of Object.entries(files)) {
      if (this.#texts.get(name) !== text) this.#written.delete(name), this.#removed.delete(name);
    }
    this.#texts = new Map(Object.entries(files));
    this.#changed("replace");
  }

  /** Puts files over the learner's; null removes one. Throws as `replace` does. */
  apply(changes: Changes): void {
    const all: Changes = { ...Object.fromEntries(this.#texts), ...changes };
    this.replace(
      Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null)),
    );
  }

  /** Back to the starter; the app's own files are forgotten. */
  reset(): void {
    this.#written.clear();
    this.#removed.clear();
    this.replace(this.#payload.files);
  }

  /** What differs from the starter. */
  changes(): Changes {
    const removed = Object.keys(this.#payload.files).filter((name) => !this.#texts.has(name));
    const changed = [...this.#texts].filter(([name]) => this.isChanged(name));
    return Object.fromEntries([...changed, ...removed.map((name) => [name, null] as const)]);
  }

  /** The learner's files, name → text; assigning to a member edits that file. */
  get all(): Record<string, string> {
    const all: Record<string, string> = {};
    for (const name of this.#texts.keys()) {
      Object.defineProperty(all, name, {
        enumerable: true,
        get: () => this.#texts.get(name) ?? "",
        set: (text: string) => this.apply({ [name]: text }),
      });
    }
    return Object.preventExtensions(all); // a new name would get lost without a word; this way it throws
  }

  /** The app wrote or removed files of the project. */
  absorb(written: Record<string, Uint8Array>, removed: string[]): void {
    for (const [name, bytes] of Object.entries(written)) this.#written.set(name, bytes), this.#removed.delete(name);
    for (const name of removed) this.#removed.add(name), this.#written.delete(name);
  }

  /** What a Run starts from: assets, starter, the app's disk, and over all of them what the learner changed. */
  forRun(): Project["files"] {
    const disk = { ...this.#assets, ...Object.fromEntries(this.#texts), ...Object.fromEntries(this.#written) };
    for (const name of this.#removed) delete disk[name];
    const edited = [...this.#texts].filter(([name]) => this.isChanged(name));
    return { ...disk, ...Object.fromEntries(edited) };
  }

  /** What a second terminal sees: the disk of the app, and the checks beside it. */
  forConsole(): Project["files"] {
    return { ...this.forRun(), ...this.#payload.checks };
  }

  /** The project as it is handed in: learner's files, assets and the author's checks, and nothing that the app wrote. */
  forCheck(): Project["files"] {
    return { ...this.#assets, ...Object.fromEntries(this.#texts), ...this.#payload.checks };
  }

  get #assets(): Record<string, Uint8Array> {
    return this.#decoded ??= Object.fromEntries(
      Object.entries(this.#payload.assets).map(([name, text]) => [name, fromBase64(text)]),
    );
  }

  #changed(origin: "typing" | "replace"): void {
    this.dispatchEvent(new CustomEvent("change", { detail: { origin } }));
  }
}

/** Why `name` cannot be a path inside a project, as the end of a sentence; null where it can. */
export function nameFault(name: string): string | null {
  if (name === "" || name.length > 200) return "needs 1 to 200 characters";
  // deno-lint-ignore no-control-regex -- control characters are what is looked for
  if (name.startsWith("/") || /[\\:\0-\x1f]/.test(name)) return "is not a relative path with / between folders";
  const odd = name.split("/").find((part) => part === "" || part === "." || part === "..");
  return odd === undefined ? null : `has the part ${JSON.stringify(odd)}; a path goes down only`;
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
