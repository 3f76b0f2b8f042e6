/**
 * What an instructor hands out, as the fragment of a link (format 1): TypeScript's side of `classroom/assignment.py`.
 *
 * The two must write the very same text; `tests/golden/classroom/fragment.txt` holds them together.
 */

export const FORMAT = 1;
/** Characters of a fragment, as `submission.schema.json` has it. */
const MOST = 100_000;
/** What a learner may be asked for. */
export const ASKED = ["name", "email", "id"] as const;
/** What a learner may be shown. */
export const REVEALED = ["hints", "checks", "solutions"] as const;
export type Asked = typeof ASKED[number];
export type Revealed = typeof REVEALED[number];

/** One exercise: its `edition` where it was known, else empty; `points` where they differ from the lesson's. */
export interface Assigned {
  name: string;
  edition: string;
  points: number | null;
}

export interface Assignment {
  title: string;
  exercises: Assigned[];
  /** Markdown. */
  instructions: string;
  /** With the instructor's offset, to the minute, e.g. `2026-12-01T23:59+01:00`. */
  due: string | null;
  ask: Asked[];
  reveal: Revealed[];
  /** For each day begun after the due date, `percent` of the points go; after `days` days, all of them. */
  late: { percent: number; days: number } | null;
}

/** Something is wrong with an assignment; `message` is for the reader. */
export class AssignmentFault extends Error {
  override name = "AssignmentFault";
}

/** What a file or a link says, before anybody has looked at it. */
export interface Given {
  title?: unknown;
  instructions?: unknown;
  due?: unknown;
  ask?: unknown;
  reveal?: unknown;
  exercises?: unknown;
  points?: unknown;
  late?: { percent: unknown; days: unknown } | null;
}

/** The part of a link behind `#`, in a fixed order. */
export function toFragment(assignment: Assignment): string {
  const pairs: [string, string][] = [["assignment", String(FORMAT)], ["title", assignment.title]];
  if (assignment.due) pairs.push(["due", assignment.due]);
  pairs.push(["ask", assignment.ask.join(",")], ["reveal", assignment.reveal.join(",")]);
  for (const { name, edition, points } of assignment.exercises) {
    pairs.push(["exercise", name + (edition && `@${edition}`) + (points === null ? "" : `:${points}`)]);
  }
  if (assignment.late) pairs.push(["late", `${assignment.late.percent},${assignment.late.days}`]);
  if (assignment.instructions) pairs.push(["instructions", assignment.instructions]);
  return pairs.map(([name, value]) => `${name}=${quoted(value)}`).join("&");
}

