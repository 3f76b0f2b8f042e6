/**
 * The language of a file by its name, for the editor. Each comes when a file of it is first shown.
 *
 * What is not there yet is plain text for a moment: nothing waits for a language but its colours.
 */

import type { Extension } from "@codemirror/state";

const html = async () => {
  const [{ html }, { jinja }] = await Promise.all([import("@codemirror/lang-html"), import("@codemirror/lang-jinja")]);
  return jinja({ base: html() }); // what Flask renders is a template, also where it uses no expression yet
};
const jinja = async () => (await import("@codemirror/lang-jinja")).jinja();
const javascript = async () => (await import("@codemirror/lang-javascript")).javascript();

const LANGUAGES: Record<string, () => Promise<Extension>> = {
  py: async () => (await import("@codemirror/lang-python")).python(),
  html,
  htm: html,
  xml: html,
  svg: html,
  j2: jinja,
  jinja,
  jinja2: jinja,
  css: async () => (await import("@codemirror/lang-css")).css(),
  js: javascript,
  mjs: javascript,
  json: async () => (await import("@codemirror/lang-json")).json(),
  md: async () => (await import("@codemirror/lang-markdown")).markdown(),
  sql: async () => (await import("@codemirror/lang-sql")).sql(),
  toml: async () => {
    const [{ StreamLanguage }, { toml }] = await Promise.all([
      import("@codemirror/language"),
      import("@codemirror/legacy-modes/mode/toml"),
    ]);
    return StreamLanguage.define(toml);
  },
};

const here = new Map<string, Extension>();

/** Support for the file's language; nothing where it is not known, or not here yet. */
export function languageOf(name: string): Extension {
  return here.get(ending(name)) ?? [];
}

/** Resolves to true once `languageOf` gives more than before. */
export async function loadLanguage(name: string): Promise<boolean> {
  const wanted = ending(name);
  if (here.has(wanted) || !Object.hasOwn(LANGUAGES, wanted)) return false;
  try {
    here.set(wanted, await LANGUAGES[wanted]());
    return true;
  } catch {
    return false; // no network: the text is there, and it is asked for again when the file is next shown
  }
}

function ending(name: string): string {
  return name.split(".").at(-1)!.toLowerCase();
}
