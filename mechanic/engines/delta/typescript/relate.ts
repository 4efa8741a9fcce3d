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
  /** Names of the properties from the whole value to the leaf; absent where the way leads through anything else. */
  readonly path?: readonly string[];
  /** The property of an object that was written out, where the leaf is its value. */
  readonly written?: ts.PropertyAssignment | ts.ShorthandPropertyAssignment;
}

const depthMax = 6;

/** One walk over a pair of types. */
interface Walk {
  readonly checker: ts.TypeChecker;
  readonly primitive: string;
  readonly place: ts.Node;
  readonly report: (pair: LeafPair) => void;
  readonly seen: Set<string>;
  readonly ids: Map<ts.Type, number>;
  /** Properties on the way to where the walk is now; `undefined` is a step that is no property. */
  readonly path: (string | undefined)[];
  /** Declaration of the property that the walk came by last. */
  readonly by: (ts.Declaration | undefined)[];
}

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
  skip: ReadonlySet<string> = none,
): void {
  pairUp(
    { checker, primitive, place, report, seen: new Set(), ids: new Map(), path: [], by: [] },
    source,
    target,
    0,
    skip,
  );
}

const none: ReadonlySet<string> = new Set();
const untypedFlags = ts.TypeFlags.Any | ts.TypeFlags.Unknown;

function pairUp(
  walk: Walk,
  from: ts.Type,
  to: ts.Type,
  depth: number,
  skip: ReadonlySet<string>,
): void {
  const { primitive, report } = walk;
  if (from === to || depth > depthMax || !isFirst(walk, from, to)) return;
  if (to.isUnion() && to.types.includes(from)) return;
  const opaque = (from.flags & untypedFlags) !== 0;
  if (isLeaf(to, primitive)) {
    if (opaque || isLeaf(from, primitive))
      report({
        from: opaque ? [] : tagsOf(from),
        to: tagsOf(to),
        direct: depth === 0,
        opaque,
        ...namedPath(walk),
        ...writtenBy(walk),
      });
    else if (from.isUnion()) for (const part of from.types) pairUp(walk, part, to, depth, skip);
  } else if (opaque) {
    untyped(walk, to, depth);
  } else if (from.isUnion()) {
    for (const part of from.types) pairUp(walk, part, to, depth, skip);
  } else if (to.isUnion()) {
    for (const part of to.types)
      if (isLeaf(from, primitive) ? isLeaf(part, primitive) : alike(from, part))
        pairUp(walk, from, part, depth, skip);
  } else if (!isLeaf(from, primitive) && (to.flags & untypedFlags) === 0) {
    inside(walk, from, to, depth + 1, skip);
  }
}

function namedPath({ path }: Walk): { path?: readonly string[] } {
  const names = path.filter((name) => name !== undefined);
  return names.length === path.length ? { path: names } : {};
}

function writtenBy({ by }: Walk): Pick<LeafPair, "written"> {
  const last = by.at(-1);
  return last !== undefined &&
    (ts.isPropertyAssignment(last) || ts.isShorthandPropertyAssignment(last))
    ? { written: last }
    : {};
}

/** Walks on with one more step of the path. */
function step(
  walk: Walk,
  name: string | undefined,
  from: ts.Type,
  to: ts.Type,
  depth: number,
  by?: ts.Declaration,
): void {
  walk.path.push(name);
  walk.by.push(by);
  pairUp(walk, from, to, depth, none);
  walk.by.pop();
  walk.path.pop();
}

function isFirst(walk: Walk, from: ts.Type, to: ts.Type): boolean {
  const [one, other] = [from, to].map((type) => {
    const id = walk.ids.get(type) ?? walk.ids.size;
    walk.ids.set(type, id);
    return id;
  });
  const key = `${one}>${other}`;
  if (walk.seen.has(key)) return false;
  walk.seen.add(key);
  return true;
}

/** A value without a type is taken for all that the target says of it. */
function untyped(walk: Walk, to: ts.Type, depth: number): void {
  const parts = to.isUnion() ? to.types : [to];
  for (const part of parts) {
    for (const argument of argumentsOf(walk.checker, part))
      if (depth < 2) untyped(walk, argument, depth + 1);
    const members =
      (part.flags & ts.TypeFlags.Object) === 0 ? [] : part.getProperties().slice(0, membersMax);
    for (const member of members) {
      const type = walk.checker.getTypeOfSymbolAtLocation(member, walk.place);
      const tags = tagsInside(walk.checker, type, walk.place);
      if (tags.length > 0) walk.report({ from: [], to: tags, direct: false, opaque: true });
    }
  }
}

