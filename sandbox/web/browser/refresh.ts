/** The field `Refresh` and the element that stands for it (HTML standard, "shared declarative refresh steps"). */

export interface Refresh {
  seconds: number;
  /** Absolute. */
  url: string;
}

/** What the text asks for, or null where it asks for nothing. */
export function parseRefresh(text: string, base: string): Refresh | null {
  const found = /^\s*(\d*)(?:\.[\d.]*)?\s*(?:[;,\s]\s*(?:url\s*=\s*)?(?:"([^"]*)"?|'([^']*)'?|(.*\S))?\s*)?$/i.exec(
    text,
  );
  if (!found || !/^\s*[\d.]/.test(text)) return null;
  const [, seconds, ...urls] = found;
  const url = urls.find((each) => each !== undefined) ?? "";
  return URL.canParse(url, base) ? { seconds: Number(seconds || 0), url: new URL(url, base).href } : null;
}
