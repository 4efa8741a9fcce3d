import type { Change, RepairRequest, Span, SyntaxNode } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { askedAt } from "./asked.ts";
import { above, methodOf } from "./retype/indexed.ts";
import { isClosed } from "./retype/judgement.ts";
import type { Indexed } from "./retype/types.ts";
import { ownedMember } from "./targets.ts";
import { childOf, nameOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";

/**
 * Tests that show what becomes of a record without a value: rows that expect `None` of a member which is always there now,
 * and, in the same file, what is expected of functions that had an answer for its absence.
 */
export function noneHoles(
  { changes }: RepairRequest,
  production: readonly Indexed[],
  tests: readonly Indexed[],
): readonly HoleDraft[] {
  const required = changes.flatMap((change) => {
    const member = change.kind === "field-became-required" ? ownedMember(change.symbol) : undefined;
    return member === undefined ? [] : [{ change, name: member.name }];
  });
  return required.flatMap(({ change, name }) =>
    tests.flatMap((module) => {
      const rows = isClosed(module.file) ? [] : rowsOfNone(module, name);
      if (rows.length === 0) return [];
      const guarded = guardedBy(production, name);
      const shown = nodesOf(module.root, "assert_statement").filter((node) =>
        nodesOf(node, "call").some((call) => guarded.has(methodOf(module.text, call))),
      );
      return [...rows, ...shown].map((place) => holeAt(module, place, change));
    }),
  );
}

/** Where a list of rows that show a member expects none of it: from the first such row to the last. */
function rowsOfNone(module: Indexed, name: string): readonly Span[] {
  return nodesOf(module.root, "comparison_operator").flatMap((node): readonly Span[] => {
    const [left, right, ...more] = node.children.filter(
      (child) => child.named && child.field !== "operators",
    );
    if (left === undefined || right === undefined || more.length > 0) return [];
    const shown = left.type === "list_comprehension" ? childOf(left, "body") : left;
    const cells = (row: SyntaxNode | undefined): readonly SyntaxNode[] =>
      row?.type === "tuple" ? row.children.filter(({ named }) => named) : [];
    const index = cells(shown).findIndex((cell) => isRead(module, cell, name));
    const rows = right.type === "list" ? right.children.filter(({ named }) => named) : [right];
    const none = rows.filter((row) => cells(row)[index]?.type === "none");
    const [first, last] = [none[0], none.at(-1)];
    return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }];
  });
}

const isRead = ({ text }: Indexed, node: SyntaxNode, name: string): boolean => {
  const attribute = node.type === "attribute" ? childOf(node, "attribute") : undefined;
  return attribute !== undefined && textOf(text, attribute) === name;
};

/** Names of functions that have something to say for the case without a member: `x.note or ""`, `if not x.note`. */
export function guardedBy(production: readonly Indexed[], name: string): ReadonlySet<string> {
  const found = new Set(production.flatMap((module) => guardedIn(module, name)));
  const functions = production.flatMap((module) =>
    nodesOf(module.root, "function_definition").map((node) => ({
      name: nameOf(module.text, node),
      calls: nodesOf(node, "call").map((call) => methodOf(module.text, call)),
    })),
  );
  // Who asks such a function shows the case as well; further away it is one among many.
  for (let depth = 0; depth < guardDepth; depth++) {
    const more = functions.filter(({ calls }) => calls.some((call) => found.has(call)));
    for (const one of more) found.add(one.name);
  }
  return found;
}

const guardDepth = 1;

function guardedIn(module: Indexed, name: string): readonly string[] {
  return nodesOf(module.root, "attribute").flatMap((node) => {
    if (!isRead(module, node, name)) return [];
    const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
    if (scope === undefined) return [];
    const isGuarded =
      isTested(module, node) || namesakes(module, scope, node).some((one) => isTested(module, one));
    return isGuarded ? [nameOf(module.text, scope)] : [];
  });
}

/** Uses of the local name that a read is given. */
function namesakes(module: Indexed, scope: SyntaxNode, read: SyntaxNode): readonly SyntaxNode[] {
  const parent = module.parents.get(read);
  const left =
    parent === undefined ? undefined : (childOf(parent, "left") ?? childOf(parent, "name"));
  if (!/^(?:assignment|named_expression)$/.test(parent?.type ?? "") || left?.type !== "identifier")
    return [];
  const spelt = textOf(module.text, left);
  return nodesOf(scope, "identifier").filter(
    (one) => one !== left && textOf(module.text, one) === spelt,
  );
}

/** Whether a value is asked whether it is there, by `None` or by its truth. */
function isTested(module: Indexed, value: SyntaxNode): boolean {
  let at = value;
  for (const outer of above(module, value)) {
    switch (outer.type) {
      case "named_expression":
      case "parenthesized_expression":
        break;
      case "comparison_operator":
        return outer.children.some(({ type }) => type === "none");
      case "not_operator":
      case "if_clause":
        return true;
      case "boolean_operator":
        return at.field === "left" || isTested(module, outer);
      case "conditional_expression":
        return outer.children.filter(({ named }) => named)[1] === at;
      case "match_statement":
        return at.field === "subject" && nodesOf(outer, "none").length > 0;
      default:
        return at.field === "condition";
    }
    at = outer;
  }
  return false;
}

const holeAt = (module: Indexed, place: Span, change: Change): HoleDraft => ({
  kind: "expected-value",
  ...askedAt(module, place, change),
  question: `${happened(change)}, and this test shows a record without it: what does it show now?`,
});
