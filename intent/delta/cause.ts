import { symbolOf } from "../graph/symbols.ts";
import type { Model, TypeRef } from "../model/types.ts";
import { hop, resolveType } from "../model/resolve-type.ts";
import { sameType, type Renames } from "./resolve.ts";

const hopsMax = 64;

/**
 * The symbol whose change this change of type follows from: the alias or member at the end of the way where the text
 * itself differs. `undefined` where the two types are written differently themselves, so that the change is its own cause.
 */
export function causeOf(
  before: Model,
  after: Model,
  renames: Renames,
  from: TypeRef,
  to: TypeRef,
  hops = 0,
): string | undefined {
  if (hops > hopsMax || !sameType(from, to, renames)) return undefined;
  const leaf = changedLeaf(before, after, renames, from, to);
  if (leaf === undefined) return undefined;
  const oldTarget = hop(before, leaf.from)?.type;
  const newTarget = hop(after, leaf.to)?.type;
  if (oldTarget === undefined || newTarget === undefined) return leaf.symbol;
  return causeOf(before, after, renames, oldTarget, newTarget, hops + 1) ?? leaf.symbol;
}

interface Leaf {
  readonly symbol: string;
  readonly from: TypeRef;
  readonly to: TypeRef;
}

/** The first alias or member of two equally written types that means something else now. */
function changedLeaf(
  before: Model,
  after: Model,
  renames: Renames,
  from: TypeRef,
  to: TypeRef,
): Leaf | undefined {
  if ("item" in from && "item" in to)
    return changedLeaf(before, after, renames, from.item, to.item);
  if (from.kind === "map" && to.kind === "map") {
    const key = changedLeaf(before, after, renames, from.key, to.key);
    return key ?? changedLeaf(before, after, renames, from.value, to.value);
  }
  const symbol = transparentSymbol(after, to);
  if (symbol === undefined || sameType(resolveType(before, from), resolveType(after, to), renames))
    return undefined;
  return { symbol, from, to };
}

/** The symbol of an alias or member type; `undefined` for types that stand for themselves. */
function transparentSymbol(model: Model, ref: TypeRef): string | undefined {
  if (hop(model, ref) === undefined) return undefined;
  if (ref.kind === "named") return symbolOf.type(ref.service, ref.name);
  return ref.kind === "member" ? symbolOf.member(ref.service, ref.entity, ref.field) : undefined;
}
