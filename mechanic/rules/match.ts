import {
  match,
  patternKey,
  type CodeNode,
  type CodePattern,
  type Language,
  type Span,
  type Substitution,
} from "#intent";
import { changeTerms } from "./change-terms.ts";
import { changedMark } from "./fragment.ts";
import type { ReadyRule, RuleHole } from "./types.ts";

/** A node that a rule matches, and what stands for its holes. */
export interface Matched {
  readonly node: CodeNode;
  readonly bound: Substitution;
  /** The code behind each pattern of `bound`. */
  readonly places: ReadonlyMap<CodePattern, CodeNode>;
}

/** The parts of a rule that say where it holds. */
export type Matching = Pick<ReadyRule, "language" | "holes"> & {
  readonly before: { readonly pattern: CodePattern };
  readonly after: { readonly pattern: CodePattern };
};

/** A pattern with the names of a change in the place of their marks. */
export function forChange(pattern: CodePattern, symbol: string, language: Language): CodePattern {
  const names = new Map(
    [...changeTerms(symbol, language)].map(([name, text]) => [changedMark(name), text]),
  );
  const told = (one: CodePattern): CodePattern =>
    one.form === "node"
      ? { ...one, text: names.get(one.text) ?? one.text, children: one.children.map(told) }
      : one;
  return told(pattern);
}

/** A node as a pattern, and for each node of that pattern the code that it came from. */
function placed(node: CodeNode): {
  readonly pattern: CodePattern;
  readonly places: ReadonlyMap<CodePattern, CodeNode>;
} {
  const places = new Map<CodePattern, CodeNode>();
  const made = (one: CodeNode): CodePattern => {
    const { kind, text, children } = one;
    const pattern: CodePattern = { form: "node", kind, text, children: children.map(made) };
    places.set(pattern, one);
    return pattern;
  };
  return { pattern: made(node), places };
}

const sorts: Readonly<Record<Exclude<RuleHole["type"], "code" | "list">, RegExp>> = {
  name: /identifier$/,
  text: /^(?:string|template_string|string_literal|raw_string_literal|string_fragment|string_content)$/,
  number: /^(?:number|integer|float|integer_literal|float_literal)$/,
};

/** Whether a pattern may stand for a hole of this type. */
export const fits = (type: RuleHole["type"], bound: readonly CodePattern[]): boolean =>
  type === "list" ||
  (bound.length === 1 &&
    bound.every((one) => type === "code" || (one.form === "node" && sorts[type].test(one.kind))));

/** A rule's two patterns for one change. */
export interface ForChange {
  readonly before: CodePattern;
  readonly after: CodePattern;
}

export const patternsFor = (rule: Matching, symbol: string): ForChange => ({
  before: forChange(rule.before.pattern, symbol, rule.language),
  after: forChange(rule.after.pattern, symbol, rule.language),
});

/**
 * What stands for the holes of a rule where it matches a node; `undefined` where it does not, and `"done"` where the node is
 * what the rule makes already. `inside` are the nodes around it, the innermost first.
 */
export function matchNode(
  rule: Matching,
  { before, after }: ForChange,
  node: CodeNode,
  inside: readonly CodeNode[],
): Matched | "done" | undefined {
  if (before.form === "node" && before.kind !== node.kind) return undefined;
  const { pattern, places } = placed(node);
  const bound = match(before, pattern);
  if (bound === undefined) return undefined;
  if (!rule.holes.every((hole, id) => !bound.has(id) || fits(hole.type, bound.get(id) ?? [])))
    return undefined;
  if (match(after, pattern) !== undefined) return "done";
  // What was put around the node by this rule is not put around it again.
  const done = inside.slice(0, deepest).some((outer) => {
    const made = match(after, placed(outer).pattern);
    return made !== undefined && [...made].every(([id, value]) => same(value, bound.get(id)));
  });
  return done ? "done" : { node, bound, places };
}

/** How far a rule may put code around what it matches. */
const deepest = 6;

const same = (a: readonly CodePattern[], b: readonly CodePattern[] | undefined): boolean =>
  b !== undefined && a.map(patternKey).join("") === b.map(patternKey).join("");

/** All nodes below `root` that a rule matches, outer ones first. */
export function matchesIn(rule: Matching, patterns: ForChange, root: CodeNode): Matched[] {
  const found: Matched[] = [];
  const visit = (node: CodeNode, inside: readonly CodeNode[]): void => {
    const one = matchNode(rule, patterns, node, inside);
    if (one !== undefined && one !== "done") found.push(one);
    for (const child of node.children) visit(child, [node, ...inside]);
  };
  for (const child of root.children) visit(child, []);
  return found;
}

/** What a rule finds at a question's place. */
export type AtPlace = Matched | "nothing" | "several";

/**
 * The node that a rule matches at a place: the innermost one around it, else the only one within it. `root` itself, a whole
 * file, is no place.
 */
export function matchAt(rule: Matching, patterns: ForChange, root: CodeNode, span: Span): AtPlace {
  const path = pathTo(root, span);
  for (let at = path.length - 1; at >= 0; at--) {
    const node = path[at];
    const found =
      node === undefined
        ? undefined
        : matchNode(rule, patterns, node, path.slice(0, at).toReversed());
    if (found === "done") return "nothing";
    if (found !== undefined) return found;
  }
  const inner = path.at(-1) ?? root;
  const within = matchesIn(rule, patterns, inner).filter(
    ({ node }) => span.start <= node.start && node.end <= span.end,
  );
  const [only, second] = within;
  if (only === undefined) return "nothing";
  return second === undefined ? only : "several";
}

/** The nodes around a place, the outermost first, without the file's own. */
function pathTo(root: CodeNode, span: Span): CodeNode[] {
  const path: CodeNode[] = [];
  let node: CodeNode | undefined = root;
  while (node !== undefined) {
    node = node.children.find((child) => child.start <= span.start && span.end <= child.end);
    if (node !== undefined) path.push(node);
  }
  return path;
}
