/** The page that stands for one that cannot be shown: no network, and never visited. Needs nothing else to be there. */

import type { BuildFile } from "./kept.ts";

/** HTML of that page; `kept` are the addresses that can be shown. */
export function notKept(root: string, files: Record<string, BuildFile>, address: string, kept: Set<string>): string {
  const link = (to: string, text: string) => `<a href="${escaped(new URL(to, root).pathname)}">${escaped(text)}</a>`;
  const lessons = Object.entries(files).filter(([name, file]) => file.needs && kept.has(name));
  const items = lessons.map(([name, { title }]) => `<li>${link(name, title!)}</li>`).join("");
  const title = files[address]?.title;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not kept on this device yet</title>
<link rel="icon" href="${escaped(new URL("assets/icon.svg", root).pathname)}">
<style>
:root { color-scheme: light dark; --paper: light-dark(#fdfcf9, #14181b); --ink: light-dark(#22262b, #e1e5e7) }
body { max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem; font: 1.1rem/1.6 Charter, Georgia, serif }
body { background: var(--paper); color: var(--ink) }
h1 { line-height: 1.2; text-wrap: balance }
a { color: light-dark(#0b6355, #6fd0b8) }
</style>
<main>
<h1>This page is not kept on this device yet</h1>
<p>There is no connection to the site right now, and ${
    title ? `<em>${escaped(title)}</em>` : "this page"
  } was never open
here. Pages that you have visited are kept by themselves.</p>
<p>To keep all of them, open ${link("offline/", "Download for offline")} when you are connected again.</p>
<p><a href="">Try again</a></p>
${items && `<h2>What is kept</h2><ul>${items}</ul>`}
</main>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
