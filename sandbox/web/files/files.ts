/**
 * The files of one playground: what the learner edits, and what the running app left on its disk.
 *
 * They are kept apart on purpose. What the app wrote goes back to it at the next Run and is forgotten by Reset, but it
 * never replaces what the learner typed.
 */

import type { Payload } from "../payload.ts";
import type { Project } from "../protocol.ts";

/** What a file holds: text, which the editor shows, or bytes that are none. */
export type Content = string | Uint8Array<ArrayBuffer>;

/** Learner's files that differ from the starter: name → content, or null for a removed one. */
export type Changes = Record<string, Content | null>;

/** A file that was taken away, and which place among the tabs it had. */
export interface Removed {
  name: string;
  content: Content;
  place: number;
}

/** What a `change` says: where it comes from, and the old → new names of files that were renamed. */
export interface FilesChange {
  /** A `link` brings what someone else wrote, and the reader has not decided about it yet. */
  origin: "typing" | "replace" | "link";
  renamed: Record<string, string>;
}

/** All of the learner's files and what Reset goes back to, to be put back later. */
export interface FilesState {
  contents: [name: string, content: Content][];
  first: Record<string, Content>;
}

/** Fires `change`, with a `FilesChange` as its detail, when the learner's files change. */
export class ProjectFiles extends EventTarget {
  /** Of a project that the reader has opened, else empty. */
  projectName = "";
  #payload: Payload;
  #contents: Map<string, Content>;
  /** What Reset goes back to: the starter, or the project that the reader has opened. */
  #first: Record<string, Content>;
  #written = new Map<string, Uint8Array>();
  #removed = new Set<string>();
  #decoded: Record<string, Uint8Array> | null = null;

  constructor(payload: Payload) {
    super();
    this.#payload = payload;
    this.#first = payload.files;
    this.#contents = new Map(Object.entries(payload.files));
  }

