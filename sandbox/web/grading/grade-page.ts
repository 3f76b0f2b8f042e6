/**
 * `<flask-grade>`: the instructor hands over assignment and submissions, and the class is graded here.
 *
 * A newcomer would send something somewhere. The files are read by an interpreter of this page, and go to nobody.
 */

import { fill, h, sheet } from "../dom.ts";
import { type Assignment, fromFragment } from "../classroom/assignment.ts";
import { courseOf, places } from "../classroom/course.ts";
import { payloadsOf } from "../classroom/work.ts";
import { counted } from "../learner/progress.ts";
import { loadPart } from "../load-part.ts";
import type { Payload } from "../payload.ts";
import type { Desk } from "./desk.ts";
import { HandOver } from "./hand-over.ts";
import type { Learner, Overview } from "./results.ts";
import { ClassTable } from "./table.ts";
import css from "./grade.css" with { type: "text" };

const GO_ON = "What was graded is kept: press Grade to go on.";

document.adoptedStyleSheets.push(sheet(css));

export class FlaskGrade extends HTMLElement {
  #course = places(courseOf(this));
  #said = h("p", { role: "status", class: "flaskroom-said" });
  #bar = h("progress", { "aria-label": "Progress", max: 1, value: 0, hidden: true });
  #results = h("section", { "aria-label": "Results", hidden: true });
  #grade = h("button", { type: "button", class: "prominent", onclick: () => void this.#start() }, "Grade");
  #stop = h("button", { type: "button", hidden: true, onclick: () => this.#halt() }, "Stop");
  #given = new HandOver((assignment) => this.#worth(assignment));
  #turn: AbortController | null = null;
  #desk: Desk | null = null;
  #table: ClassTable | null = null;
  /** Of the exercises that are graded: what their pages carry. */
  #payloads: Payload[] = [];
  /** Files that are not graded. */
  #unread = 0;

