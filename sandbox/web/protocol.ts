/**
 * Every word that crosses between the page and the worker.
 *
 * Types only; imports nothing. A newcomer would get this wrong: a view that raises is a response with
 * status 500 and an event `problem`, never a rejected promise. A rejection means that the interpreter itself is gone.
 */

/** What the page asks of the worker; implemented in `worker.ts`. */
export interface WorkerMethods {
  /** Starts the interpreter. Rejects when an asset is damaged or the engine cannot run it. */
  boot(options: BootOptions): Promise<Booted>;
  /** Unpacks the wheels of optional packages, by their file names. */
  install(wheels: string[]): Promise<void>;
  /** Resolves when the whole library is there. */
  complete(): Promise<void>;
  /** Starts a small app, asks it and forgets it, because all that takes longer the first time. */
  rehearse(): Promise<void>;
  /** Writes the project and loads its app; resolves to the problem that prevented it, or to null once it serves. */
  start(project: Project): Promise<Problem | null>;
  /** Calls the WSGI app. The response comes as events `response`, `chunk`, `end` with the same id, before this resolves. */
  request(id: number, request: WireRequest): Promise<void>;
  /** Nobody waits for that response any more: what the app iterates over is closed, as when a client disconnects. */
  cancel(id: number): void;
  /** Runs pytest in the project. Rejects only if the interpreter dies. */
  check(project: Project): Promise<CheckReport>;
  /** Runs a command of the console. What it prints and writes comes as events before this resolves. */
  command(command: Command): Promise<Answer>;
  /** Hands what waits since the last command a line; null is the end of the input. */
  line(text: string | null): Promise<Answer>;
  /** Ctrl+C: forgets the lines of a block that is not complete, or interrupts what asks. */
  drop(): Promise<Answer>;
  /** What the last word of the command, `begun`, can become; at a Python prompt the command has no other words. */
  suggest(command: Command, begun: string): Promise<string[]>;
  /** Changes files of the project from outside; no event tells of them. */
  write(change: FileChange): Promise<void>;
  /** Runs checks beside strange code, as `sandbox/classroom/jobs.py` describes it; what is told comes as events `told`. */
  grade(job: string): Promise<void>;
  /** Puts files in place and asks what is in charge of a grading (`sandbox/classroom/door.py`). Both texts are JSON. */
  desk(files: Record<string, Uint8Array>, question: string): Promise<string>;
}

/** What the worker tells the page, unasked. */
export interface PageMethods {
  event(event: BridgeEvent): void;
  /** Something cannot go on without the second piece of the library. */
  needRest(): void;
}

/** How to start; the files themselves come by way of the frame (`frame.ts`), since a worker may fetch nothing. */
export interface BootOptions {
  /** For which interpreter the bundle was made (the `info` of its lock file). */
  lock: Record<string, string>;
  /** Modules that come with the second piece of the archive. */
  later: string[];
  /** Size of the memory that the file `snapshot` continues, in bytes; null to begin anew. */
  snapshot: number | null;
  /** Most memory that Python may use, in bytes. */
  memoryLimit: number;
}

export interface Booted {
  /** Python's version, e.g. `3.14.2`. */
  python: string;
}

/** A folder to write, and how to run it. */
export interface Project {
  files: Record<string, string | Uint8Array>;
  run: "flask run" | "flask run --debug" | "python app.py";
}

/** A command as a shell hands it over. */
export interface Command {
  files: Project["files"];
  /** Program and arguments. */
  argv: string[];
  /** Relative to the project's, empty for that. */
  folder: string;
  environment: Record<string, string>;
  /** File names of the wheels that come when they are imported. */
  offers: string[];
}

/**
 * How a command stands: it has ended with a status, or waits for a line. `asks` is there where that line is no Python but
 * what a program asks for by `input()`; what it has printed stands before it, and `prompt` is empty.
 */
export type Answer = { status: number; prompt: null } | { status: null; prompt: string; asks?: "text" | "secret" };

/** Files that were written, and names of those that were removed. */
export interface FileChange {
  written: Record<string, Uint8Array>;
  removed: string[];
}

/** An HTTP request as it goes over the wire; the target is an absolute URL (RFC 9112 section 3.2.2). */
export interface WireRequest {
  method: string;
  url: string;
  headers: Header[];
  body: Uint8Array;
}

/** A field line (RFC 9110 section 5): name and value, in order, repeated names kept. */
export type Header = [name: string, value: string];

export type BridgeEvent =
  | { type: "response"; id: number; status: number; reason: string; headers: Header[] }
  | { type: "chunk"; id: number; bytes: Uint8Array }
  | { type: "end"; id: number }
  /** What happened inside Flask, after the response: an `Inspection` as JSON, which is read when somebody looks at it. */
  | { type: "inspection"; id: number; text: string }
  /** The app starts anew by itself: what it has printed so far does not count. */
  | { type: "again" }
  /** What the app and its server print. */
  | { type: "output"; stream: "stdout" | "stderr"; text: string }
  | { type: "problem"; id: number | null; problem: Problem }
  /** A check begins, and has ended: all that is known of checks that never come to their end. */
  | { type: "checking"; label: string; number: number; count: number }
  | { type: "checked"; result: CheckResult }
  /** A line of a run that is graded: JSON, out of an interpreter that strange code shares. */
  | { type: "told"; line: string }
  /** Files of the project that the app wrote or removed since the last such event. */
  | { type: "files" } & FileChange;

