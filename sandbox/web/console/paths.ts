/** Paths as they are typed in the console, and what is in a folder of the project. */

/** The project's folder, as Python and the prompt name it. */
export const HOME = "/home/learner/app";

/** A typed path as one inside the project, empty for its folder; null where it leads out of it. */
export function resolvePath(folder: string, typed: string): string | null {
  const path = typed.replace(/^~(?=\/|$)/, "/home/learner");
  const absolute = path.startsWith("/") ? path : `${HOME}/${folder}/${path}`;
  const parts: string[] = [];
  for (const part of absolute.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const whole = `/${parts.join("/")}`;
  if (whole === HOME) return "";
  return whole.startsWith(`${HOME}/`) ? whole.slice(HOME.length + 1) : null;
}

/** True where some file lies in it. */
export function isFolder(names: readonly string[], path: string): boolean {
  return path === "" || names.some((name) => name.startsWith(`${path}/`));
}

/** Entries of a folder in the order of their names, each folder with a slash at its end. */
export function entriesOf(names: readonly string[], path: string): string[] {
  const prefix = path && `${path}/`;
  const inside = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return [...new Set(inside.map((name) => name.replace(/\/.*/, "/")))].sort();
}

/** What a begun path can become, as it has to be typed. */
export function pathsFrom(names: readonly string[], folder: string, begun: string): string[] {
  const cut = begun.lastIndexOf("/") + 1;
  const path = resolvePath(folder, begun.slice(0, cut) || ".");
  if (path === null) return [];
  return entriesOf(names, path).map((entry) => begun.slice(0, cut) + entry).filter((entry) => entry.startsWith(begun));
}
