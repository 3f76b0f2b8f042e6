/** What `url_for` and `render_template` can be given in this project, read from its text as far as that tells. */

const ROUTE =
  /@(\w+)\.(?:route|get|post|put|patch|delete)\(\s*(?:["']([^"'\n]*)["'])?([^\n]*)\n(?:[ \t]*@[^\n]*\n)*[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)/g;
const BLUEPRINT = /^(\w+)(?:\s*:[^=\n]+)?\s*=\s*(?:\w+\.)?Blueprint\(\s*["'](\w+)["']/gm;
const ADDED = /(\w+)\.add_url_rule\(\s*["']([^"'\n]*)["']\s*,\s*(?:endpoint\s*=\s*)?["']([\w.]+)["']/g;
const NAMED = /\bendpoint\s*=\s*["']([\w.]+)["']/;

/** `rule` is the path as the project writes it, e.g. `/greet/<name>`; a blueprint's prefix is not in it. */
export interface Endpoint {
  name: string;
  rule: string;
}

/** The endpoints of the project's views, `static` last. */
export function endpointsOf(files: Record<string, string>): Endpoint[] {
  const python = Object.entries(files).filter(([name]) => name.endsWith(".py")).map(([, text]) => text);
  const found = new Map<string, string>();
  for (const text of python) {
    // A blueprint is known by its variable within its own file.
    const blueprints = new Map([...text.matchAll(BLUEPRINT)].map(([, variable, name]) => [variable, name]));
    const add = (variable: string, endpoint: string, rule: string) => {
      const blueprint = blueprints.get(variable);
      found.set(blueprint ? `${blueprint}.${endpoint}` : endpoint, rule);
    };
    for (const [, variable, rule = "", rest, view] of text.matchAll(ROUTE)) {
      add(variable, NAMED.exec(rest)?.[1] ?? view, rule);
    }
    for (const [, variable, rule, endpoint] of text.matchAll(ADDED)) add(variable, endpoint, rule);
  }
  found.set("static", "/static/<path:filename>");
  return [...found].map(([name, rule]) => ({ name, rule }));
}

/** Names of templates as `render_template` takes them: relative to a folder `templates/`, a blueprint's included. */
export function templatesOf(names: string[]): string[] {
  const found = names.map((name) => /(?:^|\/)templates\/(.+)$/.exec(name)?.[1]);
  return [...new Set(found.filter((name) => name !== undefined))];
}
