/** The strip where readers open a project of their own, by button or by drag and drop. Loaded on that page alone. */

import { wearDialogs } from "./dialogs-look.ts";
import { h } from "../dom.ts";
import type { ProjectFiles } from "./files.ts";
import { loadManifest } from "../runtime/manifest.ts";
import type { Notice } from "../notice.ts";
import { type OwnProject, readProject, remarks } from "./own-project.ts";
import { dropped, pick, type Received } from "./received.ts";
import { itemsOf } from "./tabs.ts";

export interface OpenStripOptions {
  /** Where things may be dropped. */
  bench: HTMLElement;
  files: ProjectFiles;
  notice: Notice;
  /** Another project is there: nothing of the app before counts any more. */
  opened: (name: string) => void;
}

export function openStrip({ bench, files, notice, opened }: OpenStripOptions): HTMLElement {
  const open = async (given: Promise<Received[]>) => {
    try {
      const received = await given;
      if (received.length > 0) await show(await readProject(received));
    } catch (error) {
      notice.show((error as Error).message);
    }
  };
  const show = async (project: OwnProject) => {
    const [before, name] = [files.state, files.projectName];
    const said = remarks(project, await loadManifest(new URL(".", import.meta.url)));
    files.open(project.files);
    opened(project.name);
    const count = Object.keys(project.files).length;
    notice.show([`${project.name} is open, ${count} ${count === 1 ? "file" : "files"}.`, ...said].join(" "), [
      { name: "Keep", act: () => {} },
      { name: "Undo", act: () => (opened(name), files.state = before) },
    ]);
  };
  wearDialogs(bench);
  const over = (on: boolean) => bench.classList.toggle("over", on);
  bench.addEventListener("dragover", (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return; // the tabs take files too
    event.preventDefault();
    over(true);
  });
  bench.addEventListener("dragleave", () => over(false));
  bench.addEventListener("drop", (event) => {
    over(false);
    if (event.defaultPrevented) return;
    event.preventDefault();
    void open(dropped(itemsOf(event)));
  });
  const button = (name: string, options: Parameters<typeof pick>[0]) =>
    h("button", { type: "button", class: "tool worded", onclick: () => void open(pick(options)) }, name);
  return h(
    "div",
    { class: "open-strip", role: "group", "aria-label": "Open your own project" },
    button("Open a folder", { folder: true }),
    button("Open a zip file", { accept: ".zip,application/zip" }),
    h("span", { class: "hint-text" }, "or drop one here"),
  );
}
