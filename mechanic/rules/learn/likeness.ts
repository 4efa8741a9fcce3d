import { concreteSize, patternOf, type CodePattern } from "#intent";
import { changeTerms } from "../change-terms.ts";
import { generalise, sizeAt, widestLevel } from "./generalise.ts";
import type { Instance, Pair } from "./instances.ts";

/** How much of its smallest member a generalisation must keep for all to count as saying the same. */
const alikeMin = 0.6;

/** What an answer's tree is made of, without its shape: comparing that costs next to nothing. */
interface Sketch {
  /** Nodes by what they are and say. */
  readonly nodes: ReadonlyMap<string, number>;
  readonly size: number;
  /** Leaves that are a name of the change: in a rule they may stand for other names. */
  readonly names: number;
  /** What is written, and what of it the place does not say: no rule can tell that otherwise than in these words. */
  readonly after: ReadonlySet<string>;
  readonly fresh: readonly string[];
}

const sketches = new WeakMap<Pair, Sketch>();

function sketchOf(instance: Instance, level: number): Sketch | undefined {
  const pair = instance.around.at(-1 - level);
  if (pair === undefined) return undefined;
  let sketch = sketches.get(pair);
  if (sketch === undefined) sketches.set(pair, (sketch = sketched(instance, pair)));
  return sketch;
}

function sketched({ change, language }: Instance, pair: Pair): Sketch {
  const [before, after] = [patternOf(pair.before), patternOf(pair.after)];
  const terms = new Set(changeTerms(change.symbol, language).values());
  const [old, now] = [labelsOf(before), labelsOf(after)];
  const nodes = new Map<string, number>();
  for (const { label } of [...old, ...now]) nodes.set(label, (nodes.get(label) ?? 0) + 1);
  const known = new Set(old.map(({ label }) => label));
  const isName = ({ leaf }: Label): boolean => leaf !== undefined && terms.has(leaf);
  const fresh = now.filter((one) => !known.has(one.label) && !isName(one));
  return {
    nodes,
    size: 1 + concreteSize(before) + concreteSize(after),
    names: [...old, ...now].filter(isName).length,
    after: new Set(now.map(({ label }) => label)),
    fresh: [...new Set(fresh.map(({ label }) => label))],
  };
}

interface Label {
  readonly label: string;
  /** The text of a leaf. */
  readonly leaf?: string;
}

function labelsOf(pattern: CodePattern): Label[] {
  if (pattern.form !== "node") return [];
  const { kind, text, children } = pattern;
  const label = `${kind} ${text}`;
  return [children.length === 0 ? { label, leaf: text } : { label }, ...children.flatMap(labelsOf)];
}

/** Whether a rule could write what both write: what a place does not say must be the same words in both. */
const writesAlike = (a: Sketch, b: Sketch): boolean =>
  a.fresh.every((label) => b.after.has(label)) && b.fresh.every((label) => a.after.has(label));

/** How many nodes any generalisation of both could keep at most. */
function keptMax(a: Sketch, b: Sketch): number {
  let both = 1 + Math.min(a.names, b.names);
  const [few, many] = a.nodes.size <= b.nodes.size ? [a, b] : [b, a];
  for (const [label, count] of few.nodes) both += Math.min(count, many.nodes.get(label) ?? 0);
  return both;
}

/** Levels at which a rule for some answers is not out of the question, and the largest share that one could keep. */
interface Hope {
  readonly levels: readonly number[];
  readonly most: number;
}

function hopeFor(one: Instance, others: readonly Instance[]): Hope {
  const levels: number[] = [];
  let most = 0;
  for (let level = 0; level <= widestLevel; level++) {
    const own = sketchOf(one, level);
    const theirs = others.map((other) => sketchOf(other, level)).filter((it) => it !== undefined);
    if (own === undefined || theirs.length < others.length) break;
    if (!theirs.every((other) => writesAlike(own, other))) continue;
    levels.push(level);
    const least = Math.min(own.size, ...theirs.map(({ size }) => size));
    most = Math.max(most, Math.min(...theirs.map((other) => keptMax(own, other))) / least);
  }
  return { levels, most };
}

/** The share that the first sound generalisation keeps; 0 where there is none. */
function keptOf(all: readonly Instance[], levels: readonly number[]): number {
  for (const level of levels) {
    const general = generalise(all, level);
    if (typeof general !== "string") return general.size / sizeAt(all, level);
  }
  return 0;
}

/** Two that stand for a group: with all of them each newcomer would cost as much as all before it together. */
const representatives = (group: readonly Instance[]): readonly Instance[] =>
  group.length < 3 ? group : [...group.slice(0, 1), ...group.slice(-1)];

/**
 * Answers that can be told as one rule: each joins the group with which it keeps most, the oldest first. A place that was
 * left alone teaches nothing here; it is what rules are replayed on.
 */
export function clustersOf(instances: readonly Instance[]): Instance[][] {
  const clusters: Instance[][] = [];
  for (const one of instances.filter(({ around }) => around.length > 0)) {
    const group = groupFor(one, clusters);
    if (group === undefined) clusters.push([one]);
    else group.push(one);
  }
  return clusters;
}

/** The group with which an answer keeps most. Those that could keep most are tried first, and none that could not keep more. */
function groupFor(one: Instance, clusters: readonly Instance[][]): Instance[] | undefined {
  const hopes = clusters
    .map((group, index) => ({ group, index, ...hopeFor(one, representatives(group)) }))
    .filter(({ most }) => most >= alikeMin)
    .toSorted((a, b) => b.most - a.most || a.index - b.index);
  let best:
    | { readonly group: Instance[]; readonly kept: number; readonly index: number }
    | undefined;
  for (const { group, index, levels, most } of hopes) {
    if (best !== undefined && most < best.kept) break;
    const kept = keptOf([...representatives(group), one], levels);
    if (kept < alikeMin) continue;
    const isBetter =
      best === undefined || kept > best.kept || (kept === best.kept && index < best.index);
    if (isBetter) best = { group, kept, index };
  }
  return best?.group;
}
