/** The language of a file by its name, for the editor. */

import { css } from "@codemirror/lang-css";
import { html } from "@codemirror/lang-html";
import { javascript } from "@codemirror/lang-javascript";
import { jinja } from "@codemirror/lang-jinja";
import { json } from "@codemirror/lang-json";
import { python } from "@codemirror/lang-python";
import type { Extension } from "@codemirror/state";

const LANGUAGES: Record<string, () => Extension> = {
  py: python,
  html: () => jinja({ base: html() }), // what Flask renders is a template, also where it uses no expression yet
  j2: jinja,
  txt: () => [],
  css,
  js: javascript,
  json,
};

/** Support for the file's language; nothing where it is not known. */
export function languageOf(name: string): Extension {
  const ending = name.split(".").at(-1) ?? "";
  return Object.hasOwn(LANGUAGES, ending) ? LANGUAGES[ending]() : [];
}
