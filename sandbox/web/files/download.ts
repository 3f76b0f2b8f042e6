/** The project as a zip file that runs at home: the files that Check runs, and what pip and a person have to know. */

import { downloadZip } from "client-zip";
import { loadManifest, type Manifest } from "../runtime/manifest.ts";
import { requirementsFor } from "../runtime/packages.ts";
import type { Project } from "../protocol.ts";

/** Hands the project to the browser's downloads as `<name>.zip`. Rejects with a `BootError` where the list of packages is not there. */
export async function download(name: string, project: Project): Promise<void> {
  const files = forHome(name, project, await loadManifest(new URL(".", import.meta.url)));
  const entries = Object.entries(files).map(([path, input]) => ({ name: path, input }));
  const url = URL.createObjectURL(await downloadZip(entries as Parameters<typeof downloadZip>[0]).blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // Safari reads it some time after the click
}

/** The project's files, with a requirements.txt and a README.txt where it has none. */
export function forHome(name: string, project: Project, manifest: Manifest): Project["files"] {
  const added = { "requirements.txt": requirementsFor(project, manifest), "README.txt": readme(name, project.run) };
  return { ...added, ...project.files };
}

function readme(name: string, run: string): string {
  return `${name}

Unpack this folder, open a terminal in it, and make a place for the packages (once):

    python3 -m venv .venv
    . .venv/bin/activate              (Windows: .venv\\Scripts\\activate)
    pip install -r requirements.txt

Start the app, and open http://localhost:5000 in a browser:

    ${run}

Run the tests:

    pytest
`;
}
