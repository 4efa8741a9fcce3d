import type { Diagnostic } from "../base/diagnostic.ts";
import type { Source } from "../base/source.ts";
import { checkCharacters, checkSymbols, fileBytesMax, offsetPast } from "./check-text.ts";
import { Faults } from "./faults.ts";
import { type Guess, plainReading, suspectString } from "./recover.ts";
import { type Reading, scan } from "./scan.ts";
import { withClosings } from "./closings.ts";
import { kindNumber, Tree } from "./tree.ts";

/** Readings of one text at most: as it stands, with a string cut, with forms closed by their layout. */
const readingsMax = 3;

/**
 * Reads one text into a tree that loses nothing. Never throws and never recurses: whatever the text is, there is a tree
 * of what could be read and a list of all errors, sorted by place. A text of more than 1 MiB is not read at all.
 */
export function readTree(source: Source): [Tree, Diagnostic[]] {
  if (source.text.length > fileBytesMax) return unread(source);
  let guess = plainReading;
  for (let reading = 1; ; reading++) {
    const faults = new Faults(source);
    const found = scan(faults, guess);
    const tree = new Tree(source.path, source.text, found.nodes);
    const better = reading < readingsMax ? betterGuess(guess, tree, found) : undefined;
    if (better !== undefined) {
      guess = better;
      continue;
    }
    // A text of printable ASCII alone has one byte a character, and nothing to hide.
    if (!found.unusual) return [tree, withClosings(tree, faults.sorted())];
    if (offsetPast(source.text, fileBytesMax) !== undefined) return unread(source);
    checkCharacters(faults);
    checkSymbols(faults, tree);
    return [tree, withClosings(tree, faults.sorted())];
  }
}

/** What to assume in the next reading, or `undefined` where this one is as good as it gets. */
function betterGuess(
  guess: Guess,
  tree: Tree,
  { missing, stray, openString }: Reading,
): Guess | undefined {
  if (openString !== undefined && guess.cutString === undefined) {
    return { ...plainReading, cutString: suspectString(tree, openString) };
  }
  if (missing > 0 && guess.missing === 0) return { ...guess, missing };
  return stray > 0 && guess.stray === 0 ? { ...guess, stray } : undefined;
}

function unread(source: Source): [Tree, Diagnostic[]] {
  const faults = new Faults(source);
  const past = offsetPast(source.text, fileBytesMax) ?? 0;
  faults.add("file-too-large", past, past + 1, { limit: fileBytesMax });
  const nodes = Int32Array.of(0, source.text.length, (1 << 4) | kindNumber.file);
  return [new Tree(source.path, source.text, nodes), faults.sorted()];
}