/** Something that went wrong in the learner's project, ready to be shown beside the code. */
export interface Problem {
  /** A hint is about a request that the app has refused; nothing was raised. */
  kind: "syntax" | "import" | "app" | "exception" | "exit" | "memory" | "checks" | "hint";
  /** Exception class, e.g. `ZeroDivisionError`. */
  type: string;
  message: string;
  /** What to do about it, one or two sentences; empty where the message says it already. */
  advice: string;
  /** Where in the learner's own files, innermost; null where nowhere. Lines and columns count from 1. */
  file: string | null;
  line: number | null;
  column: number | null;
  /** Outermost first. */
  frames: Frame[];
  /** The traceback as Python prints it. */
  traceback: string;
}

export interface Frame {
  /** Relative to the project for the learner's own files, absolute otherwise. */
  file: string;
  line: number;
  function: string;
  source: string;
  /** True for the learner's own files. */
  own: boolean;
  /** Variables and their values in a few words, for the learner's own files. */
  locals: [name: string, value: string][];
}

/** What happened inside Flask while it answered one request. Values are Python's, in a few words. */
export interface Inspection {
  /** ms in the app. */
  time: number;
  /** The app's import name; null where no Flask app was reached. */
  app: string | null;
  /** In the order of time. */
  happenings: Happening[];
  /** How many more there were. */
  left_out: number;
  /** Names of the signals that were sent, and how many receivers each had. */
  signals: [name: string, receivers: number][];
  routing?: Routing | null;
  session?: SessionAccount | null;
}

/** Where something is written; only files of the project (`own`) can be shown. */
export interface CodePlace {
  file: string;
  line: number;
  own: boolean;
}

/** `at`: ms since the request came. `depth`: inside how many others. `took`: ms, null where that is not known. */
export type Happening =
  & { at: number; depth: number }
  & (
    | HookCall
    | {
      kind: "template";
      name: string | null;
      file: string;
      own: boolean;
      /** A value that Flask or a context processor added is null. */
      context: [name: string, value: string | null][];
      left_out: number;
      took: number | null;
    }
    | { kind: "sql"; statement: string; parameters: string | null; took: number | null }
    | { kind: "log"; logger: string; level: string; message: string } & CodePlace
    | { kind: "exception"; type: string; said: string; status: number | null } & CodePlace
    | { kind: "flash"; message: string; category: string }
    | { kind: "flashed"; messages: string }
    | Mail
  );

/** A mail that the app has sent, or would have. */
export interface Mail {
  kind: "mail";
  fields: [name: string, value: string][];
  text: string | null;
  html: string | null;
  attachments: [name: string, type: string, bytes: number][];
  /** Whether a part is longer than what is here. */
  cut: boolean;
}

/** A function that Flask called: the view, or a hook by the name of its decorator. */
export interface HookCall extends CodePlace {
  kind: "hook";
  hook: string;
  blueprint: string | null;
  name: string;
  took: number | null;
  returned: string | null;
}

export interface Routing {
  /** The rule that matched, or null. */
  rule: string | null;
  endpoint: string | null;
  methods: string[];
  /** Status and reason where no rule matched, or Flask redirects to another URL. */
  refused: string | null;
  redirect: string | null;
  view: (CodePlace & { name: string }) | null;
  arguments: [name: string, value: string][];
  blueprints: string[];
  others: { rule: string; endpoint: string; methods: string[]; why: string }[];
  left_out: number;
}

/** The session's cookie: null where there is none, empty where it was deleted. */
export interface SessionAccount {
  cookie: string;
  before: string | null;
  after: string | null;
  /** Whether the app has a secret key. */
  key: boolean;
  /** False where an extension keeps sessions in another way. */
  signed: boolean;
  interface: string;
  salt?: string;
  digest?: string;
  /** Whether the signature of `before` is right; null where there is nothing to compare. */
  valid?: "good" | "expired" | "bad" | null;
}

export interface CheckReport {
  /** In the order in which they are written. */
  results: CheckResult[];
  /** Why the checks could not be collected, or null. */
  problem: Problem | null;
}

export interface CheckResult {
  /** pytest's node id, e.g. `test_app.py::test_greets_by_name`. */
  id: string;
  /** First paragraph of the check's docstring; its name in words where it has none. */
  label: string;
  outcome: "passed" | "failed" | "error" | "skipped";
  /** The author's assertion message, or the exception in one line; empty when passed. */
  message: string;
  /** pytest's own account of the failure; empty when passed. */
  detail: string;
  /** Where it failed, in the learner's own files if it was there; null when passed. */
  file: string | null;
  line: number | null;
  /** Milliseconds. */
  duration: number;
  /** The learner's own line that the failure comes from, or from which the view raised; null where there is none. */
  own: CheckPlace | null;
  /** The line of the check that failed; where the check begins when it passed. */
  check: CheckPlace | null;
  /** What a view raised meanwhile, in one line; empty where none did. */
  raised: string;
  /** The values that were compared, where a comparison is all that failed. */
  comparison: Comparison | null;
  /** The last requests that the check sent, each hop, and how many more there were before them. */
  requests: SentRequest[];
  more_requests: number;
}

export interface CheckPlace {
  file: string;
  line: number;
}

/** What a check expected, and what it got. */
export interface Comparison {
  /** E.g. `Expected`, `Expected to contain`, `Expected at least`. */
  wanted: string;
  expected: string;
  received: string;
  /** What was asked, as the check has it, e.g. `response.status_code`; empty where that is long. */
  of: string;
  /** True for texts as they are; otherwise values as Python writes them. */
  lines: boolean;
  /** True where both should be the same, so that a difference says something. */
  alike: boolean;
}

/** A request of a test client. */
export interface SentRequest {
  method: string;
  url: string;
  headers: Header[];
  /** Null for one of more than 64 KiB, or one that could not be read twice. */
  body: Uint8Array | null;
  /** The body in a few words, e.g. `name=tea`. */
  said: string;
  /** Null where the app raised. */
  status: number | null;
}
