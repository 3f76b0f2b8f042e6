/**
 * curl's options, those that make sense for an app on http://localhost:5000, read as curl reads them.
 *
 * A newcomer would write `--data=x`; curl knows no such form. Short options may be joined, and a value may follow its
 * letter at once: `-siXPOST`.
 */

/** Long name → letter, value's name (empty for none) and meaning. */
const OPTIONS: Record<string, [letter: string, value: string, meaning: string]> = {
  cookie: ["b", "TEXT or FILE", "Send cookies: name=value; …, or those in a file"],
  "cookie-jar": ["c", "FILE", "Write all cookies to a file at the end; - prints them"],
  data: ["d", "DATA", "Send a form's data, with POST; @FILE reads it"],
  "data-binary": ["", "DATA", "As data, with every byte kept"],
  "data-raw": ["", "DATA", "As data, @ means itself"],
  "data-urlencode": ["", "DATA", "As data, percent-encoded"],
  fail: ["f", "", "No output for a status from 400 on, and exit status 22"],
  form: ["F", "NAME=CONTENT", "Send multipart form data; @FILE uploads"],
  get: ["G", "", "Put the data in the address, with GET"],
  head: ["I", "", "Ask for the header fields alone"],
  header: ["H", "LINE", "Send a header field; Name: removes one"],
  help: ["h", "", "This list"],
  include: ["i", "", "Show the response's header fields"],
  json: ["", "DATA", "Send JSON, with POST; @FILE reads it"],
  location: ["L", "", "Follow redirects"],
  output: ["o", "FILE", "Write the body to a file"],
  referer: ["e", "URL", "Send a Referer"],
  "remote-name": ["O", "", "Write the body to a file named as in the address"],
  request: ["X", "METHOD", "The method"],
  "show-error": ["S", "", "Show errors in spite of -s"],
  silent: ["s", "", "Show no errors"],
  user: ["u", "NAME:PASSWORD", "Basic authentication"],
  "user-agent": ["A", "TEXT", "Send a User-Agent"],
  verbose: ["v", "", "Show what is sent and received"],
  "write-out": ["w", "FORMAT", "Print %{http_code} and the like at the end"],
};

/** curl ends with a status and a message of its own. */
export class CurlFault extends Error {
  override name = "CurlFault";
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** Reads the arguments; `sequence` keeps data options among each other in order. Throws a `CurlFault`. */
export function readOptions(
  args: string[],
): { given: Map<string, string[]>; sequence: [option: string, value: string][] } {
  const given = new Map<string, string[]>();
  const sequence: [string, string][] = [];
  const rest = [...args];
  const add = (name: string, value: string) => {
    given.set(name, [...given.get(name) ?? [], value]);
    sequence.push([name, value]);
  };
  const valueOf = (spelled: string) => {
    const value = rest.shift();
    if (value === undefined) throw new CurlFault(2, `option ${spelled}: requires parameter`);
    return value;
  };
  while (rest.length > 0) {
    const word = rest.shift()!;
    if (word.startsWith("--") && word !== "--") {
      const name = word.slice(2) === "url" ? "url" : word.slice(2);
      if (name === "url") add("url", valueOf(word));
      else if (!Object.hasOwn(OPTIONS, name)) throw unknown(word);
      else add(name, OPTIONS[name][1] ? valueOf(word) : "");
    } else if (word.startsWith("-") && word.length > 1 && word !== "--") {
      for (let at = 1; at < word.length; at++) {
        const found = Object.entries(OPTIONS).find(([, [letter]]) => letter === word[at]);
        if (!found) throw unknown(`-${word[at]}`);
        const [name, [, value]] = found;
        if (!value) add(name, "");
        else {
          add(name, word.slice(at + 1) || valueOf(`-${word[at]}`));
          break;
        }
      }
    } else if (word !== "--") add("url", word);
  }
  return { given, sequence };
}

function unknown(spelled: string): CurlFault {
  return new CurlFault(2, `option ${spelled}: is not known here; curl --help lists those that are`);
}

/** What `curl --help` prints. */
export function curlHelp(): string {
  const lines = Object.entries(OPTIONS).map(([name, [letter, value, meaning]]) => {
    const spelled = `${letter ? `-${letter}, ` : "    "}--${name}${value && ` ${value}`}`;
    return ` ${spelled.padEnd(32)} ${meaning}\n`;
  });
  return `Usage: curl [options...] <url>\n${lines.join("")}`;
}
