/**
 * A project's files → tokens that do not change when somebody gives things other names, for `similar.ts`.
 *
 * A newcomer would compare text. Names, numbers, strings and comments are what a copy changes first; keywords, operators
 * and their order stay.
 */

import { jinja } from "@codemirror/lang-jinja";
import { pythonLanguage } from "@codemirror/lang-python";

/** Path → text. */
export type Files = Record<string, string>;

/** `file` and `line` (from 1) are where the token stands. */
export interface Token {
  text: string;
  file: string;
  line: number;
}

/** Nobody writes so many in one exercise; what follows is not compared. */
const MOST = 5_000;
type Parsing = typeof pythonLanguage.parser | ReturnType<typeof jinja>["language"]["parser"];
const PARSERS: Record<string, Parsing | undefined> = { py: pythonLanguage.parser, html: jinja().language.parser };
/** Names of nodes that stand for all of their kind. */
const ALIKE: Record<string, string> = {
  VariableName: "name",
  PropertyName: "name",
  Definition: "name",
  String: "text",
  FormatString: "text",
  Number: "number",
};

/** The tokens of all Python files and templates, files in the order of their names. */
export function tokensOf(files: Files): Token[] {
  const found: Token[] = [];
  for (const file of Object.keys(files).sort()) {
    const parser = PARSERS[file.slice(file.lastIndexOf(".") + 1)];
    if (parser) addTokens(found, file, files[file], parser);
  }
  return found.slice(0, MOST);
}

function addTokens(found: Token[], file: string, text: string, parser: Parsing) {
  let line = 1;
  let place = 0;
  parser.parse(text).iterate({
    enter({ name, from, to, node }) {
      if (name === "Comment") return false;
      if (node.firstChild && name !== "FormatString") return;
      for (; place < from; place++) if (text[place] === "\n") line++;
      const source = text.slice(from, to);
      // Prose and tags of a template are what they say; there is nothing to rename.
      const words = name === "Text" ? source.split(/\s+/).filter(Boolean) : [ALIKE[name] ?? source];
      for (const word of words) if (word) found.push({ text: word, file, line });
      return name !== "FormatString";
    },
  });
}
