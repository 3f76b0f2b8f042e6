/** One check: how it went, the author's sentence first, then what helps to see why. */

import { h, icon } from "../dom.ts";
import type { CheckPlace, CheckResult, SentRequest } from "../protocol.ts";
import { target } from "../panels/message.ts";
import { OUTCOMES } from "../panels/checks.ts";
import { comparison, isShort } from "./comparison.ts";
import type { ListEvents } from "./list.ts";

/** `open` unfolds what is long. */
export function resultItem(result: CheckResult, open: boolean, events: ListEvents): HTMLElement {
  const { icon: drawing, word, tone } = OUTCOMES[result.outcome];
  const outcome = h("span", { class: `outcome ${tone}` }, icon(drawing), word);
  const isBad = result.outcome === "failed" || result.outcome === "error";
  return h("li", { class: `result ${tone}` }, outcome, isBad ? failure(result, open, events) : success(result, events));
}

/** One line, which tells what the check did to those who ask. */
function success(result: CheckResult, events: ListEvents): HTMLElement {
  const { label, message, detail } = result;
  const more = () => h("div", {}, places(result, events), sent(result, events));
  return h(
    "div",
    {},
    result.check ? later(label, false, more) : h("p", {}, label),
    message && h("p", { class: "message" }, message),
    detail && details(detail),
  );
}

function failure(result: CheckResult, open: boolean, events: ListEvents): HTMLElement {
  const { label, message, raised, detail } = result;
  // Without a sentence of the author's, pytest repeats the values that are shown below.
  const isSaid = message && !(result.comparison && message.startsWith("assert "));
  return h(
    "div",
    {},
    h("p", { class: "label" }, label),
    isSaid && h("p", { class: "message" }, message),
    raised && !message.startsWith(raised) && h("p", { class: "message" }, `The app raised ${raised}.`),
    compared(result, open),
    places(result, events),
    sent(result, events),
    detail && details(detail),
  );
}

function details(detail: string): HTMLElement {
  return h("details", {}, h("summary", {}, "Details"), h("pre", { tabindex: 0 }, detail));
}

function compared({ comparison: found }: CheckResult, open: boolean): HTMLElement | null {
  if (!found || isShort(found)) return found && comparison(found);
  return later("Expected and received", open, () => comparison(found));
}

/** Details whose content is made when they are opened. */
function later(summary: string, open: boolean, make: () => HTMLElement): HTMLElement {
  const details = h("details", { open }, h("summary", {}, summary), open && make());
  details.addEventListener("toggle", () => details.childElementCount === 1 && details.append(make()));
  return details;
}

/** The learner's line first, where the failure goes through it. */
function places({ own, check, file, line }: CheckResult, { goTo }: ListEvents): HTMLElement | null {
  const link = (words: string, place: CheckPlace) =>
    h(
      "span",
      {},
      `${words}: `,
      h("button", { type: "button", class: "link", onclick: () => goTo(place) }, `${place.file}, line ${place.line}`),
    );
  if (!own && !check) return file && line ? h("p", { class: "places-of" }, link("In", { file, line })) : null;
  return h("p", { class: "places-of" }, own && link("Your code", own), check && link("The check", check));
}

function sent({ requests, more_requests: more }: CheckResult, events: ListEvents): HTMLElement | null {
  if (!requests.length) return null;
  return h(
    "div",
    { class: "sent" },
    h("span", { class: "note" }, more ? `It sent ${more} more, then` : "It sent"),
    h(
      "ul",
      { "aria-label": "Requests of this check" },
      ...requests.map((request) => h("li", {}, again(request, events))),
    ),
  );
}

function again({ method, url, headers, body, said, status }: SentRequest, { edit }: ListEvents): HTMLElement {
  const words = [
    h("span", { class: "method" }, method),
    ` ${target(url)}${said ? ", " : ""}`,
    said && h("span", { class: "said" }, said),
    ` → ${status ?? "exception"}`,
  ];
  if (!body) return h("span", { class: "request", title: "Its body is too large to be kept." }, ...words);
  const act = () => edit({ method, url, headers, body });
  return h(
    "button",
    { type: "button", class: "request", title: "Try it in the HTTP client", onclick: act },
    ...words,
  );
}
