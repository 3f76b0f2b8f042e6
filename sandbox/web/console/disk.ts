/**
 * The disk that the app and the console share, as the page keeps it: name → content.
 *
 * Contents are compared by identity. What somebody wrote stays the same object until somebody writes again.
 */

import type { Command, FileChange, Project } from "../protocol.ts";

type Disk = Project["files"];

/** What has to be written and removed to get from one disk to another. */
export function difference(from: Disk, to: Disk): FileChange {
  const written = Object.fromEntries(
    Object.entries(to).filter(([name, content]) => from[name] !== content).map(([name, content]) => {
      return [name, typeof content === "string" ? new TextEncoder().encode(content) : content];
    }),
  );
  return { written, removed: Object.keys(from).filter((name) => !Object.hasOwn(to, name)) };
}

/** Carries a change out; `as` holds the contents as the next `difference` compares them. */
export function apply(disk: Disk, { written, removed }: FileChange, as: Disk = written): void {
  for (const name of Object.keys(written)) disk[name] = as[name];
  for (const name of removed) delete disk[name];
}

const JOURNAL = /-(journal|wal|shm)$/;

/** SQLite's notes about a transaction that is not at its end. They mean something to the process alone that made them. */
export function isJournal(name: string): boolean {
  return JOURNAL.test(name);
}

/** The file whose transaction a journal is of. */
export function databaseOf(journal: string): string {
  return journal.replace(JOURNAL, "");
}

/** The files without journals. */
export function withoutJournals<T>(files: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !isJournal(name)));
}

/** The files whose imports a command needs: the project's, and the text of `python -c`. Tests count for pytest alone. */
export function imported({ argv, files }: Pick<Command, "argv" | "files">): Disk {
  const tests = argv.some((word) => /^(pytest|py\.test)$/.test(word));
  const needed = Object.entries(files).filter(([name]) => tests || !/(^|\/)(test_[^/]*|conftest)\.py$/.test(name));
  const text = argv[1] === "-c" ? (argv[2] ?? "").replaceAll(";", "\n") : "";
  return { ...Object.fromEntries(needed), "-c.py": `${text}\n${tests ? "import pytest" : ""}` };
}
