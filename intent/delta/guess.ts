import { compareText } from "../graph/compare.ts";
import { wordsOf } from "../model/names.ts";
import type { TypeRef } from "../model/types.ts";
import { sameType, type Renames } from "./resolve.ts";
import type { Change, RenameGuess } from "./types.ts";

/** What is known of a thing that came or went, to see whether it may be the same thing under another name. */
export interface Likeness {
  readonly side: "gone" | "came";
  /** Only things of one group are compared: members of one holder, or declarations of one kind. */
  readonly group: string;
  readonly name: string;
  /** Index among its siblings, where their order can be seen. */
  readonly position?: number;
  readonly doc: string | undefined;
  /** Its type, where it has one. */
  readonly type?: TypeRef;
  /** What it holds, one text a member, where it holds anything. */
  readonly members?: readonly string[];
}

/** Below this a likeness says nothing. */
const confidenceMin = 0.5;
/** Only `:was` is certain. */
const confidenceMax = 0.95;

/** 0 to 1: shared words (Jaccard) or shared pairs of letters (Dice), whichever is more alike. */
export function nameLikeness(a: string, b: string): number {
  return Math.max(shared(wordsOf(a), wordsOf(b)), dice(pairsOf(a), pairsOf(b)));
}

function shared(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b]);
  const both = new Set(a).intersection(new Set(b));
  return all.size === 0 ? 0 : both.size / all.size;
}

const pairsOf = (name: string): string[] => {
  const text = wordsOf(name).join("");
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, index) =>
    text.slice(index, index + 2),
  );
};

const dice = (a: readonly string[], b: readonly string[]): number =>
  a.length + b.length === 0
    ? 0
    : (2 * new Set(a).intersection(new Set(b)).size) / (new Set(a).size + new Set(b).size);

/** 0 to 1: type or members count most, then the name, then the place and the words that describe it. */
function likeness(gone: Likeness, came: Likeness, renames: Renames): number {
  const name = nameLikeness(gone.name, came.name);
  const place = gone.position !== undefined && gone.position === came.position ? 1 : 0;
  const doc = gone.doc !== undefined && gone.doc === came.doc ? 1 : 0;
  if (gone.type !== undefined && came.type !== undefined) {
    const type = sameType(gone.type, came.type, renames) ? 1 : 0;
    return 0.4 * type + 0.3 * name + 0.2 * place + 0.1 * doc;
  }
  // A variant has neither type nor members: only its name and place can speak for it.
  if (gone.members === undefined || came.members === undefined)
    return 0.6 * name + 0.25 * place + 0.15 * doc;
  return 0.65 * shared(gone.members, came.members) + 0.25 * name + 0.1 * doc;
}

/** More pairs than this in one group are not looked at: so much coming and going is no rename. */
const pairsMax = 250_000;

interface Sided<D> {
  readonly gone: D[];
  readonly came: D[];
}

/**
 * Adds to what went and what came the guess that they are one thing renamed or moved: the likeliest pair first, each
 * thing at most once. A guess is asked about, never assumed: both changes stay what they are. A thing of another service
 * must be more alike.
 */
export function withGuesses<D extends Guessable>(drafts: readonly D[], renames: Renames): D[] {
  const guesses = new Map<D, RenameGuess>();
  for (const group of groupsOf(drafts)) {
    for (const [from, to, confidence] of bestPairs(group, renames)) {
      const guess = { from: from.symbol, to: to.symbol, confidence };
      guesses.set(from, guess);
      guesses.set(to, guess);
    }
  }
  return drafts.map((draft) => {
    const guess = guesses.get(draft);
    return guess === undefined ? draft : { ...draft, guess };
  });
}

type Guessable = Pick<Change, "service" | "symbol" | "guess"> & { readonly likeness?: Likeness };

function groupsOf<D extends Guessable>(drafts: readonly D[]): Iterable<Sided<D>> {
  const groups = new Map<string, Sided<D>>();
  for (const draft of drafts) {
    if (draft.likeness === undefined) continue;
    const { group, side } = draft.likeness;
    const found = groups.get(group) ?? { gone: [], came: [] };
    groups.set(group, found);
    found[side].push(draft);
  }
  return [...groups.values()].filter(({ gone, came }) => gone.length * came.length <= pairsMax);
}

function* bestPairs<D extends Guessable>(
  { gone, came }: Sided<D>,
  renames: Renames,
): Generator<[D, D, number]> {
  const all: [D, D, number][] = [];
  for (const from of gone) {
    for (const to of came) {
      if (from.likeness === undefined || to.likeness === undefined || from.symbol === to.symbol)
        continue;
      const far = from.service === to.service ? 1 : 0.9;
      const found = Math.min(confidenceMax, far * likeness(from.likeness, to.likeness, renames));
      const confidence = Math.round(found * 100) / 100;
      if (confidence >= confidenceMin) all.push([from, to, confidence]);
    }
  }
  all.sort(
    (a, b) =>
      b[2] - a[2] || compareText(a[0].symbol, b[0].symbol) || compareText(a[1].symbol, b[1].symbol),
  );
  const taken = new Set<D>();
  for (const pair of all) {
    if (taken.has(pair[0]) || taken.has(pair[1])) continue;
    taken.add(pair[0]);
    taken.add(pair[1]);
    yield pair;
  }
}