/** Tags anywhere in a value of a type, as JSON holds it: its own, those of its members and of what its lists hold. */
export function tagsInside(
  checker: ts.TypeChecker,
  type: ts.Type,
  place: ts.Node,
): readonly number[] {
  const found = new Set<number>();
  const seen = new Set<ts.Type>();
  const visit = (at: ts.Type, depth: number): void => {
    if (depth > depthMax || seen.has(at)) return;
    seen.add(at);
    for (const tag of tagsOf(at)) found.add(tag);
    if (at.isUnion()) for (const part of at.types) visit(part, depth);
    if ((at.flags & ts.TypeFlags.Object) === 0 || at.getCallSignatures().length > 0) return;
    for (const held of [...argumentsOf(checker, at), at.getStringIndexType()])
      if (held !== undefined) visit(held, depth + 1);
    if (isOfLibrary(at)) return;
    for (const member of at.getProperties().slice(0, membersMax))
      visit(checker.getTypeOfSymbolAtLocation(member, place), depth + 1);
  };
  visit(type, 0);
  return [...found];
}

/** Whether a type comes with the language or a package: its members are what it does and not what it holds. */
const isOfLibrary = (type: ts.Type): boolean =>
  type.symbol?.declarations?.every((one) => one.getSourceFile().isDeclarationFile) === true;

/** The largest entities have some dozens of members; what has more is a library's class. */
const membersMax = 50;

function inside(
  walk: Walk,
  from: ts.Type,
  to: ts.Type,
  depth: number,
  skip: ReadonlySet<string>,
): void {
  const { checker, place } = walk;
  const [own, wanted] = [argumentsOf(checker, from), argumentsOf(checker, to)];
  if (own.length > 0 && own.length === wanted.length) {
    for (const [index, argument] of own.entries())
      step(walk, undefined, argument, wanted[index] ?? argument, depth);
    return;
  }
  const [given, asked] = [
    elementOf(from, own),
    iterated.test(to.symbol?.name ?? "") ? wanted[0] : undefined,
  ];
  if (given !== undefined && asked !== undefined) return step(walk, undefined, given, asked, depth);
  signatures(walk, from, to, depth);
  for (const property of to.getProperties()) {
    const given =
      skip.has(property.name) || property.name.startsWith("__@")
        ? undefined
        : from.getProperty(property.name);
    if (given !== undefined)
      step(
        walk,
        property.name,
        checker.getTypeOfSymbolAtLocation(given, place),
        checker.getTypeOfSymbolAtLocation(property, place),
        depth,
        given.valueDeclaration,
      );
  }
  const [ownIndex, wantedIndex] = [from, to].map(
    (type) => type.getStringIndexType() ?? type.getNumberIndexType(),
  );
  if (ownIndex !== undefined && wantedIndex !== undefined)
    step(walk, undefined, ownIndex, wantedIndex, depth);
  const [[ownKey], [wantedKey]] = [keyTypes(checker, from), keyTypes(checker, to)];
  // An object that is written with computed names has plain keys to the compiler, whatever they are.
  if (ownKey !== undefined && wantedKey !== undefined && tagsOf(ownKey).length > 0)
    step(walk, undefined, ownKey, wantedKey, depth);
}

/** What is asked to give one value after the other and no more. */
const iterated = /^(?:Async)?Itera(?:ble|tor)(?:Iterator|Object)?$/;

/** What a collection gives one after the other: the values of a list, a set or an iterator of either. */
const elementOf = (type: ts.Type, own: readonly ts.Type[]): ts.Type | undefined =>
  /^(?:Readonly)?Set$|Iterator$/.test(type.symbol?.name ?? "") ? own[0] : type.getNumberIndexType();

const keyTypes = (checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] =>
  checker.getIndexInfosOfType(type).map((info) => info.keyType);

function signatures(walk: Walk, from: ts.Type, to: ts.Type, depth: number): void {
  const { checker, place } = walk;
  const [own] = from.getCallSignatures();
  const [wanted] = to.getCallSignatures();
  if (own === undefined || wanted === undefined) return;
  const given = parameterTypes(checker, wanted, place);
  for (const [index, parameter] of parameterTypes(checker, own, place).entries()) {
    const one = given[index];
    if (one !== undefined) step(walk, undefined, one, parameter, depth);
  }
  step(walk, undefined, own.getReturnType(), wanted.getReturnType(), depth);
}

/** Types of a signature's parameters; `...args: [A, B]` are two. */
export function parameterTypes(
  checker: ts.TypeChecker,
  signature: ts.Signature,
  place: ts.Node,
): readonly ts.Type[] {
  return signature.getParameters().flatMap((parameter) => {
    const type = checker.getTypeOfSymbolAtLocation(parameter, place);
    const declaration = parameter.valueDeclaration;
    const isRest =
      declaration !== undefined &&
      ts.isParameter(declaration) &&
      declaration.dotDotDotToken !== undefined;
    return isRest && checker.isTupleType(type) ? argumentsOf(checker, type) : [type];
  });
}

/** Type arguments of a reference or an alias of collections: `Map<K, V>`, `Promise<T>`, `Record<K, V>`, tuples. */
export function argumentsOf(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
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
