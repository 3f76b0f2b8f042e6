/**
 * On a lesson's page: says which exercises are assigned, withholds what the instructor wants withheld, and notes what
 * Check says.
 *
 * Withholding is an agreement and no lock: everything is in the page, and the learner can leave the assignment.
 */

import { h, sheet } from "../dom.ts";
import type { FlaskPlayground } from "../element.ts";
import { isPackaged } from "../learner/packaged.ts";
import { SITE_ROOT } from "../learner/site.ts";
import { readDraft } from "../learner/draft-store.ts";
import type { CheckReport } from "../protocol.ts";
import { type Assignment, REVEALED } from "./assignment.ts";
import { digestOf } from "./digest.ts";
import { changeKept, keptAssignments, KEY } from "./kept.ts";
import { moments } from "./moments.ts";
import { withholding } from "./withheld.ts";

/** The last button of the strip below an exercise is the solution's, those before it are the hints'. */
const hidden = sheet(`
  :host([data-withheld~="hints"]) .help > .hints,
  :host([data-withheld~="hints"]) .help > .group > button:not(:last-child),
  :host([data-withheld~="solutions"]) .help > .solution,
  :host([data-withheld~="solutions"]) .help > .group > button:last-child,
  :host([data-withheld~="checks"]) .toolbar button:has(.icon-check) { display: none; }
`);

export function showAssigned(): void {
  for (const playground of document.querySelectorAll<FlaskPlayground>("flask-playground")) {
    const name = playground.getAttribute("name");
    const found = keptAssignments().filter(({ assignment }) => assignment.exercises.some((item) => item.name === name));
    const withheld = REVEALED.filter((part) => found.some(({ assignment }) => !assignment.reveal.includes(part)));
    playground.previousElementSibling?.matches(".flaskroom-assigned") && playground.previousElementSibling.remove();
    playground.dataset.withheld = withheld.join(" ");
    if (!found.length) continue;
    const root = playground.shadowRoot;
    if (root && !root.adoptedStyleSheets.includes(hidden)) root.adoptedStyleSheets.push(hidden);
    playground.before(h(
      "p",
      { class: "flaskroom-assigned" },
      ...found.flatMap(({ fragment, assignment }, index) => [
        index > 0 && " ",
        ...line(fragment, assignment),
      ]),
      withheld.length > 0 && ` ${withholding(withheld)}`,
    ));
  }
}

function line(fragment: string, { title, due }: Assignment): (Node | string)[] {
  const address = `${new URL("assignment/", SITE_ROOT).href}#${fragment}`;
  const link = isPackaged() ? title : h("a", { href: address }, title);
  return ["Assigned: ", link, due ? `, due ${moments(due).local}.` : "."];
}

/** What the playgrounds held when Check was pressed: the reader may type on while the checks run. */
const begun = new Map<FlaskPlayground, Promise<string>>();

async function filesOf(playground: FlaskPlayground): Promise<string> {
  const texts = Object.entries(playground.files).map(([name, text]): [string, string] => [name, text]);
  // The element gives texts alone; what is none stands in the draft.
  const draft = await readDraft(playground.getAttribute("name")!).catch(() => undefined);
  const bytes = draft?.contents.filter(([, content]) => typeof content !== "string") ?? [];
  return digestOf([...texts, ...bytes]);
}

/** What Check said is kept with a digest of what it said it about. */
async function note(playground: FlaskPlayground, { results }: CheckReport): Promise<void> {
  const name = playground.getAttribute("name")!;
  if (!keptAssignments().some(({ assignment }) => assignment.exercises.some((item) => item.name === name))) return;
  const files = await (begun.get(playground) ?? filesOf(playground));
  begun.delete(playground);
  const seen = results.map(({ label, outcome }) => ({ label, outcome }));
  changeKept((kept) => void (kept.checked[name] = { at: new Date().toISOString(), files, results: seen }));
}

addEventListener("click", (event) => {
  const path = event.composedPath().filter((target) => target instanceof HTMLElement);
  const button = path.find((target) => target.matches(".toolbar button:has(.icon-check)"));
  const playground = path.find((target) => target.matches("flask-playground")) as FlaskPlayground | undefined;
  if (button && button.ariaDisabled !== "true" && playground) begun.set(playground, filesOf(playground));
}, true); // before the playground knows of it
addEventListener("check", (event) => {
  const { target, detail } = event as CustomEvent<CheckReport>;
  if (target instanceof HTMLElement) void note(target as FlaskPlayground, detail);
});
addEventListener("storage", ({ key }) => (key === KEY || key === null) && showAssigned());
showAssigned();
