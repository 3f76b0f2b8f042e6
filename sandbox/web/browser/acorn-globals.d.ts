/** What `rewrite-script.ts` uses of acorn-globals, which has no types of its own. */

interface Node {
  type: string;
  start: number;
  end: number;
}

/** A node around an identifier, with the fields that some kinds have. */
interface Around extends Node {
  shorthand?: boolean;
  object?: Node;
  property?: Node & { name?: string; value?: unknown };
  computed?: boolean;
}

/** Every variable that nothing in the program declares, and where it is used. */
export default function findGlobals(program: Node): { name: string; nodes: (Node & { parents: Around[] })[] }[];
