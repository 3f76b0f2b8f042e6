/**
 * Port 5000 of this page: one app at a time listens on it, as on the reader's own machine.
 *
 * An element that takes the port makes the one before let go of it.
 */

export interface Holder {
  title: string;
  /** Another playground, called `by`, takes the port. */
  evict(by: string): void;
}

let holder: Holder | null = null;

/** Takes the port for `next`. */
export function takePort(next: Holder): void {
  const previous = holder;
  holder = next;
  if (previous && previous !== next) previous.evict(next.title);
}

/** Gives the port back where `old` holds it. */
export function releasePort(old: Holder): void {
  if (holder === old) holder = null;
}
