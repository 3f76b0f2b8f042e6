/** Where xAPI statements go, and about whom: what was given when the package was made, else the launch parameters. */

import type { PackageCourse } from "./course.ts";

export interface Target {
  /** With a slash at its end. */
  endpoint: string;
  /** The header `Authorization`; empty where none was given. */
  auth: string;
  actor: object;
  registration: string | null;
  /** Id of the whole, where the launch gives one. */
  activity: string | null;
}

/**
 * A sentence where nothing can be sent. `learner` is the LMS's word for who learns; it goes along with an endpoint that was
 * given when the package was made. The parameters of an address are looked at only where the package was made for that.
 */
export function targetOf({ xapi }: PackageCourse, learner: string, own = new URL(location.href)): Target | string {
  if (xapi?.endpoint) {
    if (!learner) return "Nothing is reported by xAPI: nobody has said who you are.";
    const { href, username, password } = new URL(xapi.endpoint);
    const bare = Object.assign(new URL(href), { username: "", password: "" });
    const auth = username ? `Basic ${btoa([username, password].map(decodeURIComponent).join(":"))}` : "";
    const actor = { objectType: "Agent", account: { homePage: own.origin, name: learner } };
    return { endpoint: slashed(bare.href), auth, actor, registration: null, activity: null };
  }
  const given = own.searchParams;
  const [endpoint, actor] = [given.get("endpoint") ?? "", actorOf(given.get("actor"))];
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint) || !actor) {
    return "Nothing is reported by xAPI: the launch has no endpoint, or no actor.";
  }
  const registration = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.exec(given.get("registration") ?? "")?.[0] ?? null;
  const activity = given.get("activity_id");
  return {
    endpoint: slashed(endpoint),
    auth: given.get("auth") ?? "",
    actor,
    registration,
    activity: activity && URL.canParse(activity) ? activity : null,
  };
}

function slashed(endpoint: string): string {
  return endpoint.endsWith("/") ? endpoint : `${endpoint}/`;
}

/** As the launch writes it: some write each property as a list of one. */
function actorOf(text: string | null): object | null {
  try {
    const found: unknown = JSON.parse(text ?? "null");
    if (typeof found !== "object" || found === null || Array.isArray(found)) return null;
    return Object.fromEntries(
      Object.entries(found).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
    );
  } catch {
    return null;
  }
}
