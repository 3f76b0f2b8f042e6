/** Times and sizes in words, for the reader. */

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** `today, 14:05` or `3 November` or `3 November 2025`; both in ms since 1970. */
export function when(then: number, now = Date.now()): string {
  const [date, today] = [new Date(then), new Date(now)];
  if (date.toDateString() === today.toDateString()) return `today, ${TIME.format(date)}`;
  return (date.getFullYear() === today.getFullYear() ? DAY : DAY_AND_YEAR).format(date);
}

/** `12 kB` or `3.4 MB`. */
export function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
