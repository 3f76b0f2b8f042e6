/**
 * Compares what was predicted with what came, as `tests/proof/test_predictions.py` does for the author.
 *
 * Space is nothing in a body: a template's line breaks are no part of what one predicts.
 */

import type { Header } from "../protocol.ts";

export interface Response {
  status: number;
  reason: string;
  headers: Header[];
  body: string;
}

/** Characters of a body that are worth reading. */
const MOST = 400;

/** Whether `value` came. `part` is `Status`, `Body` (of which it is a piece) or a field's name. */
export function came(part: string, value: string, response: Response): boolean {
  if (part === "Status") return response.status === Number(value);
  return part === "Body" ? flat(response.body).includes(flat(value)) : fieldOf(response, part) === value;
}

/** What came, as one line of text; empty for nothing. */
export function cameAs(part: string, response: Response): string {
  if (part === "Status") return `${response.status} ${response.reason}`.trim();
  if (part !== "Body") return fieldOf(response, part);
  const body = flat(response.body);
  return body.length > MOST ? `${body.slice(0, MOST)} …` : body;
}

function fieldOf({ headers }: Response, name: string): string {
  const values = headers.filter(([key]) => key.toLowerCase() === name.toLowerCase());
  return values.map(([, value]) => value).join(", ");
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
