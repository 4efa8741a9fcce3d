import { words, type Pattern, type Range } from "./pattern.ts";

/**
 * Whether a pattern matches somewhere in a text. All ways are followed at once (Thompson, "Regular expression search
 * algorithm", 1968), so that no pattern takes for ever as it may in an engine that goes back.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  return endsOf(pattern, codes, new Set(codes.keys()).add(codes.length)).size > 0;
}

type Places = ReadonlySet<number>;

const isIn = (ranges: readonly Range[], code: number | undefined): boolean =>
  code !== undefined && ranges.some(([first, last]) => first <= code && code <= last);

const kept = (places: Places, holds: (place: number) => boolean): Places =>
  new Set([...places].filter(holds));

/** Where matches that start at some places may end. */
function endsOf(pattern: Pattern, codes: readonly number[], from: Places): Places {
  switch (pattern.kind) {
    case "class": {
      const { ranges, negated } = pattern;
      const isTaken = (at: number): boolean =>
        at < codes.length && isIn(ranges, codes[at]) !== negated;
      return new Set([...from].filter(isTaken).map((at) => at + 1));
    }
    case "start":
      return kept(from, (at) => at === 0);
    case "end":
      return kept(from, (at) => at === codes.length);
    case "boundary":
      return kept(from, (at) => isIn(words, codes[at - 1]) !== isIn(words, codes[at]));
    case "group":
      return endsOf(pattern.inner, codes, from);
    case "sequence":
      return pattern.items.reduce((places, item) => endsOf(item, codes, places), from);
    case "choice":
      return new Set(pattern.options.flatMap((option) => [...endsOf(option, codes, from)]));
    case "repeat":
      return repeated(pattern, codes, from);
  }
}

function repeated(
  { inner, min, max = Infinity }: Extract<Pattern, { kind: "repeat" }>,
  codes: readonly number[],
  from: Places,
): Places {
  let places = from;
  for (let count = 0; count < min && places.size > 0; count++)
    places = endsOf(inner, codes, places);
  const ends = new Set(places);
  for (let count = min; count < max && places.size > 0; count++) {
    places = kept(endsOf(inner, codes, places), (at) => !ends.has(at));
    for (const place of places) ends.add(place);
  }
  return ends;
}
