import type { Span, SyntaxNode } from "#intent";

import { above } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import { childOf, nodesOf, textOf } from "../tree.ts";
import type { IsPure } from "./pure.ts";

/** What nothing needs any more where some spans of a module are cut out. */
export interface Unused {
  /** Names of imports, and statements that give a value to a local name. */
  readonly drops: readonly SyntaxNode[];
  /** Statements that do more than give a value which nobody reads now. */
  readonly doubtful: readonly SyntaxNode[];
  /** The names of `name := value`, with their signs: the value is needed, and the name is not. */
  readonly unbound: readonly Span[];
}

/** Finds imports and local variables whose every use was cut out. What nobody used before is not ours to tidy up. */
export function unusedIn(module: Indexed, dead: readonly Span[], isPure: IsPure): Unused {
  const isDead = ({ start, end }: Span): boolean =>
    dead.some((span) => span.start <= start && end <= span.end);
  const names = nodesOf(module.root, "identifier").filter((node) => reads(module, node));
  const byName = Map.groupBy(names, (node) => textOf(module.text, node));
  const isLeft = (uses: readonly SyntaxNode[]): boolean => uses.some(isDead) && uses.every(isDead);
  const drops: SyntaxNode[] = [];
  const doubtful: SyntaxNode[] = [];
  const unbound: Span[] = [];
  for (const statement of nodesOf(module.root, "import_from_statement"))
    for (const name of statement.children.filter(({ field }) => field === "name")) {
      if (isDead(name)) continue;
      const bound = name.type === "aliased_import" ? (childOf(name, "alias") ?? name) : name;
      const uses = (byName.get(textOf(module.text, bound)) ?? []).filter(
        (use) => use.start >= statement.end || use.end <= statement.start,
      );
      if (isLeft(uses)) drops.push(name);
    }
  for (const scope of nodesOf(module.root, "function_definition")) {
    doubtful.push(...loopNames(module, scope, byName, isLeft));
    const inside = (node: Span): boolean => scope.start <= node.start && node.end <= scope.end;
    for (const named of nodesOf(scope, "named_expression")) {
      const [name, value] = [childOf(named, "name"), childOf(named, "value")];
      if (name === undefined || value === undefined || isDead(name)) continue;
      const uses = (byName.get(textOf(module.text, name)) ?? []).filter(inside);
      if (isLeft(uses.filter((use) => use !== name)))
        unbound.push({ start: named.start, end: value.start });
    }
    for (const statement of nodesOf(scope, "assignment")) {
      const left = childOf(statement, "left");
      const right = childOf(statement, "right");
      const whole = module.parents.get(statement);
      if (left?.type !== "identifier" || right === undefined || whole === undefined) continue;
      if (isDead(statement) || whole.type !== "expression_statement") continue;
      const all = (byName.get(textOf(module.text, left)) ?? []).filter(inside);
      const bindings = all.filter(
        (use) => use.field === "left" && module.parents.get(use)?.type === "assignment",
      );
      const uses = all.filter((use) => !bindings.includes(use));
      if (bindings.length !== 1 || !isLeft(uses)) continue;
      if (isPure(module, right)) drops.push(whole);
      else doubtful.push(whole);
    }
  }
  return { drops, doubtful, unbound };
}

/** Variables of loops whose every use was cut out: whether the loop still counts is for people to say. */
const loopNames = (
  module: Indexed,
  scope: SyntaxNode,
  byName: ReadonlyMap<string, readonly SyntaxNode[]>,
  isLeft: (uses: readonly SyntaxNode[]) => boolean,
): readonly SyntaxNode[] =>
  nodesOf(scope, "for_statement").flatMap((loop) => {
    const left = childOf(loop, "left");
    return left === undefined
      ? []
      : nodesOf(left, "identifier").filter((name) =>
          isLeft(
            (byName.get(textOf(module.text, name)) ?? []).filter(
              (use) => use !== name && scope.start <= use.start && use.end <= scope.end,
            ),
          ),
        );
  });

/** Whether an identifier names something of its scope, and not a member or a keyword. */
function reads(module: Indexed, node: SyntaxNode): boolean {
  const [parent] = above(module, node);
  if (parent?.type === "attribute") return node.field !== "attribute";
  return !(parent?.type === "keyword_argument" && node.field === "name");
}
