/** What the request did to the session: the cookie that came, the one that went, and why it can be trusted. */

import { type Child, h } from "../dom.ts";
import { looksSigned } from "../browser/signed.ts";
import type { SessionAccount } from "../protocol.ts";
import type { Line } from "./inspection.ts";
import { code, folded } from "./inspection-parts.ts";
import { sessionCookie } from "../panels/session-cookie.ts";

/** The session's line of the story. */
export function sessionStory(account: SessionAccount): Line {
  return { at: null, what: "Session", told: told(account), tone: account.valid === "bad" ? "warn" : undefined };
}

function told(account: SessionAccount): Child[] {
  const { before, after, key, signed, cookie } = account;
  if (!signed) return ["Kept by ", code(account.interface), ", not in Flask's own cookie."];
  const come = before === null ? "No session came" : CAME[account.valid ?? "unknown"];
  if (after === null && before === null) {
    return [`${come}, and none was made.`, !key && " Without a SECRET_KEY the app cannot have one."];
  }
  const went = after === null ? "it stays as it is" : after === "" ? "its cookie is deleted" : "a new cookie was sent";
  return [
    `${come}; ${went}.`,
    before !== null && looksSigned(before) && folded("Before", false, sessionCookie(before)),
    after !== null && looksSigned(after) && folded("After", true, sessionCookie(after)),
    folded(
      "What the signature does",
      false,
      h("p", {}, signature(account)),
      h("p", {}, ANYONE),
      h("p", {}, cookieName(cookie)),
    ),
  ];
}

const CAME = {
  good: "A session came, and its signature is right",
  expired: "A session came that is too old, so Flask began an empty one",
  bad: "A session came whose signature is wrong, so Flask began an empty one",
  unknown: "A session came that cannot be tested",
};
const ANYONE = "Anyone who has the cookie can read it. Keep out of it what its owner should not see.";

function signature({ salt, digest }: SessionAccount): string {
  return `Data and time are signed with HMAC and ${
    (digest ?? "").toUpperCase()
  }. The key is made from SECRET_KEY and the ` +
    `words “${salt}”, so only the app can make a signature that is right.`;
}

function cookieName(name: string): string {
  return `The cookie's name is ${name} (SESSION_COOKIE_NAME).`;
}