  /** Names of the learner's files in tab order, then of the checks. */
  get names(): string[] {
    return [...this.#contents.keys(), ...Object.keys(this.#payload.checks)];
  }

  /** Names that cannot be taken by another file: those of `names`, and of the assets. */
  get taken(): string[] {
    return [...this.names, ...Object.keys(this.#payload.assets)];
  }

  /** True for a file that is shown and not edited. */
  isCheck(name: string): boolean {
    return Object.hasOwn(this.#payload.checks, name);
  }

  /** The text of a learner's file or a check; undefined where there is none. */
  text(name: string): string | undefined {
    const content = this.#contents.get(name) ?? (this.isCheck(name) ? this.#payload.checks[name] : undefined);
    return typeof content === "string" ? content : undefined;
  }

  /** The bytes of a learner's file that is no text; undefined where there is none. */
  bytes(name: string): Uint8Array<ArrayBuffer> | undefined {
    const content = this.#contents.get(name);
    return typeof content === "string" ? undefined : content;
  }

  isChanged(name: string): boolean {
    return !this.isCheck(name) &&
      (!Object.hasOwn(this.#first, name) || this.#contents.get(name) !== this.#first[name]);
  }

  /** The learner typed: the file is his from now on, whatever the app made of it. */
  type(name: string, text: string): void {
    if (this.#contents.get(name) === text) return;
    this.#contents.set(name, text);
    this.#own(name);
    this.#changed("typing");
  }

  /** Replaces all of the learner's texts. Throws a `TypeError` where a name or a text is none. */
  replace(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      if (typeof text !== "string") throw new TypeError(`The text of ${name} is ${typeof text}, not a string.`);
    }
    this.#take([...Object.entries(files), ...[...this.#contents].filter(([, content]) => typeof content !== "string")]);
  }

  /** Puts files over the learner's; null removes one. Throws as `replace` does. */
  apply(changes: Changes): void {
    this.#take(present({ ...Object.fromEntries(this.#contents), ...changes }));
  }

  /** Shows changes of the first version that came with a link, whatever the learner has made of it. Throws as `replace`. */
  receive(changes: Changes): void {
    this.#take(present({ ...this.#first, ...changes }), {}, "link");
  }

  /** Another project takes the place of the starter, for Reset as well. Throws as `replace` does. */
  open(files: Record<string, Content>, origin: FilesChange["origin"] = "replace"): void {
    this.#take(Object.entries(files), {}, origin);
    this.#first = files;
    this.#written.clear();
    this.#removed.clear();
    this.#changed(origin);
  }

  /** What came with a link is the learner's from now on. */
  adopt(): void {
    this.#changed("replace");
  }

  get state(): FilesState {
    return { contents: [...this.#contents], first: this.#first };
  }

  /** Throws as `replace` does; put `state` as it was back then. */
  set state({ contents, first }: FilesState) {
    this.#first = first;
    this.#take(contents);
  }

  /** Gives files other names in the same places; `names` is old → new. Throws as `replace` does. */
  rename(names: Record<string, string>): void {
    const renamed = (name: string) => Object.hasOwn(names, name) ? names[name] : name;
    this.#take([...this.#contents].map(([name, content]) => [renamed(name), content]), names);
  }

  /** Takes files away, and returns what brings them back. */
  remove(names: string[]): Removed[] {
    const removed = [...this.#contents].map(([name, content], place) => ({ name, content, place }))
      .filter(({ name }) => names.includes(name));
    this.#take([...this.#contents].filter(([name]) => !names.includes(name)));
    return removed;
  }

  /** Puts back what `remove` took away; a file that has come in its place meanwhile stays. */
  restore(removed: Removed[]): void {
    const entries = [...this.#contents];
    for (const { name, content, place } of removed) {
      if (!this.taken.includes(name)) entries.splice(place, 0, [name, content]);
    }
    this.#take(entries);
  }

  /** Back to the first version; the app's own files are forgotten. */
  reset(): void {
    this.#written.clear();
    this.#removed.clear();
    this.#take(Object.entries(this.#first));
  }

  /** What differs from the starter. */
  changes(): Changes {
    const { files } = this.#payload;
    const removed = Object.keys(files).filter((name) => !this.#contents.has(name));
    const changed = [...this.#contents].filter(([name, content]) =>
      !Object.hasOwn(files, name) || files[name] !== content
    );
    return Object.fromEntries([...changed, ...removed.map((name) => [name, null] as const)]);
  }

  /** The learner's texts, name → text; assigning to a member edits that file. */
  get all(): Record<string, string> {
    const all: Record<string, string> = {};
    for (const [name, content] of this.#contents) {
      if (typeof content !== "string") continue;
      Object.defineProperty(all, name, {
        enumerable: true,
        get: () => this.text(name) ?? "",
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
    const disk = { ...this.#assets, ...Object.fromEntries(this.#contents), ...Object.fromEntries(this.#written) };
    for (const name of this.#removed) delete disk[name];
    const edited = [...this.#contents].filter(([name]) => this.isChanged(name));
    return { ...disk, ...Object.fromEntries(edited) };
  }

  /** What a second terminal sees: the disk of the app, and the checks beside it. */
  forConsole(): Project["files"] {
    return { ...this.forRun(), ...this.#payload.checks };
  }

  /** The project as it is handed in: learner's files, assets and the author's checks, and nothing that the app wrote. */
  forCheck(): Project["files"] {
    return { ...this.#assets, ...Object.fromEntries(this.#contents), ...this.#payload.checks };
  }

  get #assets(): Record<string, Uint8Array> {
    return this.#decoded ??= Object.fromEntries(
      Object.entries(this.#payload.assets).map(([name, text]) => [name, fromBase64(text)]),
    );
  }

  /** Replaces all of the learner's files, if all of the names can be. */
  #take(
    entries: [name: string, content: Content][],
    renamed: FilesChange["renamed"] = {},
    origin: FilesChange["origin"] = "replace",
  ): void {
    for (const [name] of entries) {
      const fault = nameFault(name) ?? (this.isCheck(name) ? "is a check, which cannot be edited" : null);
      if (fault) throw new TypeError(`The file name ${JSON.stringify(name)} ${fault}.`);
    }
    const before = this.#contents;
    this.#contents = new Map(entries);
    for (const [name, content] of entries) if (before.get(name) !== content) this.#own(name);
    for (const name of before.keys()) if (!this.#contents.has(name)) this.#written.delete(name);
    this.#changed(origin, renamed);
  }

  /** What the app made of the file does not count any more. */
  #own(name: string): void {
    this.#written.delete(name);
    this.#removed.delete(name);
  }

  #changed(origin: FilesChange["origin"], renamed: FilesChange["renamed"] = {}): void {
    this.dispatchEvent(new CustomEvent<FilesChange>("change", { detail: { origin, renamed } }));
  }
}

function present(changes: Changes): [name: string, content: Content][] {
  return Object.entries(changes).filter((entry): entry is [string, Content] => entry[1] !== null);
}

/** Why `name` cannot be a path inside a project, as the end of a sentence; null where it can. */
export function nameFault(name: string): string | null {
  if (name === "" || name.length > 200) return "needs 1 to 200 characters";
  // deno-lint-ignore no-control-regex -- control characters are what is looked for
  if (name.startsWith("/") || /[\\:\0-\x1f]/.test(name)) return "is not a relative path with / between folders";
  const odd = name.split("/").find((part) => part === "" || part === "." || part === "..");
  return odd === undefined ? null : `has the part ${JSON.stringify(odd)}; a path goes down only`;
}

/** The bytes of a Base64 text. Throws where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
