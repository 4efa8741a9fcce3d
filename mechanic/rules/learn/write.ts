import {
  match,
  patternKey,
  patternOf,
  type CodeNode,
  type CodePattern,
  type SyntaxParser,
} from "#intent";
import { leavesOf, readFragment } from "../fragment.ts";
import { fragmentKinds, type Fragment, type FragmentKind, type ReadyRule } from "../types.ts";
import { forChange } from "../match.ts";
import type { General } from "./generalise.ts";
import type { Instance } from "./instances.ts";

/** Both texts of a rule and what they are. */
export type Written = Pick<ReadyRule, "fragment" | "matches" | "becomes" | "before" | "after">;

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Instances whose layout is tried: who cannot be spelt like one of so many is not spelt like the others. */
const examplesMax = 8;

/**
 * A generalisation as text, with the layout of one of its instances: the first one whose text reads back as exactly this
 * generalisation. `undefined` where there is none, and then it is no rule, since nobody could read or edit it.
 */
export async function written(
  syntax: SyntaxParser,
  general: General,
  instances: readonly Instance[],
  level: number,
): Promise<Written | undefined> {
  for (const instance of instances.slice(0, examplesMax)) {
    const pair = instance.around.at(-1 - level);
    if (pair === undefined) continue;
    const matches = textFor(general, general.before, pair.before, instance, "before");
    const becomes = textFor(general, general.after, pair.after, instance, "after");
    if (matches === undefined || becomes === undefined) continue;
    for (const fragment of fragmentKinds) {
      const [before, after] = await Promise.all([
        readBack(syntax, general, fragment, matches, general.before, instance),
        readBack(syntax, general, fragment, becomes, general.after, instance),
      ]);
      if (before !== undefined && after !== undefined)
        return { fragment, matches, becomes, before, after };
    }
  }
  return undefined;
}

async function readBack(
  syntax: SyntaxParser,
  general: General,
  kind: FragmentKind,
  text: string,
  wanted: CodePattern,
  { language }: Instance,
): Promise<Fragment | undefined> {
  const read = await readFragment(syntax, language, kind, text, general.holes);
  return read !== undefined && patternKey(read.pattern) === patternKey(wanted) ? read : undefined;
}

/** The code of an instance with holes in it. */
function textFor(
  general: General,
  pattern: CodePattern,
  node: CodeNode,
  instance: Instance,
  side: "before" | "after",
): string | undefined {
  const source = instance.texts[side];
  const told = forChange(pattern, instance.change.symbol, instance.language);
  const bound = match(told, patternOf(node));
  if (bound === undefined) return undefined;
  const found: Replacement[] = commentsIn(node, source);
  const name = (id: number): string => `«${general.holes[id]?.name ?? ""}»`;
  const visit = (one: CodePattern, at: CodeNode, parent: CodeNode | undefined): boolean => {
    if (one.form !== "node") {
      found.push({ start: at.start, end: at.end, text: spelling(name(one.id), [at], parent) });
      return true;
    }
    if (one.children.length === 0 && one.text.startsWith("«")) {
      found.push({ start: at.start, end: at.end, text: one.text });
      return true;
    }
    let next = 0;
    for (const child of one.children) {
      const count = child.form === "run" ? (bound.get(child.id)?.length ?? 0) : 1;
      const nodes = at.children.slice(next, next + count);
      next += count;
      const [first, last] = [nodes[0], nodes.at(-1)];
      if (first === undefined || last === undefined) return false;
      if (child.form === "run")
        found.push({
          start: first.start,
          end: last.end,
          text: spelling(name(child.id), nodes, at),
        });
      else if (!visit(child, first, at)) return false;
    }
    return true;
  };
  return visit(pattern, node, undefined) ? cut(source, node, found) : undefined;
}

/** A hole as it must be spelt where an item of a list is more than a name. */
function spelling(hole: string, nodes: readonly CodeNode[], parent: CodeNode | undefined): string {
  const kinds = nodes.map((node) => node.kind);
  if (kinds.includes("match_arm")) return `${hole} => ${hole},`;
  if (kinds.some((kind) => /^switch_(?:case|default)$/.test(kind))) return `case ${hole}:`;
  if (kinds.includes("case_clause")) return `case ${hole}: ${hole}`;
  // Python's blocks have no braces and its statements no end.
  const braces = parent?.children.some((one) => one.text === "{") === true;
  const isStatement = /statement|declaration|_item$/.test(kinds.join(" "));
  return isStatement && braces && /^(?:statement_)?block$/.test(parent?.kind ?? "")
    ? `${hole};`
    : hole;
}

/** Comments are nobody's rule: they are cut out of what is between two tokens. */
function commentsIn(node: CodeNode, source: string): Replacement[] {
  const leaves = leavesOf(node);
  return leaves.flatMap((leaf, index) => {
    const next = leaves[index + 1];
    const gap = next === undefined ? "" : source.slice(leaf.end, next.start);
    if (next === undefined || /^[\s,;]*$/.test(gap)) return [];
    const text = gap.replaceAll(/\/\*[^]*?\*\/|(?:\/\/|#)[^\n]*/g, "");
    return [{ start: leaf.end, end: next.start, text: text.trim() === "" ? " " : text }];
  });
}

/** The source of a node with replacements in it, outer ones before what lies inside them, and without its indentation. */
function cut(source: string, node: CodeNode, found: readonly Replacement[]): string {
  const outer = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other !== one &&
          other.start <= one.start &&
          one.end <= other.end &&
          other.end - other.start > one.end - one.start,
      ),
  );
  let text = "";
  let at = node.start;
  for (const one of outer.toSorted((a, b) => a.start - b.start)) {
    text += source.slice(at, one.start) + one.text;
    at = one.end;
  }
  text += source.slice(at, node.end);
  const indent = /^[ \t]*/.exec(source.slice(source.lastIndexOf("\n", node.start - 1) + 1))?.[0];
  return indent === undefined || indent === "" ? text : text.replaceAll(`\n${indent}`, "\n");
}
