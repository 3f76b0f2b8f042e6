/**
 * The cookie in which Flask keeps a session, read without its key: it is signed, not encrypted.
 *
 * itsdangerous writes three parts with dots between them: the data (JSON, compressed where that is shorter, which a dot
 * at the front says), the time and the signature, each in URL-safe Base64 without padding.
 */

import { SIGNED } from "./signed.ts";

export interface FlaskSession {
  /** The JSON as Flask wrote it; values that JSON lacks are objects such as `{" t": […]}` (`TaggedJSONSerializer`). */
  json: string;
  compressed: boolean;
  signedAt: Date;
  /** Base64, as it stands in the cookie. */
  parts: { data: string; time: string; signature: string };
}

/** What the cookie says; null where it is no session of Flask's. */
export async function decodeSession(value: string): Promise<FlaskSession | null> {
  const found = SIGNED.exec(value);
  if (!found) return null;
  const [, dot, data, time, signature] = found;
  try {
    const bytes = fromBase64(data);
    const json = new TextDecoder("utf-8", { fatal: true }).decode(dot ? await inflate(bytes) : bytes);
    const held: unknown = JSON.parse(json);
    if (held === null || typeof held !== "object" || Array.isArray(held)) return null;
    const seconds = fromBase64(time).reduce((number, byte) => number * 256 + byte, 0);
    const parts = { data: dot + data, time, signature };
    return { json, compressed: dot !== "", signedAt: new Date(seconds * 1000), parts };
  } catch {
    return null; // somebody else's cookie that looks like one
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer();
}
