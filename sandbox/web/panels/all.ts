/** The panels in their drawer, and the short accounts beside their names. They come later than the page, with their look. */

import type { Surroundings } from "../console/shell.ts";
import type { CookieRow } from "../browser/cookie-row.ts";
import type { Refusal } from "../browser/cookies.ts";
import type { Drawer, PanelName } from "../drawer.ts";
import { sheet } from "../dom.ts";
import type { Place } from "../log-lines.ts";
import type { SavedRequest } from "../payload.ts";
import type { CheckReport, Problem, WireRequest } from "../protocol.ts";
import type { Exchange } from "../browser/user-agent.ts";
import css from "../regions.css" with { type: "text" };
import { ChecksPanel, isPassed, score, summary } from "./checks.ts";
import { type ClientEvents, ClientPanel } from "../client/panel.ts";
import { type CookieActions, CookiesPanel } from "./cookies.ts";
import { ConsolePanel } from "../console/panel.ts";
import { LogPanel } from "./log.ts";
import { kindOf, ProblemsPanel } from "./problems.ts";
import { RequestsPanel } from "./requests.ts";

const look = sheet(css);

/** What the reader does in the panels. */
export interface PanelsEvents {
  goTo(place: Place): void;
  send(request: SavedRequest): void;
  cookies: CookieActions;
  client: ClientEvents;
}

export class Panels {
  readonly drawer: Drawer;
  readonly log: LogPanel;
  readonly checks: ChecksPanel;
  readonly console: ConsolePanel;
  #requests: RequestsPanel;
  #client: ClientPanel;
  #cookies: CookiesPanel;
  #problems: ProblemsPanel;

  constructor(drawer: Drawer, requests: SavedRequest[], around: Surroundings, events: PanelsEvents) {
    this.drawer = drawer;
    const { adoptedStyleSheets } = drawer.element.getRootNode() as ShadowRoot;
    if (!adoptedStyleSheets.includes(look)) adoptedStyleSheets.push(look);
    const goTo = (place: Place) => events.goTo(place);
    this.log = new LogPanel(goTo, (lines) => this.#count("Server log", lines));
    const edit = (request: WireRequest) => {
      this.drawer.open("HTTP client");
      void this.#client.open(request);
    };
    this.#requests = new RequestsPanel(requests, {
      goTo,
      send: (request) => events.send(request),
      edit,
      count: (requests) => this.#count("Requests", requests),
    });
    this.#client = new ClientPanel(requests, events.client);
    this.#cookies = new CookiesPanel(events.cookies);
    this.#problems = new ProblemsPanel(goTo);
    this.checks = new ChecksPanel({ goTo, edit });
    this.console = new ConsolePanel(around, goTo);
    this.drawer.place({
      "Server log": this.log,
      Requests: this.#requests,
      "HTTP client": this.#client,
      Cookies: this.#cookies,
      Problems: this.#problems,
      Checks: this.checks,
      Console: this.console,
    });
  }

  /** A Run begins: its log and problems are its own. */
  newRun(): void {
    this.log.clear();
    this.#problems.clear();
    this.#count("Problems", 0);
  }

  /** The app serves. A region that the reader has chosen stays open; an old problem does not. */
  serving(): void {
    const { opened } = this.drawer;
    if (opened === null || opened === "Problems") this.drawer.open("Server log");
  }

  reset(): void {
    this.newRun();
    this.#requests.clear();
    void this.#client.clear();
    this.cookies([]);
    this.checks.idle();
    this.console.reset();
    this.drawer.tally("Checks", null);
  }

  exchange(exchange: Exchange): void {
    this.#requests.add(exchange);
  }

  /** Shows the details of an exchange in the list. */
  details(id: Exchange["id"]): void {
    this.#requests.open(id);
  }

  cookies(cookies: CookieRow[], refused: Refusal[] = []): void {
    this.#cookies.show(cookies, refused);
    this.#count("Cookies", cookies.length);
  }

  /**
   * Lists a problem and opens its region; false where it was told before. HTTP client and console stay, since the reader
   * is at work there, and so does everything where it is only a hint.
   */
  problem(problem: Problem): boolean {
    if (!this.#problems.add(problem)) return false;
    this.drawer.tally("Problems", { text: String(this.#problems.count), tone: "bad" });
    const busy = ["HTTP client", "Console"].includes(this.drawer.opened ?? "");
    if (!busy && problem.kind !== "hint") this.drawer.open("Problems");
    return true;
  }

  /** Shows what the checks found; `said` is that in a sentence. */
  report(report: CheckReport): { said: string; passed: boolean } {
    this.checks.show(report, report.problem && this.#problems.card(report.problem));
    this.drawer.tally("Checks", score(report.results));
    return { said: summary(report.results), passed: isPassed(report) };
  }

  /** What sort of problem it is, in words. */
  kindOf(problem: Problem): string {
    return kindOf(problem);
  }

  #count(name: PanelName, count: number): void {
    this.drawer.tally(name, count ? { text: String(count) } : null);
  }
}
