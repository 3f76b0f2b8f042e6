/**
 * Everything inside one element, joined: the parts know nothing of each other and are wired up here.
 *
 * Longer than other files because wiring is one idea; each part does its own work elsewhere.
 */

import { Checker } from "./checker.ts";
import { CodePane } from "./editor/code-pane.ts";
import type { Surroundings } from "./console/shell.ts";
import { h } from "./dom.ts";
import { exerciseHelp } from "./exercise.ts";
import type { FileActions } from "./files/file-actions.ts";
import { type FilesChange, ProjectFiles } from "./files/files.ts";
import { toggleFullScreen } from "./full-screen.ts";
import type { Link } from "./files/link.ts";
import type { DraftKeeper } from "./learner/draft-keeper.ts";
import { notedDraft } from "./learner/draft-note.ts";
import { loadPart } from "./load-part.ts";
import type { Place } from "./log-lines.ts";
import type { MenuItem } from "./files/menu.ts";
import { Notice } from "./notice.ts";
import { LatePanels } from "./panels/late.ts";
import type { Payload, SavedRequest } from "./payload.ts";
import type { BridgeEvent, CheckReport, CheckResult, Problem, Project } from "./protocol.ts";
import { Runner } from "./runner.ts";
import type { Session } from "./session.ts";
import { Split } from "./split.ts";
import { Stage } from "./stage.ts";
import { type FileWish, Tabs } from "./files/tabs.ts";
import { type Action, SPOKEN, type State, Toolbar } from "./toolbar.ts";

/** Makes an event of the element. */
export type Report = (type: "statechange" | "request" | "check", detail: unknown) => void;

export class Workbench {
  readonly files: ProjectFiles;
  #payload: Payload;
  #host: HTMLElement;
  #report: Report;
  #runner: Runner;
  #checker: Checker;
  #toolbar: Toolbar;
  #notice = new Notice();
  #code: CodePane;
  #tabs: Tabs;
  #stage: Stage;
  #panels: LatePanels;
  #link: Link | null = null;
  #split: Split;
  #fileActions: FileActions | null = null;
  #keeper: Promise<DraftKeeper | void> | null = null;
  /** Resolves when the reader's own version is shown, where this device keeps one. */
  #restored: Promise<unknown> | null = null;
  #root: ShadowRoot;

