import {
  antiUnify,
  concreteSize,
  match,
  patternKey,
  patternOf,
  sameNode,
  type CodePattern,
  type Substitution,
} from "#intent";
import { causeOf, changeTerms, commonCause } from "../change-terms.ts";
import { changedMark, withoutShells } from "../fragment.ts";
import { fits } from "../match.ts";
import {
  changedNames,
  type ChangedName,
  type HoleType,
  type RuleCause,
  type RuleHole,
} from "../types.ts";
import { sides, type Instance, type Pair } from "./instances.ts";

/** What several answers have in common: a rule without its text. */
export interface General {
  readonly before: CodePattern;
  readonly after: CodePattern;
  readonly holes: readonly RuleHole[];
  readonly follows: RuleCause;
  /** Nodes that both patterns name. */
  readonly size: number;
}

/** Nodes that a pattern must name before it says anything: fewer are found everywhere. */
const sizeMin = 3;

/** How far around an answer a rule may look for what tells its places from others. */
export const widestLevel = 5;

/** An answer as one tree, before and after: as it is, and with marks on what stayed. */
interface Term {
  readonly plain: CodePattern;
  readonly marked: CodePattern;
}

/** An answer is compared with many others: its trees are made once, and what is known of them stays known. */
const terms = new WeakMap<Pair, Term>();

/** An answer's tree: the node so many levels above what changed. */
function termOf({ around }: Instance, level: number): Term | undefined {
  const pair = around.at(-1 - level);
  if (pair === undefined) return undefined;
  let term = terms.get(pair);
  if (term === undefined) {
    const plain = answer(patternOf(pair.before), patternOf(pair.after));
    terms.set(pair, (term = { plain, marked: answer(...marked(pair)) }));
  }
  return term;
}

const answer = (before: CodePattern, after: CodePattern): CodePattern => ({
  form: "node",
  kind: "answer",
  text: "",
  children: [before, after],
});

const keptKind = "kept";
const kept = (one: CodePattern): CodePattern => ({
  form: "node",
  kind: keptKind,
  text: "",
  children: [one],
});

/**
 * The same with a mark on those items of a changed list that stayed: without it an item that was added is easily taken for
 * the neighbour of another answer's.
 */
function marked(pair: Pair): [CodePattern, CodePattern] {
  const [before, after] = [patternOf(pair.before), patternOf(pair.after)];
  if (before.form !== "node" || after.form !== "node" || sameNode(pair.before, pair.after))
    return [before, after];
  const both = sides(pair)?.map(marked);
  if (both !== undefined)
    return [
      { ...before, children: both.map(([old]) => old) },
      { ...after, children: both.map(([, now]) => now) },
    ];
  if (before.kind !== after.kind) return [before, after];
  const [a, b] = [before.children, after.children];
  const alike = (i: number, j: number): boolean => {
    const [one, other] = [a.at(i), b.at(j)];
    return one !== undefined && other !== undefined && patternKey(one) === patternKey(other);
  };
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && alike(head, head)) head++;
  let tail = 0;
  while (tail < most - head && alike(-1 - tail, -1 - tail)) tail++;
  const mark = (list: readonly CodePattern[]): CodePattern[] =>
    list.map((one, index) => (index < head || index >= list.length - tail ? kept(one) : one));
  return [
    { ...before, children: mark(a) },
    { ...after, children: mark(b) },
  ];
}

const unmarked = (pattern: CodePattern): CodePattern => {
  if (pattern.form !== "node") return pattern;
  const children = pattern.children.map(unmarked);
  const [only] = children;
  return pattern.kind === keptKind && only !== undefined ? only : { ...pattern, children };
};

/** How large the smallest of some answers is at a level. */
export const sizeAt = (instances: readonly Instance[], level: number): number =>
  Math.min(
    ...instances.map((one) => concreteSize(termOf(one, level)?.plain ?? { form: "hole", id: 0 })),
  );

/**
 * The least general generalisation of some answers, by the anti-unification that templates are learnt with: each answer is
 * one tree, before and after, so that what stays the same is the same hole. Leaves that are the change's own name in every
 * answer are told by that name. Gives a sentence where no rule follows: what is written must follow from the place.
 */
