/** One draft in the list of the reader's work. */

import { h } from "../dom.ts";
import { type Draft, isAside, sizeOf } from "./draft.ts";
import { SITE_ROOT } from "./site.ts";
import { size, when } from "./when.ts";

export interface RowActions {
  download(draft: Draft): void;
  bringBack(draft: Draft): void;
  remove(draft: Draft): void;
}

/** A list item; its class `gone` says that the playground is not on the site any more. */
export function draftRow(draft: Draft, { download, bringBack, remove }: RowActions): HTMLElement {
  const { name, title, project, page, saved, contents } = draft;
  const called = project || title;
  const said = `${when(saved)}, ${contents.length} ${contents.length === 1 ? "file" : "files"}, ${size(sizeOf(draft))}`;
  const act = (word: string, act: (draft: Draft) => void) =>
    h("button", { type: "button", class: "quiet", "aria-label": `${word} ${called}`, onclick: () => act(draft) }, word);
  const address = addressOf(page);
  return h(
    "li",
    { "data-page": page, "data-playground": name },
    h(
      "div",
      { class: "what" },
      h("strong", {}, called),
      isAside(draft) && h("span", { class: "aside" }, "set aside"),
      h("span", { class: "no-more" }, "not on this site any more"),
      h("span", { class: "facts" }, said),
    ),
    h(
      "div",
      { class: "tools" },
      isAside(draft)
        ? act("Bring back", bringBack)
        : address && h("a", { class: "open", href: address, "aria-label": `Open ${called}` }, "Open"),
      act("Download", download),
      act("Delete", remove),
    ),
  );
}

/** Of a page, by its address relative to the site; null where it leads out of the site: a page that came with an imported file may say anything. */
export function addressOf(page: string): string | null {
  try {
    const { href } = new URL(page, SITE_ROOT);
    return href.startsWith(SITE_ROOT.href) ? href : null;
  } catch {
    return null;
  }
}
