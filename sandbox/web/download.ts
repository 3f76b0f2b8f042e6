/** The project as a zip file, for work at home; the same files that Check runs. */

import { downloadZip } from "client-zip";
import type { Project } from "./protocol.ts";

/** Hands `files` to the browser's downloads as `<name>.zip`. */
export async function download(name: string, files: Project["files"]): Promise<void> {
  const entries = Object.entries(files).map(([path, input]) => ({ name: path, input }));
  const url = URL.createObjectURL(await downloadZip(entries as Parameters<typeof downloadZip>[0]).blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // Safari reads it some time after the click
}
