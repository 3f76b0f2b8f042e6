/** How the URL led to a view, or why it led to none. */

import { type Child, h } from "../dom.ts";
import type { Routing, WireRequest } from "../protocol.ts";
import type { Line } from "./inspection.ts";
import { code, folded, type GoTo, place, values } from "./inspection-parts.ts";

/** The first line of the story. */
export function routing(found: Routing, { method, url }: WireRequest, goTo: GoTo): Line {
  const { rule, others, left_out: left } = found;
  const asked = code(`${method} ${new URL(url).pathname}`);
  return {
    at: 0,
    what: "Routing",
    told: [
      ...(rule === null ? refused(found, asked) : matched(found, asked, rule, goTo)),
      others.length > 0 && folded(
        rule === null ? why(others.length + left) : `${others.length + left} other ${plural(others.length + left)}`,
        rule === null,
        h("dl", { class: "rules" }, ...others.map(other)),
        left > 0 && h("p", { class: "soft" }, `${left} more are not listed.`),
      ),
    ],
    tone: rule === null ? "warn" : undefined,
  };
}

function matched({ endpoint, view, arguments: given, blueprints }: Routing, asked: Child, rule: string, goTo: GoTo) {
  const rows: [string, Child][] = [["endpoint", code(endpoint ?? "")]];
  if (view) rows.push(["view", h("span", {}, code(view.name), " ", place(view, goTo))]);
  if (blueprints.length > 0) rows.push(["blueprint", code(blueprints.join(" in "))]);
  for (const [name, value] of given) rows.push([name, code(value)]);
  return [asked, " matches ", code(rule), values(rows)];
}

function refused({ refused, redirect }: Routing, asked: Child): Child[] {
  if (redirect !== null) return [asked, " is sent on to ", code(redirect), "."];
  return [asked, ` matches no rule: ${refused ?? "404 Not Found"}.`];
}

function other({ rule, methods, why }: Routing["others"][number]): HTMLElement {
  const named = h("dt", {}, code(rule), h("span", { class: "soft" }, ` ${methods.join(", ")}`));
  return h("div", {}, named, h("dd", {}, why));
}

function why(count: number): string {
  return count === 1 ? "Why the only rule does not match" : `Why none of the ${count} rules matches`;
}

function plural(count: number): string {
  return count === 1 ? "rule, and why it does not match" : "rules, and why they do not match";
}