  constructor(host: HTMLElement, root: ShadowRoot, payload: Payload, report: Report) {
    const { title, exercise, requests, open, path } = payload;
    this.#payload = payload;
    this.#host = host;
    this.#root = root;
    this.#report = report;
    const files = this.files = new ProjectFiles(payload);
    const note = exercise ? `Exercise, ${exercise.points} ${exercise.points === 1 ? "point" : "points"}` : "";
    this.#runner = new Runner(title, () => openSession(this.#panels), {
      state: (state, why) => this.#enter(state, why),
      opened: (session) => this.#opened(session),
      stage: ({ name, loaded, total }) => {
        if (name === "download" || name === "start") this.#stage.starting(name, loaded, total);
      },
      event: (event) => this.#hear(event),
      problem: (problem) => this.#refused(problem),
      failed: (message, advice) => this.#stage.failed(message, advice, () => void this.run()),
    });
    this.#panels = new LatePanels(requests, this.#around(), {
      goTo: (place) => this.#goTo(place),
      send: (request) => void this.#send(request),
      cookies: {
        remove: (cookie) => this.#runner.session?.removeCookie(cookie),
        clear: () => this.#runner.session?.clearCookies(),
        put: (before, edit) =>
          this.#runner.session
            ? this.#runner.session.putCookie(before, edit)
            : "Press Run first: it opens the browser.",
      },
      client: {
        send: async (request, options) => {
          const session = await this.#serving();
          await session?.send(request, options);
          return session !== null;
        },
        cookies: (url, shared) => this.#runner.session?.cookies(shared).header(url) ?? "",
        source: () => this.files.text("app.py") ?? "",
      },
    });
    this.#checker = new Checker(async () => (await this.#panels.load()).checks, {
      busy: (checking) => this.#busy(checking),
      report: (report) => this.#checked(report),
      failed: (message) => this.#toolbar.announce(message),
    });
    this.#toolbar = new Toolbar(title, note, exercise !== null, (action) => this.#act(action));
    const onFailure = (message: string) => this.#notice.show(message);
    this.#code = new CodePane({ host, root, files, open, onWish: () => void this.#keep(), onFailure });
    this.#tabs = new Tabs(files, open, this.#code.element, {
      select: (file) => (this.#code.show(file), void this.#code.load()), // which colours it
      wish: (wish) => void this.#wish(wish),
    });
    this.#stage = new Stage(path);
    const panes = h(
      "div",
      { class: "panes", style: `--lines: ${longest(payload)}` },
      h("div", { class: "pane" }, this.#tabs.element, this.#code.element),
      h("div", { class: "pane" }, this.#stage.element),
    );
    this.#split = new Split(panes);
    files.addEventListener("change", (event) => this.#filesChanged((event as CustomEvent<FilesChange>).detail));
    this.#showIdle();
    root.append(h(
      "div",
      { class: "bench", role: "group", "aria-label": title, onkeydown: (event: KeyboardEvent) => this.#key(event) },
      this.#toolbar.element,
      this.#notice.element,
      panes,
      this.#panels.drawer.element,
      exercise && exerciseHelp(payload, () => this.#checker.tried, { files, notice: this.#notice, tabs: this.#tabs }),
    ));
    if (payload.kind === "project") void this.#offerOpening();
    if (notedDraft(payload.name) !== null) void this.#code.hold(this.#restored = this.#keep());
  }

  /** Resolves when the first response is drawn or when what prevented it is shown. */
  async run(command = this.#payload.run): Promise<void> {
    if (this.#restored) await this.#restored;
    this.#panels.here?.newRun();
    void this.#code.mark(null);
    const project = { files: this.files.forRun(), run: command };
    await this.#runner.run(project, this.#runner.session?.window.url || this.#payload.path);
  }

  stop(): void {
    this.#checker.stop();
    this.#runner.stop();
  }

  /** Back to the first version: files, cookies and what the app has written. */
  reset(): void {
    this.#checker.stop();
    this.#runner.reset();
    this.files.reset();
    this.#panels.reset();
    this.#stage.remove();
    this.#showIdle();
    this.#notice.clear();
  }

  /** Runs the checks in an interpreter of their own. Rejects when they do not come to their end. */
  async check(): Promise<CheckResult[]> {
    if (this.#restored) await this.#restored;
    // The first version is no mistake of the learner's.
    const own = Object.keys(this.files.changes()).length > 0;
    const mistakes = own ? this.#payload.exercise?.mistakes ?? [] : [];
    return await this.#checker.check({ files: this.files.forCheck(), run: this.#payload.run }, mistakes);
  }

  /** As the element's `fetch`; waits for an app that is starting. */
  async fetch(path: string, init?: RequestInit): Promise<Response> {
    if (this.#runner.state === "starting") await this.#runner.started;
    const { session, state } = this.#runner;
    if (state === "running" && session) return await session.fetch(path, init);
    throw new Error(`Nothing listens on http://localhost:5000, so ${path} got no response: call run() first.`);
  }

  /** Takes over the files that the page's address carries for this playground. */
  async loadLink(): Promise<void> {
    if (!/:|%3a/i.test(location.hash)) return;
    await this.#restored; // which Discard goes back to
    await this.#withLink((link) => link.load());
  }

  dispose(): void {
    this.#checker.stop();
    this.#runner.dispose();
    this.#panels.dispose();
    this.#code.destroy();
    void this.#keeper?.then((keeper) => keeper?.dispose());
  }

  #act(action: Action): void {
    if (action === "run") this.#runByHand();
    else if (action === "stop") this.stop();
    else if (action === "reset") this.#resetByHand();
    else if (action === "check") this.check().catch(() => {}); // what it rejects with is on the screen
    else if (action === "share") void this.#withLink((link) => link.share());
    else if (action === "download") void this.#download();
    else void toggleFullScreen(this.#host);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "?" && !isTyping(event)) return void this.#showShortcuts();
    // Material's keys for the next page and the one before would leave what was typed in here.
    if ("np.,".includes(event.key)) return event.stopPropagation();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#runByHand();
  }

  /** Where the window is below the code, the eye goes to it. A script that calls `run` moves nobody's page. */
  #runByHand(): void {
    void this.run();
    this.#stage.element.scrollIntoView({ block: "nearest" });
  }

  async #withLink(act: (link: Link) => Promise<void>): Promise<void> {
    try {
      const { Link } = await loadPart(() => import("./files/link.ts"));
      const { name, kind } = this.#payload;
      await act(this.#link ??= new Link(name, kind === "project", this.files, this.#notice));
    } catch (error) {
      this.#notice.show((error as Error).message);
    }
  }

  /** What was typed can be brought back; what the app wrote cannot. */
  #resetByHand(): void {
    const before = this.files.state;
    const changed = this.files.names.some((name) => this.files.isChanged(name));
    this.reset();
    if (!changed) return;
    this.#notice.show("The first version is back.", [
      { name: "Keep", act: () => {} },
      { name: "Undo", act: () => this.files.state = before },
    ]);
  }

  /** Sends a saved request past the window, starting the app first where it does not run. */
  async #send({ method, path, headers, body }: SavedRequest): Promise<void> {
    const session = await this.#serving();
    if (!session) return; // what prevented it is on the screen
    this.#panels.drawer.open("Requests");
    try {
      this.#panels.here?.details((await session.client({ method, path, headers, body })).id);
    } catch (error) {
      this.#notice.show((error as Error).message);
    }
  }

  /** The session of the running app, which is started where it does not run; null where it does not start. */
  async #serving(): Promise<Session | null> {
    if (this.#runner.state === "starting") await this.#runner.started;
    else if (this.#runner.state !== "running") await this.run();
    const { session, state } = this.#runner;
    return state === "running" ? session : null;
  }

  async #download(): Promise<void> {
    try {
      const { download } = await loadPart(() => import("./files/download.ts"));
      const name = this.files.projectName || this.#payload.name.split("/").at(-1)!;
      await download(name, { files: this.files.forCheck(), run: this.#payload.run });
    } catch (error) {
      this.#notice.show(`The download could not be prepared: ${(error as Error).message}`);
    }
  }

  /** What the console finds: the same disk and the same app. */
  #around(): Surroundings {
    return {
      disk: () => this.files.forConsole(),
      changed: (change) => {
        this.files.absorb(change.written, change.removed);
        this.#runner.session?.write(change);
      },
      serve: (command) => this.#serve(command),
      stop: () => this.#runner.stop(),
      send: async (request) => {
        if (this.#runner.state === "starting") await this.#runner.started;
        const { session, state } = this.#runner;
        if (state === "running" && session) return await session.carry(request);
        throw new Error("The app is stopped: nothing listens on http://localhost:5000.");
      },
    };
  }

  /** Starts the app for the console. */
  async #serve(command: Project["run"]): ReturnType<Surroundings["serve"]> {
    await this.run(command);
    const { state } = this.#runner;
    if (state === "running") return { serves: true, said: "Running on http://localhost:5000. Stop ends it." };
    return {
      serves: false,
      said: state === "failed" ? "The app did not start; Problems says why." : "The app was stopped.",
    };
  }

  /** On the page for it, readers open projects of their own. */
  async #offerOpening(): Promise<void> {
    try {
      const { openStrip } = await loadPart(() => import("./files/open-strip.ts"));
      const bench = this.#toolbar.element.parentElement!;
      const options = { bench, files: this.files, notice: this.#notice, opened: this.#opensProject };
      this.#toolbar.element.after(openStrip(options));
    } catch (error) {
      this.#notice.show((error as Error).message);
    }
  }

  #opensProject = (name: string) => {
    this.files.projectName = name;
    this.reset();
    this.#tabs.select(this.files.names[0]);
  };

  /** What the reader writes is kept from now on. */
  #keep(): Promise<DraftKeeper | void> {
    const [payload, files, notice] = [this.#payload, this.files, this.#notice];
    const actions = {
      reset: () => this.#resetByHand(),
      download: () => void this.#download(),
      opened: this.#opensProject,
    };
    return this.#keeper ??= loadPart(() => import("./learner/draft-keeper.ts"))
      .then(({ DraftKeeper }) => DraftKeeper.start({ payload, files, notice, ...actions }))
      .catch(({ message }) => notice.show(`${message} Your work is not kept.`));
  }

  /** Something is to be done to the project's files. */
  async #wish(wish: FileWish): Promise<void> {
    try {
      const { FileActions } = await loadPart(() => import("./files/file-actions.ts"));
      const { files } = this;
      const [root, tabs, notice] = [this.#root, this.#tabs, this.#notice];
      await (this.#fileActions ??= new FileActions({ root, files, tabs, notice, more: this.#more })).act(wish);
    } catch (error) {
      this.#notice.show((error as Error).message);
    }
  }

  /** What the file menu offers beside the files. */
  get #more(): MenuItem[] {
    const layout = this.#split.stacked ? "Editor and window side by side" : "Editor above the window";
    return [
      { name: layout, act: () => this.#split.toggle() },
      { name: "Copy code to embed this", act: () => void this.#withLink((link) => link.embed(this.#payload.title)) },
      { name: "Format this file", hint: "Shift+Alt+F", act: () => void this.#code.format() },
      { name: "Keyboard shortcuts", hint: "?", act: () => void this.#showShortcuts() },
    ];
  }

  async #showShortcuts(): Promise<void> {
    try {
      const { showShortcuts } = await loadPart(() => import("./files/shortcuts.ts"));
      showShortcuts(this.#toolbar.element.parentElement!);
    } catch (error) {
      this.#notice.show((error as Error).message);
    }
  }

  #filesChanged({ origin, renamed }: FilesChange): void {
    if (origin !== "link" && Object.keys(this.files.changes()).length > 0) void this.#keep();
    const { selected } = this.#tabs;
    this.#tabs.renamed(renamed);
    this.#tabs.draw();
    if (this.#tabs.selected !== selected) this.#code.show(this.#tabs.selected);
  }

  #showIdle(): void {
    this.#stage.idle(this.#payload.requests, (request) => void this.#send(request));
  }

  #enter(state: State, why: string): void {
    this.#host.dataset.state = state;
    this.#toolbar.show(state, this.#checker.busy);
    this.#toolbar.announce(SPOKEN[state]);
    if (state === "starting") {
      this.#notice.clear();
      this.#stage.starting("download", 0, 0);
    }
    if (state === "running" || state === "stopped") this.#stage.uncover();
    if (state === "running") this.#panels.here?.serving();
    if (state === "stopped" || state === "failed") this.#panels.here?.log.flush();
    if (why) this.#notice.show(why, [{ name: "Run again", act: () => this.#runByHand() }]);
    this.#report("statechange", { state });
  }

  #opened(session: Session): void {
    this.#stage.place(session.window.element);
    session.onExchange((exchange) => {
      this.#panels.here?.exchange(exchange);
      this.#report("request", exchange);
    });
    session.onCookies((cookies, refused) => this.#panels.here?.cookies(cookies, refused));
  }

  #hear(event: BridgeEvent): void {
    if (event.type === "output") this.#panels.here?.log.add(event.stream, event.text);
    else if (event.type === "again") this.#panels.here?.newRun();
    else if (event.type === "files") this.files.absorb(event.written, event.removed);
    else if (event.type === "problem") this.#raised(event.problem);
  }

  /** A view raised: the response is in the window, the reason in the drawer; the learner's cursor stays where it is. */
  #raised(problem: Problem): void {
    const isNew = this.#panels.here?.problem(problem);
    if (isNew && problem.file === this.#tabs.selected) void this.#code.mark(problem.line);
  }

  /** The app did not start. */
  #refused(problem: Problem): void {
    this.#panels.here?.problem(problem);
    const { file, line } = problem;
    if (file && line && this.#shows(file)) void this.#code.mark(line);
    this.#stage.failed(this.#panels.here?.kindOf(problem) ?? "", "Problems, below, says where and what to do.", null);
  }

  #busy(checking: boolean): void {
    this.#toolbar.show(this.#runner.state, checking);
    if (!checking) return;
    this.#panels.drawer.tally("Checks", null);
    this.#panels.drawer.open("Checks");
    this.#toolbar.announce("Checking.");
  }

  #checked(report: CheckReport): void {
    const { said, passed } = this.#panels.here!.report(report);
    this.#toolbar.announce(said);
    this.#report("check", { ...report, passed, version: this.#payload.version });
  }

  /** Someone asked to see a place in the code. */
  #goTo({ file, line }: Place): void {
    if (this.#shows(file)) void this.#code.mark(line, true);
  }

  /** Selects the file's tab; false where the project has no such file. */
  #shows(file: string): boolean {
    if (this.files.text(file) === undefined) return false;
    this.#tabs.select(file);
    return true;
  }
}

/** True where a key writes a character. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath() as HTMLElement[];
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Lines that the code pane makes room for. */
function longest({ files, checks }: Payload): number {
  const counts = [...Object.values(files), ...Object.values(checks)].map((text) => text.split("\n").length);
  return Math.min(Math.max(...counts, 12), 26);
}

async function openSession(panels: LatePanels): Promise<Session> {
  // Python starts while the larger scripts load. What is wrong with it is told by the start that needs it.
  void import("./runtime/spare.ts").then(({ hurry }) => hurry()).catch(() => {});
  const [{ Session }] = await Promise.all([loadPart(() => import("./session.ts")), panels.load()]);
  return new Session();
}
