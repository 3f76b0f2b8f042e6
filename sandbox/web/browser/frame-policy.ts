/** Whether a page may be drawn in a frame: what it says of itself, and what the page around it says (CSP level 3, HTML). */

import { allows, isOwn, policiesOf } from "./content-policy.ts";
import { field } from "./fields.ts";
import type { Header } from "../protocol.ts";

/** Why the response may not be drawn in a frame of the app, or null where it may. */
export function refusesFrame(headers: Header[], origin: string): string | null {
  const ancestors = policiesOf(headers).map((policy) => /(?:^|;)\s*frame-ancestors\s*([^;]*)/i.exec(policy)?.[1])
    .filter((sources) => sources !== undefined);
  if (ancestors.length > 0) {
    const closed = ancestors.find((sources) => !sources.trim().split(/\s+/).some((source) => isOwn(source, origin)));
    return closed === undefined ? null : `Content-Security-Policy: frame-ancestors ${closed}`.trim();
  }
  // HTML standard, "check a navigation response's adherence to X-Frame-Options".
  const options = new Set(
    headers.filter(([name]) => name.toLowerCase() === "x-frame-options")
      .flatMap(([, value]) => value.split(",").map((each) => each.trim().toLowerCase())),
  );
  const known = ["deny", "allowall", "sameorigin"].some((each) => options.has(each));
  const closed = options.size > 1 ? known : options.has("deny");
  return closed ? `X-Frame-Options: ${field(headers, "X-Frame-Options")}` : null;
}

/** Whether the policies of a page let it have frames of the app. */
export function allowsFrames(policies: string[], origin: string): boolean {
  return allows("frame-src", policies, origin);
}

/**
 * Whether a page in a frame could run under them. A browser hands them to what is drawn as `srcdoc`, where they would stop
 * the scripts and styles of another page.
 */
export function leavesFramesAlone(policies: string[]): boolean {
  return !policies.some((policy) => /(?:^|;)\s*(default|script|style)-src/i.test(policy));
}
