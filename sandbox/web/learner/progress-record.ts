/** What is known of a reader's progress, as plain JSON (schema 1); reading it from outside, and joining two of them. */

export const SCHEMA = 1;

export interface Progress {
  schema: typeof SCHEMA;
  /** By the lesson's id, `<track>/<lesson>`. */
  lessons: Record<string, LessonRecord>;
  /** Exercises whose checks have all passed, by the playground's id. */
  passed: Record<string, Passed>;
  last: Place | null;
  /** False where the reader does not want time to be measured. */
  timed: boolean;
}

/** Dates are ISO 8601, in UTC. */
export interface LessonRecord {
  title: string;
  /** Of the last visit. */
  seen: string;
  /** When it was read to the end. */
  read: string | null;
  seconds: number;
  /** The exercises on the page at the last visit: id → version. */
  exercises: Record<string, string>;
}

export interface Passed {
  at: string;
  /** The payload's `version`, by which an exercise that has changed since is known. */
  version: string;
}

/** Where the reader was last. */
export interface Place {
  lesson: string;
  title: string;
  at: string;
  /** The last heading above, and its id; both empty at the top. */
  section: string;
  hash: string;
}

export function noProgress(): Progress {
  return { schema: SCHEMA, lessons: {}, passed: {}, last: null, timed: true };
}

export function isEmpty(progress: Progress): boolean {
  return !Object.keys(progress.lessons).length && !Object.keys(progress.passed).length;
}

/** What is sound in `data`, and whether that was all of it. */
export function cleaned(data: unknown): { progress: Progress; whole: boolean } {
  const { schema, lessons, passed, last, timed } = table(data) ?? {};
  const place = toPlace(last);
  const kept = each(lessons, /^[a-z0-9-]+\/[a-z0-9-]+$/, toLesson);
  const done = each(passed, /^[a-z0-9-]+(\/[a-z0-9-]+){2}$/, toPassed);
  return {
    progress: { schema: SCHEMA, lessons: kept.found, passed: done.found, last: place, timed: timed !== false },
    whole: schema === SCHEMA && kept.whole && done.whole && (last === null || place !== null),
  };
}

/** Both together; where both know of the same thing, the newer one counts. Neither is changed. */
export function joined(one: Progress, other: Progress): Progress {
  const [older, newer] = (one.last?.at ?? "") <= (other.last?.at ?? "") ? [one, other] : [other, one];
  const lessons = { ...one.lessons };
  for (const [id, theirs] of Object.entries(other.lessons)) {
    const ours = lessons[id] ?? theirs;
    const later = ours.seen < theirs.seen ? theirs : ours;
    const read = [ours.read, theirs.read].filter((date) => date !== null).sort().at(-1) ?? null;
    lessons[id] = { ...later, read, seconds: Math.max(ours.seconds, theirs.seconds) };
  }
  const passed = { ...one.passed };
  for (const [id, theirs] of Object.entries(other.passed)) {
    if (!(passed[id]?.at >= theirs.at)) passed[id] = theirs;
  }
  return { schema: SCHEMA, lessons, passed, last: newer.last ?? older.last, timed: one.timed };
}

type Table = Record<string, unknown>;

function table(value: unknown): Table | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value as Table : null;
}

function each<T>(value: unknown, name: RegExp, to: (entry: Table) => T | null) {
  const found: Record<string, T> = {};
  const entries = Object.entries(table(value) ?? {});
  for (const [key, entry] of entries) {
    const made = name.test(key) ? to(table(entry) ?? {}) : null;
    if (made) found[key] = made;
  }
  return { found, whole: table(value) !== null && Object.keys(found).length === entries.length };
}

function toLesson({ title, seen, read, seconds, exercises }: Table): LessonRecord | null {
  const versions = Object.entries(table(exercises) ?? {}).filter((entry): entry is [string, string] =>
    isText(entry[1])
  );
  if (!isText(title) || !isDate(seen) || !(read === null || isDate(read))) return null;
  const spent = typeof seconds === "number" && seconds >= 0 && Number.isFinite(seconds) ? seconds : 0;
  return { title, seen, read, seconds: spent, exercises: Object.fromEntries(versions) };
}

function toPassed({ at, version }: Table): Passed | null {
  return isDate(at) && isText(version) ? { at, version } : null;
}

function toPlace(value: unknown): Place | null {
  const { lesson, title, at, section, hash } = table(value) ?? {};
  const sound = isText(lesson) && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(lesson) && isText(title) && isDate(at);
  return sound && isText(section) && isText(hash) ? { lesson, title, at, section, hash } : null;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length < 1000;
}

/** Only what `toISOString` writes, so that dates can be compared as text. */
function isDate(value: unknown): value is string {
  return isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));
}
