import ts from "typescript-services";

import { typeName, type RepairRequest } from "#intent";

import type { Snapshot } from "./workspace.ts";

/** Fewer members than this may be taken from anything. */
const takenMin = 3;

/**
 * Whether an object is put together from one thing that is no contract's: a row, a line that was split, a parsed text.
 * However it is read (`row.name`, `row.text("name")`, `cells[2]`, `text(row, "name")`, parts of a pattern), most values name
 * the same local, and that local is of no stamped type. A copy of something stamped, or a new thing made of what an rpc
 * was given, is none.
 */
export function isPutTogether(
  request: RepairRequest,
  snapshot: Snapshot,
  literal: ts.ObjectLiteralExpression,
  owner: ts.Type,
): boolean {
  const given = literal.properties.flatMap((property) => {
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    return value === undefined ? [] : [value];
  });
  const counts = new Map<ts.Node, number>();
  for (const value of given)
    for (const root of rootsOf(snapshot, value)) counts.set(root, (counts.get(root) ?? 0) + 1);
  return [...counts].some(
    ([root, count]) =>
      count >= takenMin &&
      count * 2 > given.length &&
      isRaw(request, snapshot, root) &&
      (hasKey(request, owner) || !isInOrder(snapshot, root)),
  );
}

/** Parameters and variables, or the patterns that take them apart, that a value is made of. */
function rootsOf({ checker }: Snapshot, value: ts.Node): ReadonlySet<ts.Node> {
  const found = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node)) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      let declared: ts.Node | undefined = symbol?.valueDeclaration;
      while (declared !== undefined && ts.isBindingElement(declared))
        declared = declared.parent.parent;
      const isLocal =
        declared !== undefined &&
        (ts.isParameter(declared) || ts.isVariableDeclaration(declared)) &&
        ts.findAncestor(declared, ts.isFunctionLike) !== undefined;
      if (isLocal && declared !== undefined && declared.getSourceFile() === value.getSourceFile())
        found.add(declared);
    }
    ts.forEachChild(node, visit);
  };
  visit(value);
  return found;
}

/** Whether a local holds parts in an order: a list, or a pattern that takes one apart. */
function isInOrder({ checker }: Snapshot, root: ts.Node): boolean {
  const type = checker.getTypeAtLocation(root);
  const isPattern =
    (ts.isVariableDeclaration(root) || ts.isParameter(root)) && ts.isArrayBindingPattern(root.name);
  return isPattern || checker.isArrayType(type) || checker.isTupleType(type);
}

/** Whether a local is of a type that no stamp declares. */
function isRaw(
  { stampedAfter }: RepairRequest,
  { checker, pathOf }: Snapshot,
  root: ts.Node,
): boolean {
  const type = checker.getTypeAtLocation(root).getNonNullableType();
  return !(type.symbol?.declarations ?? []).some((one) =>
    stampedAfter.has(pathOf(one.getSourceFile())),
  );
}

/** An expression in which most members of one stamped thing are written down one by one. */
export interface WrittenRow {
  readonly node: ts.Expression;
  /** The type that is written, as the stamp declares it. */
  readonly owner: ts.Type;
}

/**
 * Objects, lists and texts that take most members out of one stamped thing, each by its name: a row, a line, the
 * parameters of a statement. What spreads the thing takes all of it over; what becomes something stamped itself is a
 * mapping between contracts.
 */
export function writtenRows(
  request: RepairRequest,
  snapshot: Snapshot,
  tree: ts.SourceFile,
): readonly WrittenRow[] {
  const found: WrittenRow[] = [];
  const visit = (node: ts.Node): void => {
    const known = found.length;
    ts.forEachChild(node, visit);
    const isRow =
      ts.isObjectLiteralExpression(node) ||
      ts.isArrayLiteralExpression(node) ||
      ts.isTemplateExpression(node);
    // What holds a row, an object with functions that write and read it above all, is none itself.
    const owner = isRow && found.length === known ? writtenBy(request, snapshot, node) : undefined;
    if (owner !== undefined && isRow) found.push({ node, owner });
  };
  visit(tree);
  return found.filter(
    ({ node, owner }) => ts.isObjectLiteralExpression(node) || hasKey(request, owner),
  );
}

