import assert from "node:assert/strict";
import { similar } from "../../sandbox/classroom/similar.ts";

const STARTER = `from flask import Flask, abort, request

app = Flask(__name__)

BERTHS = {21: 36, 22: 30}


@app.get("/")
def train():
    links = "".join(f'<li><a href="/coaches/{coach}">Coach {coach}</a></li>' for coach in BERTHS)
    return f"<h1>Night train</h1><ul>{links}</ul>"
`;
const SOLUTION = `${STARTER}

@app.get("/coaches/<int:number>/berths/<int:place>")
def berth(number, place):
    if number not in BERTHS or not 1 <= place <= BERTHS[number]:
        abort(404)
    return f"<p>Coach {number}, berth {place}.</p>"
`;
const LOG = `

visits = []


def note(number, place):
    entry = {"coach": number, "berth": place, "who": request.remote_addr}
    visits.append(entry)
    while len(visits) > 10:
        del visits[0]
    return entry
`;
const VIEW = `

@app.route("/coaches/<number>/berths/<place>")
def berth(number, place):
    try:
        wanted, seat = int(number), int(place)
    except ValueError as error:
        return f"No number: {error}", 404
    if BERTHS.get(wanted, 0) < seat or seat < 1:
        return "There is none.", 404
    note(wanted, seat)
    return "<p>" + "Coach " + str(wanted) + ", berth " + str(seat) + ".</p>"
`;
/** Another's: other names, words and comments, another order. */
const COPY = STARTER.replaceAll("train", "start") +
  (VIEW + LOG).replaceAll("wanted", "wagen").replaceAll("seat", "platz").replaceAll("visits", "besuche")
    .replaceAll("note", "merke").replaceAll("There is none", "Gibt es nicht").replaceAll("entry", "eintrag")
    .replaceAll("    try:", "    # Zahlen?\n    try:");
const OTHERS = [
  `

def there(number, place):
    return number in BERTHS and place in range(1, BERTHS[number] + 1)


@app.get("/coaches/<int:number>/berths/<int:place>")
def berth(number, place):
    return f"<p>Coach {number}, berth {place}.</p>" if there(number, place) else abort(404)
`,
  `

@app.get("/coaches/<int:n>/berths/<int:p>")
def show_berth(n, p):
    try:
        most = BERTHS[n]
    except KeyError:
        abort(404)
    if p < 1:
        abort(404)
    if p > most:
        abort(404)
    return "<p>Coach {}, berth {}.</p>".format(n, p)
`,
  `

@app.get("/coaches/<int:number>/berths/<int:place>")
def berth(number, place):
    for coach, berths in BERTHS.items():
        if coach == number and place > 0 and place <= berths:
            return f"<p>Coach {coach}, berth {place}.</p>"
    abort(404)
`,
].map((text) => STARTER + text);

const exercise = (...works: string[]) => ({
  handedOut: [{ "app.py": STARTER }, { "app.py": SOLUTION }],
  works: works.map((text) => ({ "app.py": text })),
});

Deno.test("other names in another order are found, with the lines that are alike", () => {
  const original = STARTER + LOG + VIEW;
  const [pair, ...more] = similar(exercise(OTHERS[0], original, OTHERS[1], COPY, OTHERS[2]));
  assert.deepEqual(more, []);
  assert.ok(pair.tokens >= 100, `${pair.tokens} tokens`);
  assert.deepEqual(pair.sides.map(({ work }) => work), [1, 3]);
  for (const [{ lines, percent }, text] of [[pair.sides[0], original], [pair.sides[1], COPY]] as const) {
    assert.ok(percent > 80, `${percent} percent`);
    const alike = text.split("\n").filter((_, line) => lines["app.py"].includes(line + 1));
    assert.ok(alike.some((line) => line.includes("except ValueError")), alike.join("\n"));
    assert.ok(!alike.some((line) => line.includes("Night train")), "what was handed out is nobody's");
  }
});

Deno.test("right answers of several people are not alike", () => {
  assert.deepEqual(similar(exercise(...OTHERS)), []);
});

Deno.test("short answers are never alike, even the very same", () => {
  assert.deepEqual(similar(exercise(OTHERS[0], OTHERS[0], OTHERS[2], OTHERS[2])), []);
});

Deno.test("starter and solution are never alike, nor is nothing", () => {
  assert.deepEqual(similar(exercise(STARTER, STARTER, SOLUTION, SOLUTION, "", "")), []);
  assert.deepEqual(similar({ handedOut: [], works: [] }), []);
});

Deno.test("what a fifth of a class writes is a way to solve it", () => {
  const found = (holders: number) => {
    const works = Array.from({ length: 50 }, (_, number) => STARTER + (number < holders ? LOG + VIEW : ""));
    return similar(exercise(...works)).length;
  };
  assert.equal(found(10), 45);
  assert.equal(found(11), 0);
});

Deno.test("pieces of several files, templates and broken Python are read", () => {
  const page = `<ul>{% for guest in guests if guest.name %}<li>{{ guest.name | title }} from {{ guest.town or "?" }}
    {% if guest.pets %}with {{ guest.pets | join(", ") }}{% else %}alone{% endif %}</li>{% endfor %}</ul>`;
  const works: Record<string, string>[] = [
    { "app.py": "def (:\n" + LOG, "templates/guests.html": page },
    { "main.py": LOG, "templates/list.html": page.replaceAll("guest", "visitor"), "photo.png": "…" },
  ];
  const [{ sides }] = similar({ handedOut: [], works });
  assert.deepEqual(sides.map(({ lines }) => Object.keys(lines)), [
    ["app.py", "templates/guests.html"],
    ["main.py", "templates/list.html"],
  ]);
});

Deno.test("the same class gives the same, whatever is repeated without end", () => {
  const works = ["x = 1\n".repeat(20_000), "x = 2\n".repeat(20_000), "[".repeat(50_000), STARTER + LOG + VIEW, COPY];
  const found = similar(exercise(...works));
  assert.deepEqual(similar(exercise(...works)), found);
  assert.ok(found.some(({ sides }) => sides[0].work === 3 && sides[1].work === 4));
});
