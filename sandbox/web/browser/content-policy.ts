/**
 * An app's Content-Security-Policy (CSP level 3) for a page whose resources were put in as `data:` URLs.
 *
 * The browser itself enforces it, as a `<meta>`. What the app allows itself to load is therefore allowed as `data:`;
 * other hosts are out of reach anyway, and directives about them, or about frames around the page, say nothing here.
 */

const FETCHED = [
  "default-src",
  "script-src",
  "script-src-elem",
  "style-src",
  "style-src-elem",
  "img-src",
  "font-src",
  "media-src",
];
const KEPT = [
  ...FETCHED,
  "script-src-attr",
  "style-src-attr",
  "worker-src",
  "object-src",
  "require-trusted-types-for",
  "trusted-types",
];

/** The policies of a response's fields, as the app says them; several are enforced together. */
export function policiesOf(headers: [name: string, value: string][]): string[] {
  return headers.filter(([name]) => name.toLowerCase() === "content-security-policy").flatMap(([, value]) =>
    value.split(",")
  );
}

/** The policies of the fields as markup, for the head of the page. */
export function policyMarkup(headers: [name: string, value: string][], url: string): string {
  return policiesOf(headers)
    .map((policy) => adaptPolicy(policy, new URL(url).origin).replaceAll('"', "&quot;"))
    .map((policy) => policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .join("");
}

/** Adapts the policies that the page has as elements; returns what they said. */
export function adaptMetaPolicies(page: Document, url: string): string[] {
  return [...page.querySelectorAll("meta[http-equiv=Content-Security-Policy i]")].map((meta) => {
    const policy = meta.getAttribute("content") ?? "";
    meta.setAttribute("content", adaptPolicy(policy, new URL(url).origin));
    return policy;
  });
}

/** One policy, adapted. */
export function adaptPolicy(policy: string, origin: string): string {
  return directives(policy)
    .filter(([name]) => KEPT.includes(name))
    .map(([name, sources]) => [name, ...FETCHED.includes(name) ? adaptSources(sources, origin) : sources].join(" "))
    .join("; ");
}

/** What stands for a directive that a policy does not have. */
const INSTEAD = {
  "connect-src": ["default-src"],
  "form-action": [],
  "frame-src": ["child-src", "default-src"],
};

/** Whether the policies let scripts of the page ask the app, forms go there (`form-action`), or frames show it. */
export function allows(name: keyof typeof INSTEAD, policies: string[], origin: string): boolean {
  return policies.every((policy) => {
    const all = new Map(directives(policy));
    const sources = [name, ...INSTEAD[name]].map((each) => all.get(each)).find((each) => each !== undefined);
    return sources === undefined || sources.some((source) => isOwn(source, origin));
  });
}

function directives(policy: string): [name: string, sources: string[]][] {
  return policy.split(";").map((part) => part.trim().split(/\s+/))
    .filter(([name]) => name !== "")
    .map(([name, ...sources]) => [name.toLowerCase(), sources]);
}

function adaptSources(sources: string[], origin: string): string[] {
  const keywords = sources.filter((source) => source.startsWith("'") && source.toLowerCase() !== "'self'");
  const schemes = sources.filter((source) => /^(data|blob):$/i.test(source));
  const own = sources.some((source) => isOwn(source, origin)) ? ["data:", "blob:"] : [];
  const adapted = [...new Set([...keywords, ...schemes, ...own])];
  return adapted.length > 0 ? adapted : ["'none'"];
}

/** True for a source expression that matches the app's origin. */
export function isOwn(source: string, origin: string): boolean {
  const { protocol, host, hostname } = new URL(origin);
  const [, scheme, place = ""] = /^([a-z][a-z0-9+.-]*:)?(?:\/\/)?([^/]*)/i.exec(source)!;
  if (source === "*" || source.toLowerCase() === "'self'" || source.toLowerCase() === protocol) return true;
  if (source.includes("://") && scheme?.toLowerCase() !== protocol) return false;
  const named = source.includes("://") ? place : source.split("/")[0];
  return [host, `${hostname}:*`, "*"].includes(named.toLowerCase());
}
