/**
 * The commands that need no Python: what a shell does itself, and the small programs that look at files.
 *
 * Each returns its exit status. Whatever else a system has is not here, and the reader is told so.
 */

import { entriesOf, HOME, isFolder, resolvePath } from "./paths.ts";
import type { Shell } from "./shell.ts";

export type Builtin = (shell: Shell, args: string[]) => number;

export const BUILTINS: Record<string, Builtin> = {
  cat,
  cd,
  clear: (shell) => (shell.clear(), 0),
  echo,
  exit: (shell) =>
    fail(shell, "There is nothing to leave here: the console stays, and keeps no Python waiting for long.", 0),
  export: setVariables,
  help,
  history: (shell) => {
    shell.history.forEach((line, index) => shell.print("stdout", `${String(index + 1).padStart(5)}  ${line}\n`));
    return 0;
  },
  ls,
  pwd: (shell) => (shell.print("stdout", `${[HOME, shell.folder].filter(Boolean).join("/")}\n`), 0),
  unset: (shell, names) => (names.forEach((name) => delete shell.environment[name]), 0),
};

const HELP: [command: string, meaning: string][] = [
  ["flask …", "routes, shell, run, --help, and the app's own commands"],
  ["python …", "a prompt; a file, -c TEXT, -m MODULE"],
  ["pytest …", "the project's tests"],
  ["curl URL", "a request to the running app; curl --help"],
  ["ls, cat, cd, pwd", "the project's files"],
  ["pip list", "the packages that there are"],
  ["export NAME=VALUE", "a variable for the commands that follow"],
  ["echo, history, clear", "as everywhere"],
];

function help({ print }: Shell): number {
  print("stdout", HELP.map(([command, meaning]) => `${command.padEnd(21)} ${meaning}\n`).join(""));
  print("stdout", "Tab completes, arrows bring earlier commands back, Ctrl+C interrupts, Ctrl+L clears.\n");
  return 0;
}

function fail({ print }: Shell, message: string, status = 1): number {
  print("stderr", `${message}\n`);
  return status;
}

function echo({ print }: Shell, args: string[]): number {
  const open = args[0] === "-n";
  print("stdout", args.slice(open ? 1 : 0).join(" ") + (open ? "" : "\n"));
  return 0;
}

function setVariables(shell: Shell, args: string[]): number {
  for (const arg of args) {
    const [name, ...value] = arg.split("=");
    if (!/^[A-Za-z_]\w*$/.test(name)) return fail(shell, `export: not a name: ${name}`);
    if (value.length > 0) shell.environment[name] = value.join("=");
  }
  if (args.length === 0) {
    for (const [name, value] of Object.entries(shell.environment)) shell.print("stdout", `${name}=${value}\n`);
  }
  return 0;
}

function cd(shell: Shell, [typed = HOME]: string[]): number {
  const path = resolvePath(shell.folder, typed);
  if (path === null) return fail(shell, `cd: ${typed}: the project's folder, ${HOME}, is as far up as it goes here`);
  const names = Object.keys(shell.disk());
  if (names.includes(path)) return fail(shell, `cd: ${typed}: Not a directory`);
  if (!isFolder(names, path)) return fail(shell, `cd: ${typed}: No such file or directory`);
  shell.folder = path;
  return 0;
}

function ls(shell: Shell, args: string[]): number {
  const flags = args.filter((arg) => /^-./.test(arg)).join("").replaceAll("-", "");
  const odd = /[^al1hp]/.exec(flags);
  if (odd) return fail(shell, `ls: invalid option -- '${odd[0]}' (here: -l and -a)`, 2);
  const typed = args.filter((arg) => !/^-./.test(arg));
  return Math.max(...(typed.length > 0 ? typed : ["."]).map((path) => list(shell, path, flags, typed.length > 1)));
}

function list(shell: Shell, typed: string, flags: string, titled: boolean): number {
  const path = resolvePath(shell.folder, typed);
  const disk = shell.disk();
  const names = Object.keys(disk);
  if (path === null || !names.includes(path) && !isFolder(names, path)) {
    return fail(shell, `ls: cannot access '${typed}': No such file or directory`, 2);
  }
  const one = names.includes(path);
  const entries = one ? [typed] : entriesOf(names, path).filter((name) => flags.includes("a") || !name.startsWith("."));
  if (titled && !one) shell.print("stdout", `${typed}:\n`);
  for (const entry of entries) {
    const content = disk[one ? path : `${path && `${path}/`}${entry}`];
    const size = content === undefined ? "" : String(bytesOf(content).length);
    shell.print("stdout", flags.includes("l") ? `${size.padStart(9)}  ${entry}\n` : `${entry}\n`);
  }
  return 0;
}

function cat(shell: Shell, args: string[]): number {
  if (args.length === 0) return fail(shell, "cat: name a file; nobody can type into it here");
  return Math.max(...args.map((typed) => {
    const path = resolvePath(shell.folder, typed);
    const disk = shell.disk();
    const content = path === null ? undefined : disk[path];
    if (content === undefined) {
      const why = path !== null && isFolder(Object.keys(disk), path) ? "Is a directory" : "No such file or directory";
      return fail(shell, `cat: ${typed}: ${why}`);
    }
    const bytes = bytesOf(content);
    if (bytes.includes(0)) return fail(shell, `cat: ${typed}: ${bytes.length} bytes that are no text`);
    const text = new TextDecoder().decode(bytes);
    shell.print("stdout", text);
    if (text && !text.endsWith("\n")) shell.print("stdout", "\n");
    return 0;
  }));
}

/** A file's content as bytes. */
export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
