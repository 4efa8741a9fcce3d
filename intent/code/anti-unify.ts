import { hasHoles, patternKey, type CodePattern, type Substitution } from "./pattern.ts";

/** The least general generalisation of two patterns, and what makes each of them out of it. */
export interface Generalisation {
  readonly pattern: CodePattern;
  readonly left: Substitution;
  readonly right: Substitution;
}

interface Making {
  readonly left: Map<number, readonly CodePattern[]>;
  readonly right: Map<number, readonly CodePattern[]>;
  /** The hole for each pair that was met: the same pair is the same hole. */
  readonly holes: Map<string, number>;
  readonly scores: Map<string, Alignment>;
}

/**
 * Anti-unification (Plotkin 1970, Reynolds 1970) over trees whose lists may differ in length (Kutsia, Levy and Villaret
 * 2014). Lists of one length are generalised item by item, others by the alignment that keeps most nodes; what has no
 * partner becomes a run. Equal pairs become equal holes. Holes of the arguments count as unlike everything, and the
 * result does not depend on the order of the arguments.
 */
export function antiUnify(a: CodePattern, b: CodePattern): Generalisation {
  // Of alignments that keep as much, the one that is met first is taken: always from the same side.
  if (patternKey(b) < patternKey(a)) {
    const { pattern, left, right } = antiUnify(b, a);
    return { pattern, left: right, right: left };
  }
  const making: Making = { left: new Map(), right: new Map(), holes: new Map(), scores: new Map() };
  const pattern = generalise(making, a, b);
  return { pattern, left: making.left, right: making.right };
}

type NodePattern = Extract<CodePattern, { form: "node" }>;

const alike = (a: CodePattern, b: CodePattern): boolean =>
  a.form === "node" && b.form === "node" && a.kind === b.kind && a.text === b.text;

const isRun = (pattern: CodePattern): boolean => pattern.form === "run";

function generalise(making: Making, a: CodePattern, b: CodePattern): CodePattern {
  if (!hasHoles(a) && patternKey(a) === patternKey(b)) return a;
  if (a.form !== "node" || b.form !== "node" || !alike(a, b))
    return { form: "hole", id: holeFor(making, [a], [b]) };
  return { ...a, children: generaliseLists(making, a, b) };
}

/** The hole or run that stands for this pair. */
function holeFor(
  making: Making,
  left: readonly CodePattern[],
  right: readonly CodePattern[],
): number {
  const keyOf = (list: readonly CodePattern[]): string => list.map(patternKey).join("");
  const key = `${keyOf(left)} / ${keyOf(right)} / ${left.length === 1 && right.length === 1}`;
  const known = making.holes.get(key);
  if (known !== undefined) return known;
  const id = making.holes.size;
  making.holes.set(key, id);
  making.left.set(id, left);
  making.right.set(id, right);
  return id;
}

function generaliseLists(making: Making, a: NodePattern, b: NodePattern): CodePattern[] {
  const rigid =
    a.children.length === b.children.length && !a.children.some(isRun) && !b.children.some(isRun);
  if (rigid)
    return a.children.map((child, index) => generalise(making, child, b.children[index] ?? child));
  const children: CodePattern[] = [];
  let [left, right]: [CodePattern[], CodePattern[]] = [[], []];
  const close = (): void => {
    if (left.length + right.length > 0)
      children.push({ form: "run", id: runFor(making, left, right) });
    [left, right] = [[], []];
  };
  for (const step of align(making, a, b).steps) {
    if (step.left !== undefined && step.right !== undefined) {
      close();
      children.push(generalise(making, step.left, step.right));
    } else if (step.left !== undefined) left.push(step.left);
    else if (step.right !== undefined) right.push(step.right);
  }
  close();
  return children;
}