/** Throws an `AssignmentFault` for a link that was cut, comes from a newer Flaskroom, or was never one of an assignment. */
export function fromFragment(fragment: string): Assignment {
  if (fragment.length > MOST) throw new AssignmentFault("The link is longer than that of any assignment.");
  const pairs = [...new URLSearchParams(fragment.replace(/^.*#/s, ""))];
  const found: Record<string, string | undefined> = Object.fromEntries(pairs);
  if (found.assignment === undefined) {
    throw new AssignmentFault("This is no link of an assignment: it has no part “assignment=1”.");
  }
  if (found.assignment !== String(FORMAT)) throw new AssignmentFault(newer(found.assignment));
  const assigned = pairs.filter(([name]) => name === "exercise").map(([, value]) => value.split(/:(.*)/s));
  const points = assigned.filter(([, worth]) => worth).map(([name, worth]) => [name.split("@")[0], worth] as const);
  const late = found.late?.split(/,(.*)/s);
  try {
    return checked({
      ...found,
      exercises: assigned.map(([name]) => name),
      points: Object.fromEntries(points),
      ask: found.ask?.split(",").filter(Boolean),
      reveal: found.reveal?.split(",").filter(Boolean),
      late: late?.[0] ? { percent: late[0], days: late[1] ?? "" } : null,
    });
  } catch (error) {
    throw new AssignmentFault(`${(error as Error).message} Was the link cut?`);
  }
}

/** The same rules as `_assignment` in Python. Throws an `AssignmentFault` for the first thing that is wrong. */
export function checked(given: Given): Assignment {
  const title = text(given.title, "title").trim();
  if (!title) throw new AssignmentFault("The title is empty, expected words.");
  const exercises = assignedIn(given.exercises, given.points);
  const due = given.due === undefined || given.due === null ? null : moment(text(given.due, "due date"));
  const late = given.late ? { percent: count(given.late.percent, "late"), days: count(given.late.days, "late") } : null;
  if (late && late.percent > 100) throw new AssignmentFault(`Found ${late.percent} percent a day, expected 1 to 100.`);
  if (late && !due) throw new AssignmentFault("A rule for late work needs a due date.");
  return {
    title,
    exercises,
    instructions: text(given.instructions ?? "", "instructions").trim(),
    due,
    ask: words(given.ask, "ask", ASKED, ["name"]),
    reveal: words(given.reveal, "reveal", REVEALED, [...REVEALED]),
    late,
  };
}

/** What to say about a format that is not ours. */
export function newer(found: unknown): string {
  return `It has the format ${found}, expected ${FORMAT}: a newer Flaskroom has made it. Reload this page, then try again.`;
}

function assignedIn(given: unknown, points: unknown): Assigned[] {
  if (!Array.isArray(given) || given.length === 0) {
    throw new AssignmentFault("There is no exercise, expected at least one.");
  }
  const worth = new Map(Object.entries(points ?? {}));
  const exercises = given.map((item): Assigned => {
    const [name, edition = ""] = text(item, "exercise").split(/@(.*)/s);
    if (name.split("/").length !== 3) {
      throw new AssignmentFault(`Found the exercise “${name}”, expected <track>/<lesson>/<playground>.`);
    }
    return { name, edition, points: worth.has(name) ? count(worth.get(name), "points") : null };
  });
  const names = exercises.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new AssignmentFault(`The exercise “${twice}” comes twice.`);
  const stranger = [...worth.keys()].find((name) => !names.includes(name));
  if (stranger) throw new AssignmentFault(`There are points for “${stranger}”, which is not assigned.`);
  return exercises;
}

/** As Python's `quote(value, safe="/@:,")`. */
function quoted(value: string): string {
  return encodeURIComponent(value.toWellFormed())
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%(2F|40|3A|2C)/g, decodeURIComponent);
}

function words<T extends string>(given: unknown, key: string, known: readonly T[], otherwise: T[]): T[] {
  if (given === undefined) return otherwise;
  if (!Array.isArray(given)) throw new AssignmentFault(`“${key}” is no list.`);
  const stranger = given.find((word) => !known.includes(word));
  if (stranger !== undefined) {
    throw new AssignmentFault(`“${key}” has “${stranger}”, expected one of ${known.join(", ")}.`);
  }
  return known.filter((word) => given.includes(word));
}

function moment(given: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.exec(given.trim());
  if (!parts || Number.isNaN(Date.parse(`${parts[1]}T${parts[2]}${parts[3] ?? "Z"}`))) {
    throw new AssignmentFault(`The due date is “${given}”, expected one such as 2026-12-01T23:59+01:00.`);
  }
  if (!parts[3]) throw new AssignmentFault(`The due date ${given} has no time zone.`);
  return `${parts[1]}T${parts[2]}${parts[3] === "Z" ? "+00:00" : parts[3]}`;
}

function count(given: unknown, key: string): number {
  const written = String(given);
  if (!/^\d+$/.test(written) || Number(written) < 1 || Number(written) > 10_000) {
    throw new AssignmentFault(`In “${key}” there is “${written}”, expected a number from 1 to 10000.`);
  }
  return Number(written);
}

function text(given: unknown, key: string): string {
  if (typeof given === "string") return given;
  throw new AssignmentFault(`The ${key} is missing, or no text.`);
}
