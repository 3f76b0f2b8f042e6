/** Where a JSON text is wrong, and what was expected there. `JSON.parse` decides; its own words differ by browser. */

import { printParseErrorCode, visit } from "jsonc-parser";

export interface Mistake {
  /** Both count from 1. */
  line: number;
  column: number;
  /** A sentence. */
  message: string;
}

const WORDS: Record<string, string> = {
  InvalidSymbol: "this is no JSON value. Text needs double quotes.",
  InvalidNumberFormat: "this is no number.",
  PropertyNameExpected: "a name in double quotes is expected.",
  ValueExpected: "a value is expected.",
  ColonExpected: "a colon is expected.",
  CommaExpected: "a comma is expected.",
  CloseBraceExpected: "a closing brace } is expected.",
  CloseBracketExpected: "a closing bracket ] is expected.",
  EndOfFileExpected: "nothing more is expected here.",
  InvalidCommentToken: "JSON has no comments.",
  UnexpectedEndOfString: "this text has no closing double quote.",
  InvalidUnicode: "\\u needs four hexadecimal digits.",
  InvalidEscapeCharacter: "there is no such escape. Write \\\\ for a backslash.",
  InvalidCharacter: "a control character has to be escaped, a line break as \\n.",
};

/** The first mistake, or null for a JSON text. */
export function mistakeIn(text: string): Mistake | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    let first: Mistake | null = null;
    visit(text, {
      onError: (code, _offset, _length, line, column) => {
        first ??= { line: line + 1, column: column + 1, message: WORDS[printParseErrorCode(code)] };
      },
    }, { disallowComments: true, allowTrailingComma: false });
    const lines = text.split("\n");
    return first ?? { line: lines.length, column: lines.at(-1)!.length + 1, message: "this is no JSON." };
  }
}
