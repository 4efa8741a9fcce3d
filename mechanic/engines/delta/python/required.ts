import type { Change, RepairEdit, SyntaxNode } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { valueSlot } from "./answers.ts";
import { cutsOf } from "./gone/drops.ts";
import { fold } from "./gone/fold.ts";
import type { IsPure } from "./gone/pure.ts";
import { indexed } from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { changedMembers, readsOf, type OwnedPlace } from "./owned.ts";
import { childOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";
import { askedAt } from "./asked.ts";

/**
 * A test for `None` of a member that is always there now: `animal.chip is None`. Pyright has nothing against it, and its
 * branch is dead code that somebody wrote for a reason.
 */
export interface DeadTest extends OwnedPlace {
  /** Whether the test is true always, and not never. */
  readonly always: boolean;
}

/** Every test of some modules that may be about a member which became required, found by syntax alone. */
export function deadTests(
  modules: Iterable<Module>,
  changes: readonly Change[],
): readonly DeadTest[] {
  const members = changedMembers(changes, "-became-required");
  if (members.length === 0) return [];
  return [...modules].flatMap((plain) => {
    const module = indexed(plain);
    return testsOf(module).flatMap(({ node, value, always }) =>
      readsOf(module, value, members).map((read) => ({ ...read, node, always })),
    );
  });
}

interface NoneTest {
  readonly node: SyntaxNode;
  readonly value: SyntaxNode;
  readonly always: boolean;
}

/** `x is None`, `x != None` and `match x: case None`. */
function testsOf({ root, text }: Indexed): readonly NoneTest[] {
  const compared = nodesOf(root, "comparison_operator").flatMap((node): readonly NoneTest[] => {
    const [value, none, ...more] = node.children.filter(
      (child) => child.named && child.field !== "operators",
    );
    if (value === undefined || none?.type !== "none" || more.length > 0) return [];
    const operator = text.slice(value.end, none.start).trim();
    return /^(?:is|==|is\s+not|!=)$/.test(operator)
      ? [{ node, value, always: /not|!/.test(operator) }]
      : [];
  });
  const matched = nodesOf(root, "match_statement").flatMap((node): readonly NoneTest[] => {
    const value = childOf(node, "subject");
    const arm = nodesOf(node, "case_pattern").find((one) => textOf(text, one) === "None");
    return value === undefined || arm === undefined ? [] : [{ node: arm, value, always: false }];
  });
  return [...compared, ...matched];
}

/** What a decided test leaves of the code that it guarded; `undefined` where cutting alone cannot say it. */
export function deadEdits(
  { change, module, node, always }: DeadTest,
  isPure: IsPure,
): readonly RepairEdit[] | undefined {
  // What a test binds or does on its way is needed, whatever it says.
  if (!isPure(module, node)) return undefined;
  const clause = node.type === "case_pattern" ? module.parents.get(node) : undefined;
  const cuts =
    clause === undefined ? fold(module, node, always, isPure) : cutsOf(module, new Set([clause]));
  return cuts?.map((cut) => ({
    file: module.file,
    ...cut,
    change: change.symbol,
    rule: "always-there",
    certainty: "certain",
    because: `${happened(change)}, so \`${textOf(module.text, node)}\` is ${always ? "always" : "never"} the case.`,
  }));
}

/** The hole of a test that is decided. */
export function deadHole({ change, module, node, always }: DeadTest): HoleDraft {
  const { start, end } = node;
  return {
    kind: "silent-miss",
    ...askedAt(module, node, change),
    question: `${happened(change)}, and \`${textOf(module.text, node)}\` is ${always ? "always" : "never"} the case: what becomes of the case without it?`,
    slot: valueSlot(module, start, end),
  };
}
