/**
 * A command line as words, by the quoting rules of the shell (POSIX, Shell Command Language, section 2.2).
 *
 * A newcomer would split at spaces. What a shell would do beyond words (pipes, redirections, several commands) is refused
 * by name, so that nobody takes it for an argument.
 */

/** The line asks for what is not here, or has a quote that is not closed; the message says which. */
export class LineFault extends Error {
  override name = "LineFault";
}

export interface Line {
  /** `NAME=value` before the command. */
  assignments: Record<string, string>;
  words: string[];
}

/** What ends a word, and how to say that it is not here. */
const OPERATORS: Record<string, string> = {
  "|": "Pipes (|) are not here: each command prints to the console.",
  ">": "Redirections (>) are not here; curl writes to a file with -o.",
  "<": "Redirections (<) are not here.",
  "&":
    "& is not here: commands run one at a time. In an address it needs quotes, as in 'http://localhost:5000/?a=1&b=2'.",
  ";": "; is not here: type one command a line.",
  "(": "Parentheses need quotes.",
  ")": "Parentheses need quotes.",
  "`": "Commands within commands (`…`) are not here.",
};
const NAME = /^[A-Za-z_]\w*$/;

/** Splits a line. Throws a `LineFault`. */
export function splitLine(text: string, environment: Record<string, string> = {}): Line {
  const { words, quote } = read(text, environment);
  if (quote) throw new LineFault(`A quote (${quote}) is not closed.`);
  const assignments: Record<string, string> = {};
  while (words.length > 0) {
    const [name, ...value] = words[0].split("=");
    if (value.length === 0 || !NAME.test(name)) break;
    assignments[name] = value.join("=");
    words.shift();
  }
  return { assignments, words };
}

/** The words before the cursor, the begun one apart, and where in the text that one begins. */
export function begunWord(text: string, environment: Record<string, string> = {}): {
  words: string[];
  begun: string;
  start: number;
} {
  const { words, start, open } = read(text, environment);
  const begun = open ? words.pop()! : "";
  return { words, begun, start: open ? start : text.length };
}

function read(text: string, environment: Record<string, string>) {
  const words: string[] = [];
  let word = "", open = false, start = 0, quote = "";
  const variable = /\$(?:(\w+|\?)|\{(\w+)\})/y;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (!open && !/\s/.test(character)) start = at, open = true;
    if (character === "$" && quote !== "'") {
      variable.lastIndex = at;
      const found = variable.exec(text);
      if (found) {
        word += environment[found[1] ?? found[2]] ?? "";
        at += found[0].length - 1;
        continue;
      }
      if (text[at + 1] === "(") throw new LineFault("Commands within commands ($(…)) are not here.");
    }
    if (quote) {
      if (character === quote) quote = "";
      else if (character === "\\" && quote === '"' && /["\\$`]/.test(text[at + 1] ?? "")) word += text[++at];
      else word += character;
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "\\") word += text[++at] ?? "";
    else if (/\s/.test(character)) {
      if (open) words.push(word);
      word = "", open = false;
    } else if (character in OPERATORS) throw new LineFault(OPERATORS[character]);
    else if (character === "#" && start === at) return { words, start, open: false, quote };
    else word += character;
  }
  if (open) words.push(word);
  return { words, start, open, quote };
}

/** A word as it has to be typed to mean itself. */
export function quoted(word: string): string {
  return word.replace(/[\s'"\\$`&;|<>()#]/g, "\\$&");
}
