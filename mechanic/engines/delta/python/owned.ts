import type { Change, SyntaxNode } from "#intent";

import type { Session } from "./lsp/session.ts";
import { above } from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import { ownedMember } from "./targets.ts";
import { childOf, nodesOf, textOf } from "./tree.ts";

/** A place that is found by syntax alone and concerns a change only if a receiver is of the owner's type. */
export interface OwnedPlace {
  readonly change: Change;
  readonly module: Indexed;
  readonly node: SyntaxNode;
  /** What must be of the owner's type. */
  readonly receiver: SyntaxNode;
  readonly owner: string;
}

/** A member that a change is about, by its name and its owner's in Python. */
export type ChangedMember = { readonly change: Change } & NonNullable<
  ReturnType<typeof ownedMember>
>;

/** The members of the changes whose kind ends so, as code spells them that nobody has repaired yet. */
export const changedMembers = (
  changes: readonly Change[],
  ending: "-became-required" | "-became-optional" | "-retyped",
): readonly ChangedMember[] =>
  changes.flatMap((change) => {
    const symbol = change.fromSymbol ?? change.symbol;
    const member = change.kind.endsWith(ending) ? ownedMember(symbol) : undefined;
    return member === undefined ? [] : [{ change, ...member }];
  });

/** The changed members that a value may read, with what must be of their owner's type. */
export function readsOf(
  module: Indexed,
  value: SyntaxNode,
  members: readonly ChangedMember[],
): readonly Omit<OwnedPlace, "node">[] {
  const read = readBy(module, value);
  const receiver = read === undefined ? undefined : childOf(read, "object");
  const attribute = read === undefined ? undefined : childOf(read, "attribute");
  if (receiver === undefined || attribute === undefined) return [];
  return members
    .filter(({ name }) => name === textOf(module.text, attribute))
    .map(({ change, owner }) => ({ change, module, receiver, owner }));
}

/** Whether a place's receiver is of the owner's type, as far as pyright can tell. */
export async function isOfOwner(
  session: Session,
  { module, receiver, owner }: OwnedPlace,
): Promise<boolean> {
  const said = await session.hover(module.file, receiver.end - 1);
  return new RegExp(`\\b${owner}\\b`).test(said);
}

/** The attribute that a test is about: itself, or what the local variable of its function got, and nothing else. */
function readBy(module: Indexed, value: SyntaxNode): SyntaxNode | undefined {
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
    // A side of an operation is called left, too.
    const isTarget = at.field === "left" && /assignment$|^for_/.test(outer.type);
    if (isTarget || (outer.type === "named_expression" && at.field === "name")) return true;
    if (/^(?:as_pattern_target|case_pattern|global_statement|nonlocal_statement)$/.test(outer.type))
      return true;
    if (!/^(?:pattern_list|tuple_pattern|list_pattern)$/.test(outer.type)) return false;
    at = outer;
  }
  return false;
}