/**
 * Whether a stamped type is told apart by a key: such things are kept in lines. What has none is a value, and its parts
 * in an order (`central/12`) are a notation, in which what is not said has its default.
 */
const hasKey = ({ after }: RepairRequest, { symbol }: ts.Type): boolean =>
  [...after.services.values()].some(({ entities }) =>
    entities.some(
      ({ name, fields }) =>
        typeName("typescript", name) === symbol?.name && fields.some(({ key }) => key),
    ),
  );

/** How much of a type has to be written for a row of it. */
const share = 0.6;

function writtenBy(
  request: RepairRequest,
  snapshot: Snapshot,
  node: ts.Expression,
): ts.Type | undefined {
  const { checker } = snapshot;
  const wanted = ts.isObjectLiteralExpression(node) ? checker.getContextualType(node) : undefined;
  if (wanted !== undefined && isStamped(request, snapshot, wanted)) return undefined;
  const reads = new Map<ts.Node, Set<string>>();
  const whole = new Set<ts.Node>();
  const visit = (at: ts.Node): void => {
    const read = ts.isExpression(at) ? memberRead(snapshot, at) : undefined;
    if (read !== undefined) reads.set(read.of, (reads.get(read.of) ?? new Set()).add(read.name));
    if (ts.isSpreadAssignment(at) || ts.isSpreadElement(at)) {
      const taken = memberRead(snapshot, at.expression) ?? wholeRead(snapshot, at.expression);
      if (taken !== undefined && taken.name === "") whole.add(taken.of);
    }
    ts.forEachChild(at, visit);
  };
  visit(node);
  for (const [of, names] of reads) {
    const type = checker.getTypeAtLocation(of).getNonNullableType();
    if (whole.has(of) || !isStamped(request, snapshot, type)) continue;
    const all = type.getProperties();
    const own = all.filter(({ name }) => names.has(name));
    if (own.length >= Math.max(takenMin, all.length * share)) return type;
  }
  return undefined;
}

/** A member that an expression reads, and what it reads it of: a local, or a pattern; the rest of a pattern has no name. */
function memberRead(
  { checker }: Snapshot,
  node: ts.Expression,
): { of: ts.Node; name: string } | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const declared = checker.getSymbolAtLocation(node.expression)?.valueDeclaration;
    return declared === undefined ? undefined : { of: declared, name: node.name.text };
  }
  if (!ts.isIdentifier(node)) return undefined;
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  const declared = symbol?.valueDeclaration;
  if (declared === undefined || !ts.isBindingElement(declared)) return undefined;
  if (!ts.isObjectBindingPattern(declared.parent)) return undefined;
  const name =
    declared.dotDotDotToken === undefined ? (declared.propertyName ?? declared.name).getText() : "";
  return { of: declared.parent, name };
}

/** The local that a spread takes over as it is. */
function wholeRead(
  { checker }: Snapshot,
  node: ts.Expression,
): { of: ts.Node; name: string } | undefined {
  const declared = ts.isIdentifier(node)
    ? checker.getSymbolAtLocation(node)?.valueDeclaration
    : undefined;
  return declared === undefined ? undefined : { of: declared, name: "" };
}

/** Whether a type is an interface of a stamp. */
export const isStamped = (
  { stampedAfter }: RepairRequest,
  { pathOf }: Snapshot,
  type: ts.Type,
): boolean =>
  (type.isUnion() ? type.types : [type]).some((part) =>
    (part.symbol?.declarations ?? []).some(
      (one) => ts.isInterfaceDeclaration(one) && stampedAfter.has(pathOf(one.getSourceFile())),
    ),
  );
