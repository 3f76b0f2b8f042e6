/** `assignment.toml`: the same as a link, for people to keep, change and grade with. */

import { parse, stringify, TomlDate, TomlError } from "smol-toml";
import { type Assignment, AssignmentFault, checked, FORMAT, newer } from "./assignment.ts";

/** Bytes. No honest file comes near. */
const MOST = 200_000;
const KEYS = ["format", "title", "instructions", "due", "ask", "reveal", "exercises", "points", "late"];

export function toToml({ title, instructions, due, ask, reveal, exercises, late }: Assignment): string {
  const points = exercises.flatMap((exercise) => exercise.points === null ? [] : [[exercise.name, exercise.points]]);
  return stringify({
    format: FORMAT,
    title,
    ...instructions && { instructions },
    ...due && { due: new TomlDate(due.replace(/(T\d\d:\d\d)/, "$1:00")) },
    ask,
    reveal,
    exercises: exercises.map(({ name, edition }) => name + (edition && `@${edition}`)),
    ...points.length && { points: Object.fromEntries(points) },
    ...late && { late: { percent_a_day: late.percent, days: late.days } },
  });
}

/** Throws an `AssignmentFault` for whatever is none. */
export function fromToml(text: string): Assignment {
  if (text.length > MOST) throw new AssignmentFault("The file is too large to be an assignment.");
  const table = parsed(text);
  if (table.format !== FORMAT) throw new AssignmentFault(newer(table.format ?? "missing"));
  const stranger = Object.keys(table).find((key) => !KEYS.includes(key));
  if (stranger) throw new AssignmentFault(`Found the unknown key “${stranger}”, expected one of ${KEYS.join(", ")}.`);
  const late = table.late as { percent_a_day?: unknown; days?: unknown } | undefined;
  const due = table.due instanceof TomlDate ? table.due.toISOString() : table.due;
  return checked({ ...table, due, late: late ? { percent: late.percent_a_day, days: late.days } : null });
}

function parsed(text: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new AssignmentFault(`This is no assignment.toml: line ${error.line} cannot be read.`);
  }
}
