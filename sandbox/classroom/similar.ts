/**
 * Which works of a class share code that nobody handed out, for `similar.py`: JSON on standard input, a JSON line for each
 * exercise out. The comparison is Dolos's (fingerprints of token sequences in an index).
 *
 * A newcomer would compare each work with each other, and whole works. Right answers to a small exercise are alike; so
 * what was handed out, what the solutions have, and what many share by themselves counts for nobody (`own`).
 */

import { File, FingerprintIndex, Region, TokenizedFile } from "@dodona/dolos-core";
import { type Files, type Token, tokensOf } from "./words.ts";

export interface Exercise {
  handedOut: Files[];
  works: Files[];
}
/** Lines (from 1) in files; `percent` is how much of the own tokens is shared. */
export interface Side {
  work: number;
  percent: number;
  lines: Record<string, number[]>;
}
export interface Pair {
  tokens: number;
  sides: [Side, Side];
}

/** Tokens in a row that count as a match: two or three lines. */
const LENGTH = 15;
/** Own tokens that a pair shares at least, and the part of one's own tokens: less is found among independent works. */
const LEAST_TOKENS = 60;
const LEAST_PERCENT = 50;
/** What more works than these share is a way to solve the exercise: a fifth of the class, and never fewer than eight. */
const common = (works: number) => Math.max(8, Math.floor(works / 5));
const MOST_PAIRS = 50;

interface Work {
  tokens: Token[];
  file: TokenizedFile;
  own: Set<number>;
  /** Hash → the tokens that its occurrences cover. */
  matches: Map<number, number[]>;
}

/** At most 50 pairs, those that share most first. */
export function similar({ handedOut, works }: Exercise): Pair[] {
  const index = new FingerprintIndex(LENGTH, 1);
  const known = handedOut.map((files) => tokenized(tokensOf(files)));
  const read = works.map((files) => workOf(tokensOf(files)));
  const numbers = new Map(read.map(({ file }, number) => [file, number]));
  index.addFiles([...known, ...read.map(({ file }) => file)]);
  const together = new Map<number, number>();
  for (const shared of index.sharedFingerprints()) {
    // Dolos can leave these out by itself, in a time that grows with the square of the class.
    const nobodys = shared.fileCount() > common(works.length) || known.some((file) => shared.includesFile(file));
    const holders = shared.files().flatMap((file) => numbers.get(file) ?? []);
    if (!nobodys && holders.length < 2) continue;
    for (const number of holders) {
      const work = read[number];
      const covered = shared.occurrencesOf(work.file).flatMap(({ side }) => run(side.start));
      if (nobodys) covered.forEach((token) => work.own.delete(token));
      else work.matches.set(shared.hash, covered);
    }
    if (!nobodys) countPairs(together, holders, works.length);
  }
  return [...together]
    .filter(([, count]) => count > LEAST_TOKENS - LENGTH)
    .map(([pair]) => compare(read, Math.floor(pair / works.length), pair % works.length))
    .filter(({ tokens, sides }) => tokens >= LEAST_TOKENS && sides.some(({ percent }) => percent >= LEAST_PERCENT))
    .sort((a, b) => b.tokens - a.tokens || a.sides[0].work - b.sides[0].work || a.sides[1].work - b.sides[1].work)
    .slice(0, MOST_PAIRS);
}

/** The numbers of the tokens of a match. */
const run = (start: number) => Array.from({ length: LENGTH }, (_, next) => start + next);

function countPairs(together: Map<number, number>, holders: number[], works: number) {
  for (const [place, left] of holders.entries()) {
    for (const right of holders.slice(place + 1)) {
      const pair = left * works + right; // they come in the order in which they were added
      together.set(pair, (together.get(pair) ?? 0) + 1);
    }
  }
}

function workOf(tokens: Token[]): Work {
  return { tokens, file: tokenized(tokens), own: new Set(tokens.keys()), matches: new Map() };
}

function tokenized(tokens: Token[]): TokenizedFile {
  const places = tokens.map((_, number) => new Region(number, 0, number, 0));
  return new TokenizedFile(new File("", ""), tokens.map(({ text }) => text), places);
}

function compare(works: Work[], left: number, right: number): Pair {
  const sides = [side(works, left, right), side(works, right, left)] as const;
  return { tokens: Math.min(sides[0].shared, sides[1].shared), sides: [sides[0].told, sides[1].told] };
}

function side(works: Work[], work: number, other: number): { shared: number; told: Side } {
  const { tokens, own, matches } = works[work];
  const shared = new Set<number>();
  for (const [hash, numbers] of matches) {
    if (works[other].matches.has(hash)) { for (const number of numbers) if (own.has(number)) shared.add(number); }
  }
  const lines: Record<string, number[]> = {};
  for (const number of [...shared].sort((a, b) => a - b)) {
    const { file, line } = tokens[number];
    const there = lines[file] ??= [];
    if (there.at(-1) !== line) there.push(line);
  }
  return { shared: shared.size, told: { work, percent: Math.round(100 * shared.size / (own.size || 1)), lines } };
}

if (import.meta.main) {
  const exercises: Exercise[] = JSON.parse(await new Response(Deno.stdin.readable).text());
  for (const exercise of exercises) console.log(JSON.stringify(similar(exercise)));
}
