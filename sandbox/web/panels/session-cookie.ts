/** A session's cookie for people: what it says, when it was signed, and what the signature is good for. */

import { fill, h } from "../dom.ts";
import { decodeSession, type FlaskSession } from "../browser/flask-session.ts";
import { dress } from "../inspector/inspection-look.ts";

/** An element that shows the cookie, once it is read. */
export function sessionCookie(value: string): HTMLElement {
  const box = h("div", { class: "session-cookie" });
  void decodeSession(value).then((session) => {
    fill(box, ...session ? shown(session) : [NOT_READ]);
    dress(box);
  });
  return box;
}

const NOT_READ = "It cannot be read as a session of Flask's.";

/** The JSON with one entry a line. */
export function pretty(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2);
}

function shown({ json, compressed, signedAt, parts }: FlaskSession): HTMLElement[] {
  const part = (name: string, text: string, said: string) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, h("code", {}, text), h("span", { class: "soft" }, said)));
  return [
    h("pre", { tabindex: 0, "aria-label": "Session" }, pretty(json)),
    h(
      "dl",
      { class: "facts" },
      part(
        "Data",
        parts.data,
        compressed ? "compressed, then Base64: anyone can read it" : "Base64: anyone can read it",
      ),
      part("Time", parts.time, `signed ${signedAt.toUTCString()}`),
      part("Signature", parts.signature, "made with SECRET_KEY: nobody else can change the data unnoticed"),
    ),
  ];
}
