/** What comes out of a grading, as files. */

import { zipSync } from "fflate";
import { h } from "../dom.ts";
import { counted } from "../learner/progress.ts";
import type { Desk } from "./desk.ts";

const TYPES: Record<string, string> = { csv: "text/csv", json: "application/json", toml: "application/toml" };

/**
 * Buttons; `say` tells what happened, `waiting` how many learners are not graded whole, and `canvas` is Canvas's own export
 * where it was given.
 */
export function downloads(
  desk: Desk,
  canvas: () => Promise<string | null>,
  waiting: () => number,
  say: (words: string) => void,
): HTMLElement {
  const made = async (only: string | null) => {
    const { files, missing } = await desk.ask<{ files: Record<string, string>; missing: string[] }>("write", {
      only,
      canvas_export: await canvas(),
    });
    const left = waiting() > 0 ? ` ${counted(waiting(), "learner")} in it not graded whole, as the notes say.` : "";
    return { files, left, strangers: missing.length > 0 ? ` Not in Canvas's export: ${missing.join(", ")}.` : "" };
  };
  const button = (name: string, act: () => Promise<void>, look = "") =>
    h("button", {
      type: "button",
      class: look,
      onclick: () => act().catch((error: Error) => say(error.message)),
    }, name);
  const one = (name: string, look = "") =>
    button(name, async () => {
      const { files, left, strangers } = await made(name);
      save(new Blob([files[name]], { type: TYPES[name.split(".")[1]] }), name);
      say(`${name} is among your downloads.${left}${name === "canvas.csv" ? strangers : ""}`);
    }, look);
  const all = button("All files and the report (zip)", async () => {
    const { files, left, strangers } = await made(null);
    const encoder = new TextEncoder();
    const entries = Object.entries(files).map(([name, text]) => [`graded/${name}`, encoder.encode(text)]);
    save(new Blob([zipSync(Object.fromEntries(entries)) as Uint8Array<ArrayBuffer>]), "graded.zip");
    say(`graded.zip is among your downloads: open pages/index.html in it.${left}${strangers}`);
  });
  const names = ["gradebook.csv", "moodle.csv", "results.json", "marks.toml"];
  const element = h(
    "p",
    { class: "flaskroom-buttons", role: "group", "aria-label": "Downloads" },
    ...names.map((name, at) => one(name, at === 0 ? "prominent" : "")),
    all,
  );
  void canvas().then((text) => text !== null && element.append(one("canvas.csv")));
  return element;
}

function save(content: Blob, name: string): void {
  const link = h("a", { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // Safari reads it some time after the click
}
