/** The form in which Flask signs its session, by which a cookie is known as one; `flask-session.ts` reads it. */

/** Data, time and signature, as itsdangerous joins them; a dot in front where the data is compressed. */
export const SIGNED = /^(\.?)([\w-]+)\.([\w-]{4,8})\.([\w-]{20,})$/;

/** Whether a cookie's value may be such a session. */
export function looksSigned(value: string): boolean {
  return SIGNED.test(value);
}
