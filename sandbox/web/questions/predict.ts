/**
 * `<flask-predict>`: what will the app answer? The reader says so, then the request is really sent.
 *
 * The page does not know what is right: what came decides. The playground is on the same page and lends its files.
 */

import { enable, h, icon } from "../dom.ts";
import { loadPart } from "../load-part.ts";
import type { Payload, SavedRequest } from "../payload.ts";
import { came, cameAs, type Response } from "./came.ts";
import { type Choice, choicesIn } from "./choice.ts";
import { type Frame, tellAnswered, wake } from "./question.ts";

export function show(element: HTMLElement): void {
  const frame = wake(element, "Send the request", () => void prediction?.send());
  const prediction = frame && new Prediction(element, frame);
}

class Prediction {
  #element: HTMLElement;
  #frame: Frame;
  #parts: Part[];
  #outcome = h("div", { class: "flaskroom-outcome", role: "group", "aria-label": "What came", hidden: true });
  #because: HTMLElement;
  #turn: AbortController | null = null;

  constructor(element: HTMLElement, frame: Frame) {
    this.#element = element;
    this.#frame = frame;
    this.#parts = [...frame.form.querySelectorAll("fieldset")].map((fieldset) => new Part(fieldset));
    this.#because = element.querySelector(":scope > .flaskroom-because")!;
    frame.form.after(this.#outcome);
    frame.form.addEventListener("change", () => this.#forget());
    this.#forget(); // a browser may bring back what was chosen
  }

  async send(): Promise<void> {
    const { button, verdict } = this.#frame;
    if (this.#turn) return;
    this.#forget();
    const missing = this.#parts.find((part) => !part.chosen);
    if (missing) return void (verdict.textContent = `Choose first: ${missing.title}.`);
    const turn = this.#turn = new AbortController();
    enable(button, false);
    verdict.textContent = "Starting Python…";
    try {
      const response = await this.#ask(turn.signal);
      if (this.#turn === turn) this.#compare(response);
    } catch (error) {
      const { message, advice = "" } = error as Error & { advice?: string };
      if (this.#turn === turn) verdict.textContent = `The request got no answer. ${message} ${advice}`.trim();
    } finally {
      if (this.#turn === turn) this.#end();
    }
  }

  async #ask(signal: AbortSignal): Promise<Response> {
    const { ask } = await loadPart(() => import("./ask.ts"));
    const request: SavedRequest = JSON.parse(this.#element.querySelector(":scope > script")!.textContent!);
    return await ask(this.#app, request, {
      signal,
      onStage: ({ name }) => {
        if (name === "ready") this.#frame.verdict.textContent = "Sending the request…";
      },
    });
  }

  get #app(): Payload {
    const name = CSS.escape(this.#element.dataset.playground!);
    const text = document.querySelector(`flask-playground[name="${name}"] > script`)?.textContent;
    if (!text) throw new Error("Its playground is missing from the page. Reload the page.");
    return JSON.parse(text);
  }

  #compare(response: Response): void {
    const judged = this.#parts.map((part) => ({ part, right: came(part.name, part.chosen!.input.value, response) }));
    const right = judged.every(({ right }) => right);
    for (const { part, right } of judged) part.chosen!.judge(right, right ? "Right. " : "Not so. ");
    this.#frame.verdict.textContent = right
      ? "Right: that is what came."
      : judged.filter(({ right }) => !right).map(({ part }) => part.differs(response)).join(" ");
    const said = `Sent to a fresh start of “${this.#app.title}”, as the lesson has it.`;
    this.#outcome.hidden = false;
    this.#outcome.replaceChildren(h("p", {}, said), ...judged.map(({ part, right }) => part.pair(right, response)));
    this.#because.hidden = !this.#because.textContent?.trim();
    tellAnswered(this.#element, right);
  }

  #end(): void {
    this.#turn = null;
    enable(this.#frame.button, true);
  }

  /** Another prediction: what came for the last one goes, and what is on its way is not waited for. */
  #forget(): void {
    this.#turn?.abort();
    this.#end();
    for (const part of this.#parts) part.forget();
    this.#outcome.hidden = true;
    this.#because.hidden = true;
    this.#frame.verdict.textContent = "";
  }
}

/** One thing that is predicted. */
class Part {
  readonly name: string;
  readonly title: string;
  #choices;

  constructor(fieldset: HTMLFieldSetElement) {
    this.name = fieldset.dataset.part!;
    this.title = this.name === "Body" ? "what the body holds" : `the ${this.name.toLowerCase()}`;
    this.#choices = choicesIn(fieldset);
  }

  get chosen() {
    return this.#choices.find(({ input }) => input.checked);
  }

  differs(response: Response): string {
    if (this.name === "Body") return "The body does not hold what you expected.";
    const [expected] = this.#words.split(" ");
    if (this.name === "Status") return `You expected ${expected}, the app answered ${response.status}.`;
    return `${this.name} is not what you expected.`;
  }

  /** What was predicted beside what came. */
  pair(right: boolean, response: Response): HTMLElement {
    const mark = h("span", { class: "flaskroom-mark", "data-right": String(right) }, icon(right ? "check" : "cross"));
    const unseen = h("span", { class: "flaskroom-unseen" }, right ? "Right: " : "Not so: ");
    // The names of statuses are written as above, where the server writes them in capitals.
    const known = this.name === "Status" && this.#choices.find(({ input }) => Number(input.value) === response.status);
    const came = known ? wordsOf(known) : cameAs(this.name, response);
    const name = this.name.toLowerCase();
    return h(
      "dl",
      { class: "flaskroom-pair" },
      h("div", {}, h("dt", {}, `The ${name} that you expected`), h("dd", {}, mark, unseen, code(this.#words))),
      h("div", {}, h("dt", {}, `The ${name} that came`), h("dd", {}, came ? code(came) : h("em", {}, "none"))),
    );
  }

  forget(): void {
    for (const choice of this.#choices) choice.forget();
  }

  get #words(): string {
    return this.chosen ? wordsOf(this.chosen) : "";
  }
}

function wordsOf({ input }: Choice): string {
  return input.closest("label")!.textContent!.trim();
}

function code(text: string): HTMLElement {
  return h("code", {}, text);
}
