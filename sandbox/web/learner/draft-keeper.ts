/**
 * Keeps what a reader writes in one playground, and brings it back: from the first change on, or when the page opens.
 *
 * Other tabs write the same draft. A keeper knows the id of the draft that it has read or written last; whenever another
 * one is in its place, it writes beside it and asks, so that no text is lost in silence.
 *
 * Longer than other files because what is written when, and over what, is one idea.
 */

import type { FilesChange, FilesState } from "../files/files.ts";
import { aside, asideKey, type Draft, LIMIT, newId, packFirst, sameFiles, sizeOf, stateOf } from "./draft.ts";
import { notedDraft, noteKey } from "./draft-note.ts";
import { SITE_ROOT } from "./site.ts";
import { hurryDraft, note, putAside, readDraft, removeDraft, replaceDraft, writeDraft } from "./draft-store.ts";
import { DraftTalk, type KeptPlayground } from "./draft-talk.ts";

/** After the last change, in ms; a large project waits longer, since it is written whole. */
const REST = 400;
const REST_A_MEGABYTE = 200;

export class DraftKeeper {
  #bench: KeptPlayground;
  #talk: DraftTalk;
  /** The draft that is kept, as this tab knows it. */
  #kept: Draft | null = null;
  /** The one that Reset has removed, which Undo brings back. */
  #gone: Draft | null = null;
  /** Of the lesson that the reader's version began from. */
  #version: string;
  /** Changed and not written yet. */
  #pending: FilesState | null = null;
  /** Being written. */
  #unsure: FilesState | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** What is shown came with a link, and nothing is decided. */
  #foreign = false;
  /** Another tab's draft, which is in the place of ours. */
  #other: Draft | null = null;
  /** Where this tab writes meanwhile, and in haste. */
  #asideId = newId();
  #hurried = false;
  #ending = new AbortController();

