/** A cookie's value, with what it says where it is a session of Flask's. */

import { h } from "../dom.ts";
import { looksSigned } from "../browser/signed.ts";
import { loadPart } from "../load-part.ts";

/** What stands in the table: the value, and a way to read it. */
export function cookieValue(value: string): (HTMLElement | string)[] {
  if (!looksSigned(value)) return [value];
  const details = h("details", {}, h("summary", {}, "Read the session"));
  details.addEventListener("toggle", async () => {
    const [part] = await Promise.allSettled([loadPart(() => import("./session-cookie.ts"))]);
    if (part.status === "fulfilled") details.append(part.value.sessionCookie(value));
    else details.append(h("p", { class: "soft" }, `${part.reason.message} ${part.reason.advice}`));
  }, { once: true });
  return [value, details];
}
