import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import type { MemberUse } from "./member-uses.ts";
import { propertyOf } from "./seen.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * What is spread into a stamped thing brings along what bears the same name, of a type that has not changed with it: the
 * `minutes` of an input that goes into a record by `{ ...given, reportedAt }`. Nobody spells the member, so that the spread
 * itself is the place where its value goes in.
 */
export function spreadsOf(
  request: RepairRequest,
  snapshot: Snapshot,
  members: ReadonlySet<ts.Node>,
): readonly MemberUse[] {
  const found: MemberUse[] = [];
  for (const file of members.size === 0 ? [] : request.sources.keys()) {
    const visit = (node: ts.Node): void => {
      if (ts.isSpreadAssignment(node))
        for (const member of broughtBy(snapshot, node, members))
          found.push({ file, place: node.expression, kind: "write", member });
      ts.forEachChild(node, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
  }
  return found;
}

/** The changed members that a spread brings values for, which are not those members' own. */
function broughtBy(
  snapshot: Snapshot,
  spread: ts.SpreadAssignment,
  members: ReadonlySet<ts.Node>,
): readonly ts.Declaration[] {
  const { checker } = snapshot;
  const given = checker.getTypeAtLocation(spread.expression);
  const isMember = (one: ts.Declaration): boolean => members.has(one);
  const later = spread.parent.properties.filter(({ pos }) => pos > spread.pos);
  return wantedOf(snapshot, spread.parent).flatMap((wanted) =>
    wanted.getProperties().flatMap(({ name, declarations = [] }) => {
      const member = declarations.find(isMember);
      const own = propertyOf(checker, given, name)?.declarations ?? [];
      const isOverridden = later.some((one) => one.name?.getText() === name);
      return member === undefined || own.length === 0 || own.some(isMember) || isOverridden
        ? []
        : [member];
    }),
  );
}

/** What an object becomes: what is wanted of it, or of the constant that it begins wherever that is given. */
function wantedOf({ checker }: Snapshot, literal: ts.ObjectLiteralExpression): readonly ts.Type[] {
  const wanted = checker.getContextualType(literal);
  if (wanted !== undefined) return [wanted];
  const { parent } = literal;
  const isNamed = ts.isVariableDeclaration(parent) && parent.type === undefined;
  const local = isNamed ? checker.getSymbolAtLocation(parent.name) : undefined;
  const scope = ts.findAncestor(literal, (at) => ts.isBlock(at) || ts.isSourceFile(at));
  const found = new Set<ts.Type>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.parent !== parent) {
      const isOwn = checker.getSymbolAtLocation(node) === local;
      const type = isOwn ? checker.getContextualType(node) : undefined;
      if (type !== undefined) found.add(type);
    }
    ts.forEachChild(node, visit);
  };
  if (local !== undefined && scope !== undefined) visit(scope);
  return [...found];
}
