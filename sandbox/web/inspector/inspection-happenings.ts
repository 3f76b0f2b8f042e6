/** What ran and what was told while the app answered, one line each. */

import { h } from "../dom.ts";
import type { Happening, HookCall } from "../protocol.ts";
import type { Line } from "./inspection.ts";
import { mailStory } from "./inspection-mail.ts";
import { code, folded, type GoTo, place, values } from "./inspection-parts.ts";

/** A happening as a line of the story. */
export function happening(one: Happening, goTo: GoTo): Line {
  const { at } = one;
  switch (one.kind) {
    case "hook":
      return hook(one, at, goTo);
    case "template":
      return { at, what: "Template", told: template(one, goTo), took: one.took };
    case "sql":
      return {
        at,
        what: "SQL",
        told: [code(one.statement), one.parameters && values([["values", code(one.parameters)]])],
        took: one.took,
      };
    case "log": {
      const tone = one.level === "WARNING" ? "warn" : ["ERROR", "CRITICAL"].includes(one.level) ? "bad" : undefined;
      return { at, what: "Log", told: [`${one.level} `, code(one.logger), ` ${one.message} `, place(one, goTo)], tone };
    }
    case "exception":
      return {
        at,
        what: "Exception",
        told: [
          code(one.said),
          one.status === null ? " " : ` becomes a response with status ${one.status}. `,
          place(one, goTo),
        ],
        tone: one.status === null || one.status >= 500 ? "bad" : "warn",
      };
    case "flash":
      return {
        at,
        what: "Flash",
        told: [code(one.message), ` in the category ${one.category}, for the next template`],
      };
    case "flashed":
      return { at, what: "Flash", told: ["Read and forgotten: ", code(one.messages)] };
    case "mail":
      return { at, what: "Mail", told: mailStory(one) };
  }
}

function hook({ hook, blueprint, name, took, returned, ...rest }: HookCall, at: number, goTo: GoTo): Line {
  const isView = hook === "view";
  const ends = hook === "before_request" && returned !== null;
  return {
    at,
    what: isView ? "View" : hook,
    told: [
      code(name),
      blueprint !== null && h("span", { class: "soft" }, ` of the blueprint ${blueprint}`),
      " ",
      place(rest, goTo),
      ends && h("p", {}, "It returned a response, so the view was not called."),
      returned !== null && h("p", { class: "returned" }, "returned ", code(returned)),
    ],
    took,
    tone: ends ? "warn" : undefined,
  };
}

function template(one: Happening & { kind: "template" }, goTo: GoTo) {
  const { name, file, own, context, left_out: left } = one;
  const given = context.filter(([, value]) => value !== null);
  const added = context.filter(([, value]) => value === null).map(([name]) => name);
  return [
    name === null ? "A template written in the code" : own ? place({ file, line: 1, own }, goTo) : code(name),
    folded(
      `${given.length} ${given.length === 1 ? "value" : "values"}`,
      false,
      given.length > 0 && values(given.map(([name, value]) => [name, code(value!)])),
      left > 0 && h("p", { class: "soft" }, `${left} more are not listed.`),
      added.length > 0 && h("p", { class: "soft" }, `Also there: ${added.join(", ")}.`),
    ),
  ];
}
