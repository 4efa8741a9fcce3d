import ts from "typescript-services";

import { isLeaf, tagsOf } from "./tags.ts";

/** What flows where at one pair of leaves of two types. An empty list of tags is a plain value of the primitive. */
export interface LeafPair {
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Whether the leaf is the whole value, or somewhere inside it. */
  readonly direct: boolean;
  /** Whether the source is `any` or `unknown`, so that the compiler has nothing to say. */
  readonly opaque: boolean;
}

const depthMax = 6;

/**
 * Walks two types side by side, as the assignability check does, and reports the pairs of primitive leaves: through
 * unions, type arguments, properties, index signatures and signatures (parameters the other way round). `skip` names
 * properties that somebody else looks at.
 */
export function relate(
  checker: ts.TypeChecker,
  primitive: string,
  place: ts.Node,
  source: ts.Type,
  target: ts.Type,
  report: (pair: LeafPair) => void,
  skip: ReadonlySet<string> = new Set(),
): void {
  const seen = new Set<string>();
  const ids = new Map<ts.Type, number>();
  const idOf = (type: ts.Type): number => ids.get(type) ?? (ids.set(type, ids.size), ids.size - 1);
  const walk = (from: ts.Type, to: ts.Type, depth: number, skipped: ReadonlySet<string>): void => {
    const key = `${idOf(from)}>${idOf(to)}`;
    if (from === to || depth > depthMax || seen.has(key)) return;
    seen.add(key);
    if (isLeaf(to, primitive)) {
      const opaque = (from.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
      if (opaque || isLeaf(from, primitive))
        report({ from: opaque ? [] : tagsOf(from), to: tagsOf(to), direct: depth === 0, opaque });
      else if (from.isUnion()) from.types.forEach((part) => walk(part, to, depth, skipped));
      return;
    }
    if ((from.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return untyped(to, depth);
    if (from.isUnion()) return from.types.forEach((part) => walk(part, to, depth, skipped));
    if (to.isUnion())
      return to.types
        .filter((part) => (isLeaf(from, primitive) ? isLeaf(part, primitive) : alike(from, part)))
        .forEach((part) => walk(from, part, depth, skipped));
    if (isLeaf(from, primitive) || (to.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0)
      return;
    inside(from, to, depth + 1, skipped);
  };
  /** A value without a type is taken for all that the target says of it. */
  const untyped = (to: ts.Type, depth: number): void => {
    const parts = to.isUnion() ? to.types : [to];
    const members = parts.flatMap((part) =>
      (part.flags & ts.TypeFlags.Object) === 0 ? [] : part.getProperties(),
    );
    for (const argument of parts.flatMap((part) => argumentsOf(checker, part)))
      for (const member of argument.isUnion() ? argument.types : [argument])
        if (depth < 2) untyped(member, depth + 1);
    for (const member of members.slice(0, 50)) {
      const type = checker.getTypeOfSymbolAtLocation(member, place);
      const tags = (type.isUnion() ? type.types : [type]).flatMap((part) => tagsOf(part));
      if (tags.length > 0) report({ from: [], to: tags, direct: false, opaque: true });
    }
  };
  const inside = (
    from: ts.Type,
    to: ts.Type,
    depth: number,
    skipped: ReadonlySet<string>,
  ): void => {
    const [fromArguments, toArguments] = [argumentsOf(checker, from), argumentsOf(checker, to)];
    if (fromArguments.length > 0 && fromArguments.length === toArguments.length) {
      return fromArguments.forEach((argument, index) =>
        walk(argument, toArguments[index] ?? argument, depth, new Set()),
      );
    }
    signatures(from, to, depth);
    for (const property of to.getProperties()) {
      const own =
        skipped.has(property.name) || property.name.startsWith("__@")
          ? undefined
          : from.getProperty(property.name);
      if (own !== undefined)
        walk(
          checker.getTypeOfSymbolAtLocation(own, place),
          checker.getTypeOfSymbolAtLocation(property, place),
          depth,
          new Set(),
        );
    }
    const [fromIndex, toIndex] = [
      from.getStringIndexType() ?? from.getNumberIndexType(),
      to.getStringIndexType() ?? to.getNumberIndexType(),
    ];
    if (fromIndex !== undefined && toIndex !== undefined)
      walk(fromIndex, toIndex, depth, new Set());
  };
  const signatures = (from: ts.Type, to: ts.Type, depth: number): void => {
    const [own] = from.getCallSignatures();
    const [wanted] = to.getCallSignatures();
    if (own === undefined || wanted === undefined) return;
    for (const [index, parameter] of own.getParameters().entries()) {
      const given = wanted.getParameters()[index];
      if (given !== undefined)
        walk(
          checker.getTypeOfSymbolAtLocation(given, place),
          checker.getTypeOfSymbolAtLocation(parameter, place),
          depth,
          new Set(),
        );
    }
    walk(own.getReturnType(), wanted.getReturnType(), depth, new Set());
  };
  walk(source, target, 0, skip);
}

/** Type arguments of a reference or an alias of collections: `Map<K, V>`, `Promise<T>`, `Record<K, V>`, tuples. */
function argumentsOf(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  if ((type.flags & ts.TypeFlags.Object) === 0) return [];
  return isReference(type)
    ? checker.getTypeArguments(type).slice(0, type.target.typeParameters?.length ?? 0)
    : [];
}

const isReference = (type: ts.Type): type is ts.TypeReference =>
  "objectFlags" in type &&
  typeof type.objectFlags === "number" &&
  (type.objectFlags & ts.ObjectFlags.Reference) !== 0 &&
  "target" in type;

/** Whether a value of one type may be meant by this member of a union: the same name, or some property in common. */
function alike(from: ts.Type, to: ts.Type): boolean {
  if ((to.flags & ts.TypeFlags.Object) === 0) return false;
  if (from.symbol !== undefined && from.symbol === to.symbol) return true;
  const own = new Set(from.getProperties().map((property) => property.name));
  return to.getProperties().some((property) => own.has(property.name));
}
