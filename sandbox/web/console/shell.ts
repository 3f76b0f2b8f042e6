/**
 * One line of the console, from its words to its exit status.
 *
 * A command is the shell's own, or curl, or starts the app, or runs in the console's Python.
 */

import { BUILTINS } from "./builtins.ts";
import type { ConsolePython } from "./python.ts";
import { LineFault, splitLine } from "./words.ts";
import { loadPart } from "../load-part.ts";
import type { Stream } from "../log-lines.ts";
import type { Answer, FileChange, Project } from "../protocol.ts";
import type { Send } from "../wire.ts";

/** What the console finds around it. */
export interface Surroundings {
  /** Every file that a second terminal would see. */
  disk(): Project["files"];
  /** A command changed files. */
  changed(change: FileChange): void;
  /** Starts the app; resolves to what there is to say about it, and whether it serves. */
  serve(command: Project["run"]): Promise<{ serves: boolean; said: string }>;
  /** Ends the app. */
  stop(): void;
  /** Rejects where no app runs. */
  send: Send;
}

/** What commands have at hand. */
export interface Shell {
  print: (stream: Stream, text: string) => void;
  clear(): void;
  disk(): Project["files"];
  /** Relative to the project's, empty for that. */
  folder: string;
  environment: Record<string, string>;
  /** How many characters fit side by side. */
  columns(): number;
  history: string[];
}

/** Programs that Python runs. */
export const PROGRAMS = ["flask", "pip", "pip3", "py.test", "pytest", "python", "python3"];
const LEFT_ALONE = "curl was interrupted. The app may still be at work on its request; Stop ends it.\n";
const SERVES = /\.run\(|run_simple\(/;

export class CommandLine {
  #shell: Shell;
  #python: ConsolePython;
  #around: Surroundings;

  constructor(shell: Shell, python: ConsolePython, around: Surroundings) {
    this.#shell = shell;
    this.#python = python;
    this.#around = around;
  }

  /** Runs a line. Rejects where `signal` or the end of Python breaks it off. */
  async run(text: string, signal: AbortSignal): Promise<Answer> {
    const ended = (status: number): Answer => ({ status, prompt: null });
    try {
      const { assignments, words } = splitLine(text, this.#shell.environment);
      const [name, ...args] = words;
      if (name === undefined) {
        Object.assign(this.#shell.environment, assignments);
        return ended(0);
      }
      const serves = this.#serves(words, assignments);
      if (serves) return ended(await this.#serve(serves, signal));
      if (Object.hasOwn(BUILTINS, name)) return ended(BUILTINS[name](this.#shell, args));
      if (name === "curl") {
        const { curl } = await loadPart(() => import("./curl.ts"));
        const { send, changed } = this.#around;
        signal.addEventListener("abort", () => this.#shell.print("aside", LEFT_ALONE));
        return ended(await curl(args, { ...this.#shell, send, changed, signal }));
      }
      if (PROGRAMS.includes(name)) return await this.#python.command(this.command(words, assignments));
      this.#shell.print("stderr", unknown(name));
      return ended(127);
    } catch (error) {
      if (!(error instanceof LineFault)) throw error;
      this.#shell.print("stderr", `${error.message}\n`);
      return ended(2);
    }
  }

  /** A command for Python; what it prints is as wide as the console. */
  command(argv: string[], assignments: Record<string, string> = {}) {
    const { folder, environment } = this.#shell;
    const COLUMNS = String(this.#shell.columns());
    return { argv, folder, files: this.#around.disk(), environment: { COLUMNS, ...environment, ...assignments } };
  }

  /** The command as the page's Run knows it, where it is one that starts the app. */
  #serves([name, ...args]: string[], assignments: Record<string, string>): Project["run"] | null {
    const python = name === "python" || name === "python3";
    if (this.#shell.folder || Object.keys(assignments).length > 0) return null;
    if (Object.keys(this.#shell.environment).some((key) => key.startsWith("FLASK_"))) return null;
    const line = (python && args[0] === "-m" ? args.slice(1) : [name, ...args]).join(" ");
    if (line === "flask run") return "flask run";
    if (line === "flask run --debug" || line === "flask --debug run") return "flask run --debug";
    const app = this.#around.disk()["app.py"];
    const isServer = python && args.length === 1 && args[0] === "app.py" && typeof app === "string" && SERVES.test(app);
    return isServer ? "python app.py" : null;
  }

  async #serve(command: Project["run"], signal: AbortSignal): Promise<number> {
    signal.addEventListener("abort", () => this.#around.stop());
    this.#shell.print("aside", "Starting the app, as Run does; its output goes to the Server log.\n");
    const { serves, said } = await this.#around.serve(command);
    signal.throwIfAborted();
    this.#shell.print(serves ? "aside" : "stderr", `${said}\n`);
    return serves ? 0 : 1;
  }
}

/** All names that can begin a line. */
export const COMMANDS = [...Object.keys(BUILTINS), "curl", ...PROGRAMS].sort();

function unknown(name: string): string {
  const near = COMMANDS.find((command) => isNear(command, name));
  const there = COMMANDS.filter((command) => !["pip3", "py.test", "python3"].includes(command)).join(", ");
  return `${name}: command not found${near ? `. Did you mean ${near}?` : `. There are: ${there}.`}\n`;
}

/** True where one letter was added, left out or changed, or two neighbours were swapped. */
export function isNear(a: string, b: string): boolean {
  let head = 0;
  while (head < a.length && a[head] === b[head]) head++;
  const [x, y] = [a.slice(head), b.slice(head)];
  return x.slice(1) === y || x === y.slice(1) || x.slice(1) === y.slice(1) ||
    x.slice(2) === y.slice(2) && x[0] === y[1] && x[1] === y[0];
}
