/** A due date: for the learner in local time, and as the instructor wrote it. Time zones come from the browser. */

const STYLE = { dateStyle: "full", timeStyle: "short" } as const;

export interface Moments {
  /** E.g. `Tuesday 1 December 2026 at 23:59`, in the reader's time. */
  local: string;
  /** E.g. `1 December 2026 at 23:59 (UTC+01:00)`. */
  written: string;
  /** True where both are the same time of the same day. */
  same: boolean;
  over: boolean;
}

/** `due` as in an `Assignment`; `zone` is the reader's. */
export function moments(due: string, now = Date.now(), zone?: string): Moments {
  const moment = new Date(due);
  const local = new Intl.DateTimeFormat("en-GB", { ...STYLE, timeZone: zone });
  const [clock, offset] = [due.slice(0, 16), due.slice(16)];
  const written = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  const asWritten = new Date(`${clock}Z`);
  return {
    local: local.format(moment),
    written: `${written.format(asWritten)} (UTC${offset === "+00:00" ? "" : offset})`,
    same: local.format(moment) === new Intl.DateTimeFormat("en-GB", { ...STYLE, timeZone: "UTC" }).format(asWritten),
    over: moment.getTime() < now,
  };
}

/** What `+01:00` is in a time zone at a time of its clocks, `2026-12-01T23:59`. Throws a `RangeError` for an unknown zone. */
export function offsetAt(clock: string, zone: string): string {
  const asUtc = Date.parse(`${clock}Z`);
  const first = minutes(asUtc, zone);
  return written(minutes(asUtc - first * 60_000, zone)); // again, since clocks may have changed in between
}

/** All that the browser knows, the reader's own first. */
export function zones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = Intl.supportedValuesOf?.("timeZone") ?? [];
  return [...new Set([own, "UTC", ...all])].filter(Boolean);
}

function minutes(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(moment);
  const name = parts.find(({ type }) => type === "timeZoneName")!.value; // GMT, GMT+01:00
  const [, sign, hours, rest] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(rest)) : 0;
}

function written(offset: number): string {
  const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${offset < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}
