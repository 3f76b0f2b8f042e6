/**
 * The payload: what `embed.py` writes into a page for one playground (schema 1).
 *
 * Types only. `tests/golden/payload.json` is read by the Python and the TypeScript tests alike.
 */

/** One playground, as the page carries it. Every path is relative to the project and uses `/`. */
export interface Payload {
  schema: 1;
  /** `<track>/<lesson>/<playground>`, or `starter` for a `project`; unique on the site. */
  name: string;
  title: string;
  /** A `project` is the reader's own, tests included; others are a lesson's. */
  kind: "example" | "exercise" | "project";
  /** First 12 hex digits of the SHA-256 of the files: tells a draft which version it began from. */
  version: string;
  run: RunCommand;
  /** Path that the preview opens after Run, e.g. `/greet/Ada`. */
  path: string;
  /** File whose tab is selected at first. */
  open: string;
  /** What the learner edits (name → text), in tab order. */
  files: Record<string, string>;
  /** Binary files of the project (name → Base64), not editable. */
  assets: Record<string, string>;
  /** `test_*.py` and `conftest.py` (name → text), shown and not editable. */
  checks: Record<string, string>;
  /** The requests of `requests.http`. */
  requests: SavedRequest[];
  /** Present where `kind` is `exercise`. */
  exercise: Exercise | null;
}

/** The command that the reader would type at home; the bridge behaves as it would. */
export type RunCommand = "flask run" | "flask run --debug" | "python app.py";

export interface SavedRequest {
  name: string;
  method: string;
  /** Path and query, e.g. `/search?q=tea`. */
  path: string;
  headers: [name: string, value: string][];
  body: string;
}

export interface Exercise {
  points: number;
  /** First 12 hex digits of the SHA-256 of files and checks: tells which edition was assigned or handed in. */
  edition: string;
  /** Markdown rendered to HTML, opened one at a time. */
  hints: string[];
  /** Only the files that differ from the starter (name → text). */
  solution: Record<string, string>;
  mistakes: KnownMistake[];
}

/** A wrong answer that people give. */
export interface KnownMistake {
  /** Words in the message of a check that fails because of it. */
  says: string;
  /** Markdown rendered to HTML. */
  because: string;
}
