import type { Change, RepairEdit, SyntaxNode } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { valueSlot } from "./answers.ts";
import { cutsOf } from "./gone/drops.ts";
import { fold } from "./gone/fold.ts";
import type { IsPure } from "./gone/pure.ts";
import type { Session } from "./lsp/session.ts";
import { above, indexed } from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { ownedMember } from "./targets.ts";
import { childOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";
import { askedAt } from "./asked.ts";

/**
 * A test for `None` of a member that is always there now: `animal.chip is None`. Pyright has nothing against it, and its
 * branch is dead code that somebody wrote for a reason.
 */
export interface DeadTest {
  readonly change: Change;
  readonly module: Indexed;
  readonly node: SyntaxNode;
  /** What must be of the owner's type. */
  readonly receiver: SyntaxNode;
  readonly owner: string;
  /** Whether the test is true always, and not never. */
  readonly always: boolean;
}

/** Every test of some modules that may be about a member which became required, found by syntax alone. */
export function deadTests(
  modules: Iterable<Module>,
  changes: readonly Change[],
): readonly DeadTest[] {
  const members = changes.flatMap((change) => {
    const member = change.kind.endsWith("-became-required")
      ? ownedMember(change.symbol)
      : undefined;
    return member === undefined ? [] : [{ change, ...member }];
  });
  if (members.length === 0) return [];
  return [...modules].flatMap((plain) => {
    const module = indexed(plain);
    return testsOf(module).flatMap(({ node, value, always }) => {
      const read = readBy(module, value);
      const receiver = read === undefined ? undefined : childOf(read, "object");
      const attribute = read === undefined ? undefined : childOf(read, "attribute");
      if (receiver === undefined || attribute === undefined) return [];
      return members
        .filter(({ name }) => name === textOf(module.text, attribute))
        .map(({ change, owner }) => ({ change, module, node, receiver, owner, always }));
    });
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

/** The attribute that a test is about: itself, or what the local variable of its function got, and nothing else. */
export function readBy(module: Indexed, value: SyntaxNode): SyntaxNode | undefined {
  if (value.type === "attribute") return value;
  const inner = value.children.find((child) => child.named);
  if (value.type === "parenthesized_expression")
    return inner === undefined ? undefined : readBy(module, inner);
  if (value.type === "named_expression") return attributeOf(childOf(value, "value"));
  if (value.type !== "identifier") return undefined;
  const name = textOf(module.text, value);
  const scope = [...above(module, value)].find(({ type }) => type === "function_definition");
  const body = scope === undefined ? undefined : childOf(scope, "body");
  if (body === undefined) return undefined;
  const bindings = nodesOf(body, "identifier").filter(
    (one) => textOf(module.text, one) === name && binds(module, one),
  );
  const [only] = bindings;
  const statement = only === undefined ? undefined : module.parents.get(only);
  return bindings.length === 1 && /^(?:assignment|named_expression)$/.test(statement?.type ?? "")
    ? attributeOf(childOf(statement ?? value, statement?.type === "assignment" ? "right" : "value"))
    : undefined;
}

const attributeOf = (node: SyntaxNode | undefined): SyntaxNode | undefined =>
  node?.type === "attribute" ? node : undefined;

/** Whether a name gets a value at a place: as the left side of something, in a loop, or as what a statement calls it. */
function binds(module: Indexed, name: SyntaxNode): boolean {
  let at = name;
  for (const outer of above(module, name)) {
    if (at.field === "left" || (outer.type === "named_expression" && at.field === "name"))
      return true;
    if (/^(?:as_pattern_target|case_pattern|global_statement|nonlocal_statement)$/.test(outer.type))
      return true;
    if (!/^(?:pattern_list|tuple_pattern|list_pattern)$/.test(outer.type)) return false;
    at = outer;
  }
  return false;
}

/** Whether what is tested belongs to the changed type, as far as pyright can tell. */
export async function isDead(
  session: Session,
  { module, receiver, owner }: DeadTest,
): Promise<boolean> {
  const said = await session.hover(module.file, receiver.end - 1);
  return new RegExp(`\\b${owner}\\b`).test(said);
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
