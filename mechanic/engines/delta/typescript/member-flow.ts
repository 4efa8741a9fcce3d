import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import { constrained } from "./constraints.ts";
import { argumentsOf } from "./relate.ts";
import { alikeOf } from "./alike.ts";
import type { Renamed } from "./rename.ts";
import type { Snapshot } from "./workspace.ts";

/** How hand-written code names a property: in an object that it writes, or in a type. */
type Named = ts.PropertyAssignment | ts.ShorthandPropertyAssignment | ts.PropertySignature;

/** A stamped member that values may arrive at. */
export type Goal = Pick<Renamed, "before" | "oldName" | "newName">;

/** A property of hand-written code, and the renamed member that its value becomes further on. */
export interface Carried<R extends Goal = Renamed> {
  readonly declaration: Named;
  readonly renamed: R;
  /** Whether it also goes to something that keeps the name, or to another renamed member. */
  readonly isKept: boolean;
  /** Whether the compiler does not miss the member there: it may be left out. */
  readonly isSilent: boolean;
}

/** Where the values of a property go. */
interface Goals<R> {
  readonly renamed: Set<R>;
  isKept: boolean;
  isSilent: boolean;
}

/** One walk over what an expression is and what is wanted of it. */
interface Walk<R> {
  readonly request: RepairRequest;
  readonly snapshot: Snapshot;
  readonly byDeclaration: ReadonlyMap<ts.Node, R>;
  readonly goals: Map<Named, Goals<R>>;
  readonly place: ts.Node;
  readonly seen: Map<ts.Type, Set<ts.Type>>;
}

const depthMax = 4;

/** Properties of the hand-written files by declaration, whose values go where a renamed member is wanted. */
export function carriedMembers<R extends Goal>(
  request: RepairRequest,
  snapshot: Snapshot,
  renamed: readonly R[],
): ReadonlyMap<ts.Node, Carried<R>> {
  const goals = new Map<Named, Goals<R>>();
  const byDeclaration = new Map(renamed.map((one): [ts.Node, R] => [one.before.name.parent, one]));
  for (const file of request.sources.keys()) {
    const visit = (place: ts.Node): void => {
      const walk = { request, snapshot, byDeclaration, goals, place, seen: new Map() };
      const wanted = isValue(place) ? snapshot.checker.getContextualType(place) : undefined;
      if (wanted !== undefined) pairUp(walk, snapshot.checker.getTypeAtLocation(place), wanted, 0);
      // What is given for a type parameter has to meet its constraint.
      for (const named of constrained(snapshot, place)) pairUp(walk, named.given, named.wanted, 0);
      ts.forEachChild(place, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
  }
  return new Map(
    [...goals].flatMap(([declaration, { renamed: all, isKept, isSilent }]) => {
      const [first, second] = all;
      if (first === undefined) return [];
      return [
        [
          declaration,
          { declaration, renamed: first, isKept: isKept || second !== undefined, isSilent },
        ],
      ];
    }),
  );
}

/** Expressions that hold a value; the parts of a list are looked at one by one. */
const isValue = (node: ts.Node): node is ts.Expression =>
  ts.isExpression(node) &&
  !ts.isArrayLiteralExpression(node) &&
  !ts.isParenthesizedExpression(node) &&
  !("name" in node.parent && node.parent.name === node) &&
  // A pattern wants what it takes apart, whatever that is.
  !(ts.isVariableDeclaration(node.parent) && !ts.isIdentifier(node.parent.name));

function pairUp<R extends Goal>(walk: Walk<R>, from: ts.Type, to: ts.Type, depth: number): void {
  const targets = walk.seen.get(from) ?? new Set();
  if (from === to || depth > depthMax || targets.has(to)) return;
  walk.seen.set(from, targets.add(to));
  if (from.isUnion()) for (const part of from.types) pairUp(walk, part, to, depth);
  else if (to.isUnion()) for (const part of to.types) pairUp(walk, from, part, depth);
  else if ((from.flags & ts.TypeFlags.Object) !== 0) inside(walk, from, to, depth + 1);
}

function inside<R extends Goal>(walk: Walk<R>, from: ts.Type, to: ts.Type, depth: number): void {
  const { checker } = walk.snapshot;
  const [own, wanted] = [argumentsOf(checker, from), argumentsOf(checker, to)];
  if (own.length > 0 && own.length === wanted.length) {
    for (const [index, argument] of own.entries())
      pairUp(walk, argument, wanted[index] ?? argument, depth);
    return;
  }
  for (const member of to.getProperties()) {
    const given = from.getProperty(member.name);
    if (given === undefined || given === member) continue;
    note(walk, given, member);
    const [one, other] = [given, member].map((symbol) =>
      checker.getTypeOfSymbolAtLocation(symbol, walk.place),
    );
    if (one !== undefined && other !== undefined) pairUp(walk, one, other, depth);
  }
}

/** Notes that the values of one property go to another one. */
function note<R extends Goal>(
  { request, snapshot, byDeclaration, goals }: Walk<R>,
  from: ts.Symbol,
  to: ts.Symbol,
): void {
  const wanted = to.declarations ?? [];
  const renamed = wanted.map((one) => byDeclaration.get(one)).find((one) => one !== undefined);
  for (const declaration of (from.declarations ?? []).flatMap(alikeOf)) {
    // What a generic function infers from an object is that object again.
    if (!isNamed(declaration) || wanted.includes(declaration)) continue;
    if (!request.sources.has(snapshot.pathOf(declaration.getSourceFile()))) continue;
    const known = goals.get(declaration) ?? {
      renamed: new Set<R>(),
      isKept: false,
      isSilent: false,
    };
    goals.set(declaration, known);
    if (renamed === undefined) known.isKept = true;
    else known.renamed.add(renamed);
    if (renamed !== undefined && (to.flags & ts.SymbolFlags.Optional) !== 0) known.isSilent = true;
  }
}

const isNamed = (node: ts.Node): node is Named =>
  ts.isPropertyAssignment(node) ||
  ts.isShorthandPropertyAssignment(node) ||
  ts.isPropertySignature(node);
