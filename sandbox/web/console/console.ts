/**
 * The console of one playground: lines go in one after the other, to the shell or to the Python prompt that is open.
 *
 * Loaded when its region is first opened. What is typed or pasted while a command runs waits for its turn, as in a terminal.
 */

import { completeCommand, completePython, type Completion } from "./completion.ts";
import { LineHistory } from "./history.ts";
import { isJournal, withoutJournals } from "./disk.ts";
import { ConsolePython } from "./python.ts";
import { CommandLine, type Shell, type Surroundings } from "./shell.ts";
import { ConsoleView } from "./view.ts";
import type { Place } from "../log-lines.ts";
import type { Answer, BridgeEvent, FileChange } from "../protocol.ts";

export class Console {
  readonly view: ConsoleView;
  #around: Surroundings;
  #python: ConsolePython;
  #line: CommandLine;
  #shell: Shell;
  #typed = new LineHistory();
  #typedPython = new LineHistory();
  /** What Python shows before the next line; null in the shell. */
  #prompt: string | null = null;
  /** What the open line is, where a program asks for it. */
  #asks: "text" | "secret" | undefined;
  #waiting: string[] = [];
  #turn: AbortController | null = null;

  constructor(surroundings: Surroundings, goTo: (place: Place) => void) {
    const around = this.#around = { ...surroundings, disk: () => withoutJournals(surroundings.disk()) };
    const view = this.view = new ConsoleView(goTo, {
      submit: (text) => this.submit(text),
      interrupt: (begun) => void this.interrupt(begun),
      end: () => void this.#end(),
      complete: (text) => this.#complete(text),
      earlier: (shown) => this.#history.move(-1, shown),
      later: (shown) => this.#history.move(1, shown),
    });
    this.#python = new ConsolePython(
      (event) => this.#hear(event),
      (starting) => this.view.starting(starting),
      () => this.#lost(),
    );
    this.#shell = {
      print: (stream, text) => view.print(stream, text),
      clear: () => view.clear(),
      disk: () => around.disk(),
      folder: "",
      environment: {},
      columns: () => view.columns,
      history: this.#typed.lines,
    };
    this.#line = new CommandLine(this.#shell, this.#python, around);
    this.#show();
  }

  /** Takes one or more lines. */
  submit(text: string): void {
    this.#waiting.push(...text.replace(/\\\r?\n\s*/g, " ").split(/\r?\n/));
    if (!this.#turn) void this.#next();
  }

  /** Ctrl+C. */
  async interrupt(begun = ""): Promise<void> {
    this.#waiting = [];
    this.view.echo(this.#shown, `${begun}^C`);
    const turn = this.#turn;
    this.#turn = null;
    turn?.abort(new Error("interrupted"));
    if (this.#python.busy) {
      this.#python.stop();
      this.#prompt = null;
      this.#asks = undefined;
      this.view.print("aside", "Interrupted. The console's Python has ended; an app that runs is not concerned.\n");
    } else if (!turn && this.#prompt !== null) {
      await this.#attend(() => this.#python.drop());
    }
    this.#show();
  }

  /** As on the first day, but for the history. */
  reset(): void {
    this.dispose();
    this.#shell.folder = "";
    for (const name of Object.keys(this.#shell.environment)) delete this.#shell.environment[name];
    this.view.clear();
    this.#show();
  }

  /** Ends what runs, and Python. */
  dispose(): void {
    this.#waiting = [];
    this.#turn?.abort(new Error("interrupted"));
    this.#turn = null;
    this.#prompt = null;
    this.#asks = undefined;
    this.#python.stop();
  }

  get #history(): LineHistory {
    return this.#prompt === null ? this.#typed : this.#typedPython;
  }

  get #shown(): string {
    return this.#prompt ?? `${["app", this.#shell.folder].filter(Boolean).join("/")} $ `;
  }

  async #next(): Promise<void> {
    for (let text = this.#waiting.shift(); text !== undefined; text = this.#waiting.shift()) {
      // Lines that are copied from a page have its prompt before them.
      const line = this.#asks
        ? text
        : this.#prompt === null
        ? text.replace(/^\s*\$ /, "").trim()
        : text.replace(/^(>>>|\.\.\.) ?/, "");
      if (!this.#asks) this.#history.add(line);
      this.view.echo(this.#shown, this.#asks === "secret" ? "" : line);
      if (!await this.#attend((signal) => this.#act(line, signal))) return;
    }
  }

  #act(line: string, signal: AbortSignal): Promise<Answer> {
    if (this.#asks) return this.#python.answer(line);
    if (this.#prompt !== null) return this.#python.line(line, this.#around.disk());
    return this.#line.run(line, signal);
  }

  /** Ctrl+D. */
  async #end(): Promise<void> {
    if (this.#turn || this.#prompt === null) return;
    this.view.echo(this.#shown, "");
    const asks = this.#asks;
    await this.#attend(() => asks ? this.#python.answer(null) : this.#python.line(null, this.#around.disk()));
    if (this.#waiting.length > 0 && !this.#turn) await this.#next();
  }

  /** Runs something until it ends or waits for a line; false where it was broken off. */
  async #attend(act: (signal: AbortSignal) => Promise<Answer>): Promise<boolean> {
    const turn = this.#turn = new AbortController();
    this.#show();
    try {
      const answer = await act(turn.signal);
      if (this.#turn !== turn) return false;
      const { status } = answer;
      this.#asks = status === null ? answer.asks : undefined;
      this.#prompt = this.#asks ? this.view.question() : answer.prompt;
      if (status !== null) this.#shell.environment["?"] = String(status);
    } catch (error) {
      if (this.#turn !== turn) return false; // interrupted, which has been said
      const { message, advice = "" } = error as Error & { advice?: string };
      const said = message.replace(/^The app ended/, "The program ended");
      this.view.print("stderr", `${[said, advice].filter(Boolean).join(" ")}\n`);
      this.#prompt = null;
      this.#asks = undefined;
    }
    this.#turn = null;
    this.#show();
    return true;
  }

  async #complete(text: string): Promise<Completion | null> {
    if (this.#turn || this.#asks) return null;
    const ask = (words: string[], begun: string) => this.#python.suggest(this.#line.command(words), begun);
    try {
      if (this.#prompt !== null) return await completePython(text, ask);
      return await completeCommand(text, Object.keys(this.#around.disk()), this.#shell.folder, ask);
    } catch {
      return null; // a quote, say, that is not closed; Enter tells what is wrong
    }
  }

  #hear(event: BridgeEvent): void {
    if (event.type === "output") this.view.print(event.stream, event.text);
    else if (event.type === "files") this.#wrote(event);
  }

  #wrote({ written, removed }: FileChange): void {
    this.#python.wrote({ written, removed });
    this.#around.changed({ written: withoutJournals(written), removed: removed.filter((name) => !isJournal(name)) });
  }

  /** Its interpreter has ended while Python's prompt was open. */
  #lost(): void {
    this.#prompt = null;
    this.#asks = undefined;
    this.view.print("aside", "The Python prompt is closed: its interpreter has ended.\n");
    this.#show();
  }

  #show(): void {
    const shown = this.#asks && this.#shown === "" ? "Answer: " : this.#shown;
    this.view.show(shown, this.#turn !== null, this.#asks === "secret");
  }
}
