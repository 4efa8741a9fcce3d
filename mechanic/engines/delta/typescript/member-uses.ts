import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import { carriedMembers, type Goal } from "./member-flow.ts";
import { propertyOf } from "./seen.ts";
import type { Snapshot } from "./workspace.ts";

/** A place in hand-written code where the value of a stamped member goes in or comes out. */
export interface MemberUse {
  readonly file: string;
  /** The expression that gives or holds the value, or the property's name where it has none of its own. */
  readonly place: ts.Node;
  readonly kind: "read" | "write";
  readonly member: ts.Declaration;
}

/**
 * All uses of stamped members by name: `call.stay`, a local of `const { stay } = call` wherever that is used, and
 * `{ stay: 3 }` of an object that becomes the type. What is only passed from one member to the same one (`{ stay:
 * other.stay }`) says nothing new and is left out.
 */
export function usesOf(
  request: RepairRequest,
  snapshot: Snapshot,
  members: ReadonlySet<ts.Node>,
): readonly MemberUse[] {
  const found: MemberUse[] = [];
  for (const file of members.size === 0 ? [] : request.sources.keys()) {
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralExpression(node)) writes(snapshot, file, node, members, found);
      if (ts.isPropertyAccessExpression(node)) {
        const member = memberAt(snapshot.checker.getSymbolAtLocation(node.name), members);
        if (member !== undefined) found.push({ file, place: node, kind: "read", member });
      }
      if (ts.isBindingElement(node)) bound(snapshot, file, node, members, found);
      ts.forEachChild(node, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
  }
  carried(request, snapshot, members, found);
  const reads = new Set(found.filter(({ kind }) => kind === "read").map(({ place }) => place));
  const passed = new Set(
    found
      .filter(({ kind, place }) => kind === "write" && reads.has(place))
      .map(({ place }) => place),
  );
  return found.filter(({ place }) => !passed.has(place));
}

/** Properties of objects that become the stamped type further on. */
function carried(
  request: RepairRequest,
  snapshot: Snapshot,
  members: ReadonlySet<ts.Node>,
  found: MemberUse[],
): void {
  const known = new Set(found.map(({ place }) => place));
  const goals = [...members].flatMap((member) =>
    ts.isPropertySignature(member) ? [goalOf(snapshot, member)] : [],
  );
  if (goals.length === 0) return;
  for (const { declaration, renamed } of carriedMembers(request, snapshot, goals).values()) {
    if (ts.isPropertySignature(declaration)) continue;
    const place = ts.isPropertyAssignment(declaration) ? declaration.initializer : declaration.name;
    const member = renamed.before.name.parent;
    const file = snapshot.pathOf(declaration.getSourceFile());
    if (!known.has(place) && ts.isPropertySignature(member))
      found.push({ file, place, kind: "write", member });
  }
}

/** A member as the goal of a flow: nothing about it is renamed. */
function goalOf(snapshot: Snapshot, { name }: ts.PropertySignature): Goal {
  const text = name.getText();
  const file = snapshot.pathOf(name.getSourceFile());
  return { before: { path: text, file, name }, oldName: text, newName: text };
}

const memberAt = (
  symbol: ts.Symbol | undefined,
  members: ReadonlySet<ts.Node>,
): ts.Declaration | undefined => symbol?.declarations?.find((one) => members.has(one));

function writes(
  { checker }: Snapshot,
  file: string,
  literal: ts.ObjectLiteralExpression,
  members: ReadonlySet<ts.Node>,
  found: MemberUse[],
): void {
  // What overrides a member of what is spread stands for that member.
  const types = [
    checker.getContextualType(literal),
    ...literal.properties.map((one) =>
      ts.isSpreadAssignment(one) ? checker.getTypeAtLocation(one.expression) : undefined,
    ),
  ].filter((type) => type !== undefined);
  for (const property of literal.properties) {
    const { name } = property;
    if (name === undefined || !ts.isIdentifier(name)) continue;
    const member = types
      .map((type) => memberAt(propertyOf(checker, type, name.text), members))
      .find((one) => one !== undefined);
    if (member === undefined) continue;
    const place = ts.isPropertyAssignment(property) ? property.initializer : name;
    found.push({ file, place, kind: "write", member });
  }
}

/** Where a local is used that a pattern takes a member out into. */
function bound(
  { checker }: Snapshot,
  file: string,
  element: ts.BindingElement,
  members: ReadonlySet<ts.Node>,
  found: MemberUse[],
): void {
  const { parent, name } = element;
  const key = element.propertyName ?? name;
  if (!ts.isObjectBindingPattern(parent) || !ts.isIdentifier(key) || !ts.isIdentifier(name)) return;
  const owner = checker.getTypeAtLocation(parent);
  const member = memberAt(propertyOf(checker, owner, key.text), members);
  if (member === undefined) return;
  const local = checker.getSymbolAtLocation(name);
  const scope = ts.findAncestor(parent, (at) => ts.isFunctionLike(at) || ts.isSourceFile(at));
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name) {
      const isShort = ts.isShorthandPropertyAssignment(node.parent);
      const symbol = isShort
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      if (symbol === local) found.push({ file, place: node, kind: "read", member });
    }
    ts.forEachChild(node, visit);
  };
  if (local !== undefined && scope !== undefined) visit(scope);
}

/** The stamped member that a change is about, by its path in code such as `Order.total`. */
export const membersOf = (
  declared: ReadonlyMap<string, { readonly path: string; readonly name: ts.Node }>,
  path: string,
): readonly ts.Node[] =>
  [...declared.values()]
    .filter((one) => one.path.slice(one.path.indexOf("|") + 1) === path)
    .map((one) => one.name.parent);
