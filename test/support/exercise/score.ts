import type { Templates } from "#forge";
import { compilers, languageOf, unitOf, type Compiler, type Unit } from "./compile.ts";
import { pairOf, type Pair, type Subject } from "./pairs.ts";

/** One service of one pair, and what its compiler said of the code that stands. */
export interface Judged {
  readonly pair: Pair;
  readonly subject: Subject;
  /** Empty where it compiles. */
  readonly errors: readonly string[];
}

/** What came of many pairs. */
export interface Score {
  readonly pairs: number;
  readonly judged: readonly Judged[];
  /** Services that do not compile although the code stood before: by what was foretold of them. */
  readonly broken: { readonly breaks: number; readonly unknown: number; readonly none: number };
  /** Services of which it was foretold that they break. */
  readonly foretold: number;
}

/** Pairs of consecutive seeds, as many as are wanted; universes that cannot be stamped on both sides are left out. */
function pairsFrom(first: number, count: number, compiler: Compiler, templates: Templates): Pair[] {
  const pairs: Pair[] = [];
  for (let seed = first; pairs.length < count; seed++) {
    const pair = pairOf(seed, languageOf(compiler), templates);
    if (pair !== undefined) pairs.push(pair);
  }
  return pairs;
}

const isReached = ({ foretold }: Subject): boolean => foretold !== "not reached";

/**
 * Stamps both sides of random pairs and asks a compiler about the code that stood before. A service that is not listed
 * as reached keeps its stamped bytes, which is asserted here by throwing where it does not: nothing of it can break. The
 * exercise of a service that breaks is compiled beside the old stamp, too: it stood, or the verdict says nothing.
 */
export function scoreOf(
  compiler: Compiler,
  templates: Templates,
  {
    seed,
    count,
    folder,
  }: {
    readonly seed: number;
    readonly count: number;
    /** An empty folder to compile in, each time another. */
    readonly folder: () => string;
  },
): Score {
  const pairs = pairsFrom(seed, count, compiler, templates);
  const all = pairs.flatMap((pair) => pair.subjects.map((subject) => ({ pair, subject })));
  for (const { pair, subject } of all)
    if (!isReached(subject) && !sameBytes(subject))
      throw new Error(
        `seed ${pair.seed}: ${subject.service} is not listed as reached, and its stamp changes`,
      );
  const compile = (units: readonly Unit[]): ReadonlyMap<string, readonly string[]> =>
    units.length === 0 ? new Map() : compilers[compiler](folder(), units);
  const reached = all.filter(({ subject }) => isReached(subject));
  const after = compile(reached.map(({ pair, subject }) => unitOf(pair, subject, "after")));
  const red = reached.filter(({ pair, subject }) => after.has(unitOf(pair, subject, "after").key));
  const before = compile(red.map(({ pair, subject }) => unitOf(pair, subject, "before")));
  for (const [key, [first = ""]] of before)
    throw new Error(`the exercise of ${key} does not compile before the change: ${first}`);
  const judged = all.map(({ pair, subject }) => ({
    pair,
    subject,
    errors: after.get(unitOf(pair, subject, "after").key) ?? [],
  }));
  const brokenBy = (foretold: Subject["foretold"]): number =>
    judged.filter((one) => one.errors.length > 0 && one.subject.foretold === foretold).length;
  return {
    pairs: pairs.length,
    judged,
    broken: {
      breaks: brokenBy("breaks"),
      unknown: brokenBy("unknown"),
      none: brokenBy("compatible"),
    },
    foretold: judged.filter(({ subject }) => subject.foretold === "breaks").length,
  };
}

const sameBytes = ({ before, after }: Subject): boolean =>
  before.length === after.length &&
  before.every(({ path, text }) => after.some((one) => one.path === path && one.text === text));

const percent = (part: number, whole: number): string =>
  whole === 0 ? "none" : `${((100 * part) / whole).toFixed(1)}%`;

/** Kinds of the semantic diff that the changes came to. */
export const kindsOf = (judged: Score["judged"]): ReadonlySet<string> =>
  new Set(judged.flatMap(({ pair }) => pair.kinds));

/** The figures as people read them, and every service of which something else was foretold than came. */
export function scoreText(compiler: Compiler, { pairs, judged, broken, foretold }: Score): string {
  const wrong = judged.flatMap(({ pair, subject, errors }) =>
    errors.length > 0 === (subject.foretold === "breaks")
      ? []
      : [
          `  seed ${pair.seed} ${subject.service}: ${pair.what} (${pair.kinds.join(", ")}): foretold ${subject.foretold}, ${errors[0]?.split("\n")[0] ?? "compiles"}`,
        ],
  );
  const all = broken.breaks + broken.unknown + broken.none;
  return [
    `${compiler}: ${pairs} changes, ${judged.length} services, ${all} do not compile: ${broken.breaks} foretold as breaks, ${broken.unknown} as unknown, ${broken.none} as compatible`,
    `  recall ${percent(broken.breaks, all)}, precision ${percent(broken.breaks, foretold)} of ${foretold}`,
    `  ${kindsOf(judged).size} kinds of change`,
    ...wrong,
    "",
  ].join("\n");
}
