import { instantiate, patternKey, patternOf, rangeOf, type Span } from "#intent";
import { followsFrom } from "../change-terms.ts";
import {
  matchAt,
  matchesIn,
  patternsFor,
  type ForChange,
  type Matched,
  type Matching,
} from "../match.ts";
import type { RuleCause } from "../types.ts";
import { counterpart, type Instance, type Told } from "./instances.ts";

/** Everything known of one key: the answers, all declarations of their records, and what else was asked in these. */
export interface Known {
  readonly instances: readonly Instance[];
  readonly told: readonly Told[];
  /** Answers to questions that no rule of this key is tried at. */
  readonly others: readonly Instance[];
}

/**
 * Applies a rule to everything known of its key. It must give what was kept at each question that it follows from and
 * matches at, must match at all of `taught`, and must match nowhere else: places that a record shows and that nobody
 * changed were left alone. Gives the first sentence that says where it does not; `undefined` is a clean replay.
 */
export function replay(
  rule: Matching & { readonly follows: RuleCause },
  { instances, told, others }: Known,
  taught: readonly Instance[],
): string | undefined {
  const answered = new Set<string>();
  for (const one of instances.filter(({ change }) => followsFrom(rule.follows, change))) {
    const patterns = patternsFor(rule, one.change.symbol);
    const found = matchAt(rule, patterns, one.roots.before, one.span);
    if (typeof found === "string") {
      if (taught.includes(one))
        return `${placeOf(one, one.span.start)} does not show it ${found === "several" ? "one place" : "its place"}`;
      continue;
    }
    answered.add(placeKey(one, found.node));
    if (gives(patterns, found, one)) continue;
    return taught.includes(one)
      ? `in ${placeOf(one, found.node.start)} something else was written`
      : `${placeOf(one, found.node.start)} asks the same and was answered otherwise`;
  }
  // Where something else was asked the rule is not tried: what became of that place says nothing of it.
  for (const one of others.filter(({ change }) => followsFrom(rule.follows, change))) {
    const patterns = patternsFor(rule, one.change.symbol);
    const found = matchAt(rule, patterns, one.roots.before, one.span);
    if (typeof found !== "string") answered.add(placeKey(one, found.node));
  }
  return elsewhere(rule, instances, told, answered);
}

/** Whether a rule makes of a node what it has become. */
function gives({ after }: ForChange, { node, bound }: Matched, told: Told): boolean {
  const now = counterpart(told.roots, node);
  const made = instantiate(after, bound);
  return now !== undefined && patternKey(made) === patternKey(patternOf(now));
}

/** A place of a record, however often its declaration was parsed. */
const placeKey = ({ record, file, name }: Told, { start, end }: Span): string =>
  [record.seq, file, name, start, end].join(" ");

/** A match that no question asked about, in code that was left as it is. */
function elsewhere(
  rule: Matching & { readonly follows: RuleCause },
  instances: readonly Instance[],
  all: readonly Told[],
  answered: ReadonlySet<string>,
): string | undefined {
  for (const told of all) {
    const changes = instances
      .filter((one) => one.record === told.record && followsFrom(rule.follows, one.change))
      .map((one) => one.change.symbol);
    for (const symbol of new Set(changes)) {
      const patterns = patternsFor(rule, symbol);
      const stray = matchesIn(rule, patterns, told.roots.before).find(
        (one) => !answered.has(placeKey(told, one.node)) && !gives(patterns, one, told),
      );
      if (stray !== undefined)
        return `it would also change ${placeOf(told, stray.node.start)}, which was left alone`;
    }
  }
  return undefined;
}

/** A place of a record for people: file and declaration, and the line in it. */
function placeOf({ record, file, name, texts }: Told, start: number): string {
  const { line } = rangeOf(texts.before, { start, end: start });
  return `record ${record.seq} (${file}, line ${line} of \`${name}\`)`;
}