/** A run's pair is told apart from a hole's, though both may be one node long. */
const runFor = (
  making: Making,
  left: readonly CodePattern[],
  right: readonly CodePattern[],
): number => {
  const mark: CodePattern = { form: "node", kind: "run", text: "", children: [] };
  const id = holeFor(making, [mark, ...left], [mark, ...right]);
  making.left.set(id, left);
  making.right.set(id, right);
  return id;
};

interface Step {
  readonly left?: CodePattern;
  readonly right?: CodePattern;
}

/**
 * How two lists are laid side by side: nodes kept, and a text that decides between alignments that keep as many. The text
 * names what is kept and where there is a gap, never on which side, so that it is the same for swapped arguments.
 */
interface Alignment {
  readonly score: number;
  readonly order: string;
  readonly steps: readonly Step[];
}

const gap = "~";

function align(making: Making, a: NodePattern, b: NodePattern): Alignment {
  const key = `${patternKey(a)} / ${patternKey(b)}`;
  const known = making.scores.get(key);
  if (known !== undefined) return known;
  const done = new Map<string, Alignment>();
  const from = (i: number, j: number): Alignment => {
    const at = `${i}/${j}`;
    const before = done.get(at);
    if (before !== undefined) return before;
    const [left, right] = [a.children[i], b.children[j]];
    const options: Alignment[] = [];
    const both = left !== undefined && right !== undefined ? kept(making, left, right) : undefined;
    if (left !== undefined && right !== undefined && both !== undefined)
      options.push(then({ left, right }, both, from(i + 1, j + 1)));
    if (left !== undefined) options.push(skip({ left }, from(i + 1, j)));
    if (right !== undefined) options.push(skip({ right }, from(i, j + 1)));
    const best = options.reduce(better, nothing);
    done.set(at, best);
    return best;
  };
  // From the end: each step then finds what follows it, and the stack stays as flat as the shorter list.
  for (let i = a.children.length; i >= 0; i--)
    for (let j = b.children.length; j >= 0; j--) from(i, j);
  const best = from(0, 0);
  making.scores.set(key, best);
  return best;
}

const nothing: Alignment = { score: -1, order: "", steps: [] };

const better = (a: Alignment, b: Alignment): Alignment =>
  b.score > a.score || (b.score === a.score && b.order < a.order) ? b : a;

const end = (rest: Alignment): Alignment => (rest === nothing ? { ...nothing, score: 0 } : rest);

const then = (step: Step, both: Kept, rest: Alignment): Alignment => ({
  score: both.score + end(rest).score,
  order: both.shape + end(rest).order,
  steps: [step, ...rest.steps],
});

const skip = (step: Step, rest: Alignment): Alignment => {
  const { score, order } = end(rest);
  return {
    score,
    order: order.startsWith(gap) ? order : gap + order,
    steps: [step, ...rest.steps],
  };
};

interface Kept {
  readonly score: number;
  /** The generalisation, with what its holes stand for instead of their names, in an order that no side decides. */
  readonly shape: string;
}

/** What generalising two nodes would keep; `undefined` where it would be a hole alone. */
function kept(making: Making, a: CodePattern, b: CodePattern): Kept | undefined {
  if (a.form !== "node" || b.form !== "node" || !alike(a, b)) return undefined;
  const own = `${a.kind.length}:${a.kind}${JSON.stringify(a.text)}`;
  const rigid =
    a.children.length === b.children.length && !a.children.some(isRun) && !b.children.some(isRun);
  if (!rigid) {
    const aligned = end(align(making, a, b));
    return { score: 1 + aligned.score, shape: `${own}(${aligned.order})` };
  }
  const parts = a.children.map((child, index): Kept => {
    const other = b.children[index] ?? child;
    return kept(making, child, other) ?? { score: 0, shape: `?${unordered(child, other)}` };
  });
  return {
    score: parts.reduce((sum, part) => sum + part.score, 1),
    shape: `${own}(${parts.map((part) => part.shape).join("")})`,
  };
}

const unordered = (a: CodePattern, b: CodePattern): string =>
  [patternKey(a), patternKey(b)].sort().join("|");