  connectedCallback(): void {
    if (this.#said.isConnected) return;
    const forget = h(
      "button",
      { type: "button", class: "flaskroom-forget", onclick: () => void this.#forget() },
      "Forget what is kept",
    );
    this.replaceChildren(
      this.#given.element,
      h("p", { class: "flaskroom-buttons" }, this.#grade, this.#stop, forget),
      this.#bar,
      this.#said,
      this.#results,
    );
    this.#given.takeDrops();
    addEventListener("beforeunload", (event) => this.#turn && event.preventDefault());
  }

  async #start(): Promise<void> {
    if (this.#turn) return;
    const lacking = this.#given.lacking;
    if (lacking) return void fill(this.#said, lacking);
    const turn = this.#turn = new AbortController();
    const say = (words: string) => void fill(this.#said, words);
    this.#show(true);
    this.#desk?.close();
    this.#results.hidden = true;
    try {
      const left = remaining();
      const { grade } = await loadPart(() => import("./grading.ts"));
      const given = this.#given.given;
      const assignment = fromFragment(given.fragment);
      const wanted = assignment.exercises.flatMap(({ name }) => this.#course.get(name) ?? []);
      const { failed, strange } = await grade(
        given,
        async () => this.#payloads = await payloadsOf(wanted),
        {
          say,
          overview: (overview) => this.#draw(overview, given.fragment),
          learners: (learners) => this.#table?.update(learners),
          progress: (done, of) => {
            [this.#bar.max, this.#bar.value] = [Math.max(1, of), done];
            if (this.#table && done < of) say(`${done} of ${of} runs are done. ${left(done, of)}`);
          },
        },
        turn.signal,
        (desk) => this.#desk = desk,
      );
      const unused = strange.length > 0 &&
        ` Belong to no assigned exercise, so they were not used: ${strange.join(", ")}.`;
      const unread = this.#unread > 0
        ? ` ${counted(this.#unread, "file")} not graded, for reasons below the table.`
        : "";
      const again = failed.length > 0 && ` ${failed.length} could not be run (${failed[0]}): press Grade again.`;
      say(`Done: ${counted(this.#table?.learners.length ?? 0, "learner")}.${unread}${again || ""}${unused || ""}`);
    } catch (error) {
      const { name, message, advice = "" } = error as Error & { advice?: string };
      if (turn.signal.aborted) say(`Stopped. ${GO_ON}`);
      else say([message, advice, name === "RuntimeClosed" ? GO_ON : ""].join(" ").trim());
    } finally {
      turn.abort(); // the other runs, where one of them failed
      this.#turn = null;
      this.#show(false);
    }
  }

  /** At once for what runs; what is only starting stops when it has started. */
  #halt(): void {
    this.#turn?.abort();
    fill(this.#said, "Stopping…");
  }

  async #draw(overview: Overview, fragment: string): Promise<void> {
    const desk = this.#desk!;
    const titleOf = (exercise: string) => this.#course.get(exercise)?.exercise.title ?? exercise;
    const open = (key: string) => details.open(key).catch((error: Error) => void fill(said, error.message));
    const table = this.#table = new ClassTable((key) => void open(key), titleOf);
    this.#results.hidden = false;
    const [{ Details }, { downloads }] = await Promise.all([import("./details.ts"), import("./downloads.ts")]);
    const details = new Details({
      desk,
      fragment,
      titleOf,
      startersOf: (exercise) => this.#payloads.find(({ name }) => name === exercise)?.files ?? {},
      order: () => table.found,
      changed: (learner: Learner) => table.update([learner]),
      closed: (key) => table.focus(key),
    });
    const { lines, not_graded, learners } = overview;
    const waiting = () => table.learners.filter((learner) => learner.waiting > 0).length;
    this.#unread = not_graded.length;
    const said = h("p", { role: "status", class: "flaskroom-said" });
    fill(
      this.#results,
      h("h2", {}, "Results"),
      ...lines.map((line) => h("p", { class: "flaskroom-warning" }, line)),
      learners.length > 0 && downloads(desk, () => this.#given.canvas(), waiting, (words) => void fill(said, words)),
      said,
      table.element,
      not_graded.length > 0 && h(
        "section",
        { "aria-label": "Files that are not graded" },
        h("h3", {}, "Files that are not graded"),
        h("ul", {}, ...not_graded.map(({ file, why }) => h("li", {}, h("bdi", {}, file), `: ${why}`))),
      ),
      details.element,
    );
    table.show(overview);
  }

  #worth({ exercises }: Assignment): string {
    const worth = exercises.reduce(
      (sum, { name, points }) => sum + (points ?? this.#course.get(name)?.exercise.points ?? 0),
      0,
    );
    return `${counted(exercises.length, "exercise")}, ${counted(worth, "point")}`;
  }

  #show(busy: boolean): void {
    this.#grade.hidden = busy;
    this.#stop.hidden = this.#bar.hidden = !busy;
    if (busy) this.#stop.focus();
    else if (this.contains(document.activeElement) || document.activeElement === document.body) this.#grade.focus();
  }

  async #forget(): Promise<void> {
    if (this.#turn) return void fill(this.#said, "Press Stop first.");
    const { forgetAll } = await loadPart(() => import("./outcomes-kept.ts"));
    await forgetAll();
    this.#desk?.close();
    this.#table = this.#desk = null;
    this.#results.hidden = true;
    fill(this.#results);
    this.#given.clear();
    fill(this.#said, "Forgotten: outcomes, points and comments by hand, and the files that were chosen here.");
  }
}

/** Says how long it may take still, from how long it has taken since the first time that it was asked. */
function remaining(): (done: number, of: number) => string {
  let begun = 0, first = 0;
  return (done, of) => {
    if (!begun) [begun, first] = [performance.now(), done];
    if (done - first < 3) return "";
    const minutes = (performance.now() - begun) / (done - first) * (of - done) / 60_000;
    return minutes < 1 ? "Less than a minute is left." : `About ${counted(Math.ceil(minutes), "minute")} left.`;
  };
}

if (!customElements.get("flask-grade")) customElements.define("flask-grade", FlaskGrade);