  private constructor(bench: KeptPlayground) {
    this.#bench = bench;
    this.#version = bench.payload.version;
    this.#talk = new DraftTalk(bench, {
      keepMine: () => void this.#keepMine(),
      takeOther: () => void this.#takeOther(),
      keepVersion: () => void this.#keepVersion(),
    });
  }

  /** Resolves when the draft, if there is one, is shown. Never rejects: what is wrong is said in the playground. */
  static async start(bench: KeptPlayground): Promise<DraftKeeper> {
    const keeper = new DraftKeeper(bench);
    await keeper.#start();
    return keeper;
  }

  /** Writes what is not written yet, and ends. */
  async dispose(): Promise<void> {
    this.#ending.abort();
    this.#talk.remove();
    await this.#flush();
  }

  async #start(): Promise<void> {
    const { files, payload } = this.#bench;
    const { signal } = this.#ending;
    const before = files.state;
    files.addEventListener("change", (event) => this.#changed((event as CustomEvent<FilesChange>).detail), { signal });
    addEventListener("pagehide", () => this.#hurry(), { signal });
    document.addEventListener("visibilitychange", () => void (document.hidden ? this.#flush() : this.#look()), {
      signal,
    });
    addEventListener("storage", ({ key }) => key === noteKey(payload.name) && void this.#look(), { signal });
    try {
      const draft = await readDraft(payload.name);
      if (!draft) {
        if (notedDraft(payload.name) !== null) note(payload.name, null); // the browser has cleared the one and not the other
      } else if (this.#isFirst(before) && !this.#pending) return await this.#open(draft);
      else if (!sameFiles(draft.contents, files.state.contents)) this.#meet(draft);
      else [this.#kept, this.#version] = [draft, draft.version]; // the element was taken out of the page and put back
    } catch (error) {
      if (notedDraft(payload.name) !== null) this.#talk.failed(error); // who has written nothing has nothing to lose
    }
    if (!this.#isFirst(files.state)) this.#later();
  }

  /** Shows a draft as the reader's version. */
  async #open(draft: Draft): Promise<void> {
    const { files, payload } = this.#bench;
    this.#kept = draft;
    const [before, state] = [files.state, stateOf(draft, payload.files)];
    if (this.#isFirst(state)) return await this.#write(state); // the lesson has become what the reader made of it
    try {
      files.state = state;
      files.projectName = draft.project;
    } catch (error) { // a file's name is that of a check by now
      files.state = before;
      this.#kept = null;
      await putAside(aside(draft));
      await removeDraft(draft);
      return this.#talk.unusable((error as Error).message);
    }
    this.#forget();
    this.#version = draft.first ? payload.version : draft.version;
    if (this.#version === payload.version) this.#talk.restored(draft);
    else this.#talk.outdated(draft);
  }

  #changed({ origin }: FilesChange): void {
    if (origin === "link") {
      if (!this.#foreign) void this.#flush();
      this.#foreign = true;
      this.#talk.foreign(this.#kept);
    } else {
      this.#pending = this.#bench.files.state;
      this.#later();
    }
  }

  #later(): void {
    this.#pending ??= this.#bench.files.state;
    clearTimeout(this.#timer);
    const megabytes = sizeOf({ ...this.#pending, first: null }) / 1e6;
    this.#timer = setTimeout(() => void this.#flush(), REST + REST_A_MEGABYTE * megabytes);
  }

  #forget(): void {
    this.#pending = null;
    clearTimeout(this.#timer);
  }

  /** Writes what is pending, after what is being written. */
  #flush(): Promise<void> {
    const pending = this.#pending;
    this.#forget();
    if (!pending) return this.#writing;
    this.#unsure = pending;
    return this.#writing = this.#writing.then(async () => {
      try {
        await this.#write(pending);
        await this.#tidy();
        this.#talk.worked();
      } catch (error) {
        this.#talk.failed(error);
      }
      if (this.#unsure === pending) this.#unsure = null;
    });
  }

  /** The page goes, for good or to come back. */
  #hurry(): void {
    const state = this.#pending ?? this.#unsure;
    if (!state || this.#isFirst(state) && !this.#kept) return;
    const follows = this.#foreign || this.#other ? undefined : this.#kept?.id ?? null;
    hurryDraft({ ...aside(this.#draft(state), this.#asideId), follows });
    this.#hurried = true;
    void this.#flush(); // where the page comes back, this goes on
  }

  /** What was written in haste is written properly by now. */
  async #tidy(): Promise<void> {
    if (!this.#hurried || this.#other) return;
    this.#hurried = false;
    const { name } = this.#bench.payload;
    await removeDraft({ key: asideKey(name, this.#asideId), name });
  }

  async #write(state: FilesState): Promise<void> {
    const { name } = this.#bench.payload;
    if (this.#isFirst(state)) {
      if (this.#foreign && this.#kept) return await this.#leave(this.#kept);
      this.#foreign = false;
      const other = this.#kept && await removeDraft({ key: name, name }, this.#kept.id);
      if (other) return this.#meet(other);
      if (this.#kept) this.#talk.clear();
      [this.#gone, this.#kept] = [this.#kept ?? this.#gone, null];
      this.#version = this.#bench.payload.version;
      return;
    }
    if (this.#kept && sameFiles(this.#kept.contents, state.contents) && this.#isSameProject(state)) {
      if (this.#foreign) this.#talk.clear(); // discarded
      this.#foreign = false;
      return;
    }
    if (this.#gone && sameFiles(this.#gone.contents, state.contents)) this.#version = this.#gone.version; // Undo
    const draft = this.#draft(state);
    if (sizeOf(draft) > LIMIT) throw new RangeError("too large");
    if (this.#foreign) return this.#adopt(draft);
    if (!this.#other) {
      const other = await writeDraft(draft, this.#kept?.id ?? null);
      if (!other) return void (this.#kept = draft);
      this.#meet(other);
    }
    await putAside(aside(draft, this.#asideId));
  }

  /** What came with a link is the reader's now; the draft from before is set aside. */
  async #adopt(draft: Draft): Promise<void> {
    this.#foreign = false;
    const before = await replaceDraft(draft);
    this.#kept = draft;
    if (before) this.#talk.setAside(before);
    else this.#talk.clear();
  }

  /** A link's code was reset; the draft behind it is not what the reader has reset. */
  async #leave(draft: Draft): Promise<void> {
    [this.#foreign, this.#kept] = [false, null];
    await putAside(aside(draft));
    await removeDraft(draft, draft.id);
    this.#talk.setAside(draft);
  }

  /** Another tab has written since this one has looked. */
  async #look(): Promise<void> {
    const { payload, files } = this.#bench;
    try {
      await this.#writing;
      const noted = notedDraft(payload.name);
      if (noted === null || noted === this.#kept?.id || this.#other || this.#foreign) return;
      const other = await readDraft(payload.name);
      if (!other || other.id === this.#kept?.id) return;
      if (sameFiles(other.contents, files.state.contents)) this.#kept = other;
      else this.#meet(other);
    } catch {
      // the next change tells
    }
  }

  #meet(other: Draft): void {
    this.#other = other;
    this.#talk.other(other);
  }

  async #keepMine(): Promise<void> {
    const draft = this.#draft(this.#bench.files.state);
    const from = asideKey(draft.name, this.#asideId);
    this.#forget();
    await this.#decide(async () => {
      const before = await replaceDraft(draft, from);
      [this.#kept, this.#other] = [draft, null];
      if (before) this.#talk.setAside(before);
    });
  }

  async #takeOther(): Promise<void> {
    await this.#flush(); // beside the other
    await this.#decide(async () => {
      const draft = await readDraft(this.#bench.payload.name) ?? this.#other!; // gone where that tab has reset it
      this.#other = null;
      this.#asideId = newId(); // what stands under the one before is not touched any more
      await this.#open(draft);
    });
  }

  async #decide(act: () => Promise<void>): Promise<void> {
    try {
      await this.#writing;
      await act();
    } catch (error) {
      this.#talk.failed(error);
    }
  }

  /** The lesson has changed, and the reader's version stays as it is. */
  async #keepVersion(): Promise<void> {
    this.#version = this.#bench.payload.version;
    this.#forget();
    await this.#decide(async () => {
      const draft = this.#draft(this.#bench.files.state);
      const other = await writeDraft(draft, this.#kept?.id ?? null);
      if (!other) this.#kept = draft;
      else this.#meet(other);
    });
  }

  #draft(state: FilesState): Draft {
    const { payload: { name, title, files }, files: { projectName: project } } = this.#bench;
    const [key, id, saved, version] = [name, newId(), Date.now(), this.#version];
    const page = location.pathname.slice(SITE_ROOT.pathname.length).replace(/index\.html$/, "");
    const lesson = document.querySelector("h1")?.firstChild?.textContent?.trim() || document.title;
    const first = state.first === files ? null : packFirst(state);
    return { key, id, name, title, lesson, page, version, saved, project, contents: state.contents, first };
  }

  /** True where nothing is the reader's. */
  #isFirst({ contents, first }: FilesState): boolean {
    const { files } = this.#bench.payload;
    return first === files && sameFiles(contents, Object.entries(files));
  }

  #isSameProject({ first }: FilesState): boolean {
    return (first === this.#bench.payload.files) === (this.#kept!.first === null);
  }
}
