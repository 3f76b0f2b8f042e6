/** The style sheet of what is told about the inside of a request, brought into the element when it is first used. */

import { sheet } from "../dom.ts";
import css from "./inspection.css" with { type: "text" };

const look = sheet(css);

/** Gives the shadow root that `box` is in the look; `box` may be moved in later, then call again. */
export function dress(box: Element): void {
  const root = box.getRootNode();
  if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(look)) root.adoptedStyleSheets.push(look);
}
