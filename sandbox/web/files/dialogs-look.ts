/** The look of menus and dialogs, which comes with the first of them. */

import { sheet } from "../dom.ts";
import css from "./dialogs.css" with { type: "text" };

const look = sheet(css);

/** Gives it to the element that `inside` is a part of. */
export function wearDialogs(inside: Node): void {
  const { adoptedStyleSheets } = inside.getRootNode() as ShadowRoot;
  if (!adoptedStyleSheets.includes(look)) adoptedStyleSheets.push(look);
}