export function generalise(instances: readonly Instance[], level: number): General | string {
  const all = instances.map((one) => termOf(one, level));
  const [first, ...rest] = all;
  if (first === undefined || rest.includes(undefined))
    return "the answers have no more code around them in common";
  const general = withoutShells(
    unmarked(
      rest.reduce<CodePattern>(
        (made, one) => (one === undefined ? made : common(made, one.marked)),
        first.marked,
      ),
    ),
  );
  const bound = all.map((term) => (term === undefined ? undefined : match(general, term.plain)));
  if (general.form !== "node" || bound.includes(undefined))
    return "the answers have nothing in common";
  const named = withNames(general, instances, bound);
  const [before, after] = named.form === "node" ? named.children : [];
  if (before === undefined || after === undefined) return "the answers have nothing in common";
  const reason = unsound(before, after);
  if (reason !== undefined) return reason;
  const order = idsIn(before);
  const numbered = (one: CodePattern): CodePattern => renumbered(one, order);
  return {
    before: numbered(before),
    after: numbered(after),
    holes: order.map((id, index) => ({
      name: letters(index),
      type: typeOf(before, id, bound),
    })),
    follows: instances.map((one) => causeOf(one.change)).reduce(commonCause),
    size: concreteSize(named),
  };
}

const commons = new WeakMap<CodePattern, WeakMap<CodePattern, CodePattern>>();

/** What two patterns have in common. The same two stand for a group again and again, so it stays known. */
function common(a: CodePattern, b: CodePattern): CodePattern {
  const own = commons.get(a) ?? new WeakMap<CodePattern, CodePattern>();
  commons.set(a, own);
  const made = own.get(b) ?? antiUnify(a, b).pattern;
  own.set(b, made);
  return made;
}

function unsound(before: CodePattern, after: CodePattern): string | undefined {
  if (before.form !== "node" || concreteSize(before) < sizeMin)
    return "what they were written for has too little in common to be recognised";
  const known = new Set(idsIn(before));
  return idsIn(after).every((id) => known.has(id))
    ? undefined
    : "what was written differs from answer to answer, and the place does not tell how";
}

const letters = (index: number): string =>
  index < 26 ? String.fromCharCode(97 + index) : `h${index}`;

/** Ids of holes and runs in written order, each once. */
function idsIn(pattern: CodePattern): number[] {
  if (pattern.form !== "node") return [pattern.id];
  return [...new Set(pattern.children.flatMap(idsIn))];
}

function renumbered(pattern: CodePattern, order: readonly number[]): CodePattern {
  if (pattern.form !== "node") return { ...pattern, id: order.indexOf(pattern.id) };
  return { ...pattern, children: pattern.children.map((child) => renumbered(child, order)) };
}

/** Holes that are a name of the change in every answer, as that name. */
function withNames(
  pattern: CodePattern,
  instances: readonly Instance[],
  bound: readonly (Substitution | undefined)[],
): CodePattern {
  if (pattern.form === "node")
    return {
      ...pattern,
      children: pattern.children.map((child) => withNames(child, instances, bound)),
    };
  if (pattern.form === "run") return pattern;
  const leaves = bound.map((one) => one?.get(pattern.id)?.[0]);
  const [first] = leaves;
  if (first?.form !== "node" || first.children.length > 0) return pattern;
  const name = spellingsFor(first, instances).find((one) =>
    leaves.every((leaf, index) => {
      const instance = instances[index];
      if (leaf?.form !== "node" || leaf.kind !== first.kind || instance === undefined) return false;
      return leaf.text === changeTerms(instance.change.symbol, instance.language).get(one);
    }),
  );
  return name === undefined ? pattern : { ...first, text: changedMark(name) };
}

/** A variant that is written as text is the intent's own word; a short name is spelt alike in several ways. */
const spellingsFor = (leaf: CodePattern, [first]: readonly Instance[]): readonly ChangedName[] => {
  const isText = leaf.form === "node" && leaf.kind.startsWith("string");
  return isText && first?.change.kind.startsWith("variant-") === true
    ? ["changed-plain"]
    : changedNames;
};

const narrowFirst: readonly HoleType[] = ["name", "text", "number"];

function typeOf(
  before: CodePattern,
  id: number,
  bound: readonly (Substitution | undefined)[],
): HoleType {
  if (isRunIn(before, id)) return "list";
  const values = bound.map((one) => one?.get(id) ?? []);
  return narrowFirst.find((type) => values.every((value) => fits(type, value))) ?? "code";
}

const isRunIn = (pattern: CodePattern, id: number): boolean =>
  pattern.form === "node"
    ? pattern.children.some((child) => isRunIn(child, id))
    : pattern.form === "run" && pattern.id === id;
