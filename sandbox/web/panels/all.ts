/** The five panels in their drawer, and the short accounts beside their names. */

import type { CookieRow } from "../cookie-row.ts";
import { Drawer, type PanelName } from "../drawer.ts";
import type { Place } from "../log-lines.ts";
import type { SavedRequest } from "../payload.ts";
import type { CheckReport, Problem } from "../protocol.ts";
import type { Exchange } from "../user-agent.ts";
import { ChecksPanel, score } from "./checks.ts";
import { CookiesPanel } from "./cookies.ts";
import { LogPanel } from "./log.ts";
import { ProblemsPanel } from "./problems.ts";
import { RequestsPanel } from "./requests.ts";

/** What the reader does in the panels. */
export interface PanelsEvents {
  goTo(place: Place): void;
  send(request: SavedRequest): void;
  removeCookie(cookie: CookieRow): void;
  clearCookies(): void;
}

export class Panels {
  readonly drawer: Drawer;
  readonly log: LogPanel;
  readonly checks: ChecksPanel;
  #requests: RequestsPanel;
  #cookies: CookiesPanel;
  #problems: ProblemsPanel;

  constructor(requests: SavedRequest[], events: PanelsEvents) {
    const goTo = (place: Place) => events.goTo(place);
    this.log = new LogPanel(goTo, (lines) => this.#count("Server log", lines));
    const counted = (requests: number) => this.#count("Requests", requests);
    this.#requests = new RequestsPanel(requests, (request) => events.send(request), counted, goTo);
    this.#cookies = new CookiesPanel((cookie) => events.removeCookie(cookie), () => events.clearCookies());
    this.#problems = new ProblemsPanel(goTo);
    this.checks = new ChecksPanel(goTo);
    this.drawer = new Drawer({
      "Server log": this.log,
      Requests: this.#requests,
      Cookies: this.#cookies,
      Problems: this.#problems,
      Checks: this.checks,
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
    this.cookies([]);
    this.checks.idle();
    this.drawer.tally("Checks", null);
    this.drawer.open(null);
  }

  exchange(exchange: Exchange): void {
    this.#requests.add(exchange);
  }

  /** Shows the details of an exchange in the list. */
  details(id: Exchange["id"]): void {
    this.#requests.open(id);
  }

  cookies(cookies: CookieRow[]): void {
    this.#cookies.show(cookies);
    this.#count("Cookies", cookies.length);
  }

  /** Lists a problem and opens its region, unless it is only a hint; false where it was told before. */
  problem(problem: Problem): boolean {
    if (!this.#problems.add(problem)) return false;
    this.drawer.tally("Problems", { text: String(this.#problems.count), tone: "bad" });
    if (problem.kind !== "hint") this.drawer.open("Problems");
    return true;
  }

  /** Checks begin. */
  checking(): void {
    this.drawer.tally("Checks", null);
    this.drawer.open("Checks");
  }

  report(report: CheckReport): void {
    this.checks.show(report, report.problem && this.#problems.card(report.problem));
    this.drawer.tally("Checks", score(report.results));
  }

  #count(name: PanelName, count: number): void {
    this.drawer?.tally(name, count ? { text: String(count) } : null); // a panel may count while it is made
  }
}
