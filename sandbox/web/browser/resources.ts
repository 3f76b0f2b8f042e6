/** Something that a page refers to: fetched through the user agent, put into the page as a `data:` URL. */

export interface Resource {
  /** Of the last hop. */
  url: string;
  /** Media type with its parameters, as the response says it. */
  type: string;
  body: Uint8Array<ArrayBuffer>;
}

/** Fetches a URL of the app; null where it is not the app's or failed. The same URL is fetched once for a page. */
export type Loader = (url: string) => Promise<Resource | null>;

/** The resource as text, in the character encoding that it says. */
export function textOf({ type, body }: Pick<Resource, "type" | "body">): string {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1];
  try {
    return new TextDecoder(charset ?? "utf-8").decode(body);
  } catch {
    return new TextDecoder().decode(body); // a charset that no browser knows
  }
}

/** As a `data:` URL. */
export function dataUrlOf({ type, body }: Pick<Resource, "type" | "body">): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result as string);
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(new Blob([body], { type: type.replaceAll(" ", "") }));
  return promise;
}

/** A text as a `data:` URL, in UTF-8. */
export function textUrl(text: string, type: string): Promise<string> {
  return dataUrlOf({ type: `${type};charset=utf-8`, body: new TextEncoder().encode(text) });
}

/** Absolute, or the reference as it stands where it is no URL at all; the loader then refuses it. */
export function absolute(url: string, base: string): string {
  return URL.canParse(url, base) ? new URL(url, base).href : url;
}
