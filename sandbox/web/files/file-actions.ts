/**
 * What is done to files: add, upload, rename, delete, bring back. Loaded when it is first asked for.
 *
 * Nothing asks "are you sure?": whatever takes something away says so and offers to undo it.
 */

import { ask } from "./ask.ts";
import { folderOf, moved, newNameFault } from "./file-names.ts";
import { type Changes, nameFault, type ProjectFiles, type Removed } from "./files.ts";
import { type MenuItem, openMenu } from "./menu.ts";
import type { Notice } from "../notice.ts";
import { contents, dropped, pick, type Received } from "./received.ts";
import type { FileWish, Tabs } from "./tabs.ts";

export interface FileActionsOptions {
  root: ShadowRoot;
  files: ProjectFiles;
  tabs: Tabs;
  notice: Notice;
  /** What the menu offers beside the files. */
  more: MenuItem[];
}

export class FileActions {
  #options: FileActionsOptions;
  #removed: Removed[] = [];

  constructor(options: FileActionsOptions) {
    this.#options = options;
  }

  /** Does what was wished. Rejects with an `Error` for the reader. */
  async act(wish: FileWish): Promise<void> {
    if (wish.type === "menu") openMenu(wish.button, this.#items());
    else if (wish.type === "add") await this.#add();
    else if (wish.type === "drop") await this.#take(await dropped(wish.items));
    else if (this.#options.files.isCheck(wish.name)) this.#options.notice.show(LOCKED(wish.name));
    else if (wish.type === "rename") await this.#rename(wish.name);
    else this.#delete([wish.name], wish.name);
  }

  #items(): MenuItem[] {
    const { files, tabs, more } = this.#options;
    const name = tabs.selected;
    const folder = folderOf(name);
    const inside = files.names.filter((other) => folder !== "" && other.startsWith(folder));
    const own = !files.isCheck(name);
    const all = inside.every((other) => !files.isCheck(other));
    const items: (MenuItem | false)[] = [
      { name: "Add a file…", act: () => void this.#add() },
      { name: "Upload files…", act: () => this.#told(pick({}).then((received) => this.#take(received))) },
      own && { name: `Rename ${name}…`, hint: "F2", act: () => void this.#rename(name) },
      own && files.names.length > 1 &&
      { name: `Delete ${name}`, hint: "Delete", act: () => this.#delete([name], name) },
      inside.length > 0 && all && { name: `Rename folder ${folder}…`, act: () => void this.#renameFolder(folder) },
      inside.length > 1 && all && { name: `Delete folder ${folder}`, act: () => this.#delete(inside, folder) },
      this.#removed.length > 0 && { name: `Bring back ${said(this.#removed)}`, act: () => this.#restore() },
    ];
    return [...items.filter((item) => item !== false), ...more];
  }

  async #add(): Promise<void> {
    const { root, files, tabs } = this.#options;
    const name = await ask(root, {
      title: "Add a file",
      label: "Name",
      value: folderOf(tabs.selected),
      help: "With a / for a folder: templates/home.html",
      verb: "Add",
      fault: (name) => newNameFault(name, files.taken),
    });
    if (name === null) return;
    files.apply({ [name]: "" });
    tabs.select(name, true);
  }

  async #rename(name: string): Promise<void> {
    const { root, files } = this.#options;
    const to = await ask(root, {
      title: `Rename ${name}`,
      label: "New name",
      value: name,
      help: "Another folder moves the file.",
      verb: "Rename",
      fault: (to) => to === name ? null : newNameFault(to, files.taken.filter((other) => other !== name)),
    });
    if (to !== null && to !== name) files.rename({ [name]: to });
  }

  async #renameFolder(folder: string): Promise<void> {
    const { root, files } = this.#options;
    const slashed = (to: string) => to.endsWith("/") ? to : `${to}/`;
    const to = await ask(root, {
      title: `Rename folder ${folder}`,
      label: "New name",
      value: folder.slice(0, -1),
      help: "All of its files move along.",
      verb: "Rename",
      fault: (to) => {
        if (to === "" || to === "/") return "Type a name for the folder.";
        const names = moved(files.names, folder, slashed(to));
        const others = files.taken.filter((other) => !Object.hasOwn(names, other));
        return Object.values(names).map((name) => newNameFault(name, others)).find((fault) => fault !== null) ?? null;
      },
    });
    if (to !== null) files.rename(moved(files.names, folder, slashed(to)));
  }

  #delete(names: string[], what: string): void {
    const { files, notice } = this.#options;
    if (files.names.every((name) => names.includes(name) || files.isCheck(name))) {
      return notice.show(`${what} holds all that is left of the project, so it stays. Add another file first.`);
    }
    this.#removed = files.remove(names);
    notice.show(`${what} is deleted.`, [{ name: "Undo", act: () => this.#restore() }]);
  }

  #restore(): void {
    const { files, tabs } = this.#options;
    const [first] = this.#removed;
    files.restore(this.#removed);
    this.#removed = [];
    tabs.select(first.name, true);
  }

  /** Files from outside: into the folder that the reader names, over files of the same name if there are any. */
  async #take(received: Received[]): Promise<void> {
    if (received.length === 0) return;
    const { root, files, tabs, notice } = this.#options;
    const added = await contents(received);
    const names = Object.keys(added);
    const folder = await ask(root, {
      title: names.length === 1 ? `Add ${names[0]}` : `Add ${names.length} files`,
      label: "Folder",
      value: guess(names),
      help: "Such as static/ or templates/; empty for the project's own folder.",
      verb: "Add",
      fault: (folder) => names.map((name) => this.#uploadFault(place(folder, name))).find((fault) => fault) ?? null,
    });
    if (folder === null) return;
    const before: Changes = {};
    for (const name of names.map((name) => place(folder, name))) {
      before[name] = files.text(name) ?? files.bytes(name) ?? null;
    }
    files.apply(Object.fromEntries(names.map((name) => [place(folder, name), added[name]])));
    tabs.select(place(folder, names[0]), true);
    const replaced = Object.values(before).filter((content) => content !== null).length;
    const what = names.length === 1 ? `${place(folder, names[0])} is added` : `${names.length} files are added`;
    notice.show(
      `${what}${replaced ? `, ${replaced} in the place of ${replaced === 1 ? "one" : "those"} before` : ""}.`,
      [
        { name: "Undo", act: () => files.apply(before) },
      ],
    );
  }

  /** A file may come in the place of one with that very name, and of nothing else. */
  #uploadFault(name: string): string | null {
    const { files } = this.#options;
    if (files.isCheck(name)) return LOCKED(name);
    const fault = nameFault(name);
    if (fault) return `The name ${name} ${fault}.`;
    return newNameFault(name, files.taken.filter((other) => other !== name));
  }

  #told(promise: Promise<void>): void {
    promise.catch((error) => this.#options.notice.show((error as Error).message));
  }
}

const LOCKED = (name: string) => `${name} belongs to the lesson's checks, so it stays as it is.`;

function place(folder: string, name: string): string {
  return folder === "" || folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** The folder in which Flask looks for such files. */
function guess(names: string[]): string {
  if (names.some((name) => name.includes("/"))) return "";
  if (names.every((name) => /\.(html|j2)$/.test(name))) return "templates/";
  return names.every((name) => /\.(css|js|png|jpe?g|gif|svg|webp|avif|ico|woff2?)$/i.test(name)) ? "static/" : "";
}

function said(removed: Removed[]): string {
  return removed.length === 1 ? removed[0].name : `${removed.length} files`;
}
