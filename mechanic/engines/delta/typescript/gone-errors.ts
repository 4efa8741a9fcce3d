import ts from "typescript-services";

import { derived, type Change } from "#intent";

import type { GoneName, Leaving } from "./gone.ts";
import { askedPlace } from "./asked-place.ts";
import { happened } from "./happened.ts";
import { enclosingName, sameNode } from "./places.ts";
import { settle } from "./settled.ts";
import { valueSlot } from "./slots.ts";
import { dropImport } from "./unused.ts";

/**
 * What becomes of declarations that are gone as a whole, an error above all: `answer instanceof NotFound` is never true
 * any more, so its branch goes; what still makes one (`new NotFound(…)`), or calls for one in its place, is asked about;
 * and an import goes with its last use. The compiler takes an import that is missing for anything and says no more.
 */
export function dropGoneErrors(leaving: Leaving): void {
  for (const file of leaving.request.sources.keys()) {
    const tree = leaving.before.file(file);
    if (tree === undefined) continue;
    const imports: ts.ImportSpecifier[] = [];
    const typed = new Set<GoneName>();
    const visit = (node: ts.Node): void => {
      if (ts.isImportSpecifier(node)) {
        if (namedBy(leaving, node.name) !== undefined) imports.push(node);
        return;
      }
      const found = ts.isIdentifier(node) ? namedBy(leaving, node) : undefined;
      if (found !== undefined) use(leaving, file, node, found, typed);
      const never = ts.isBinaryExpression(node) ? neverComes(leaving, node) : undefined;
      if (ts.isBinaryExpression(node) && never !== undefined && !leaving.gone.covers(node))
        branch(leaving, node, never);
      ts.forEachChild(node, visit);
    };
    visit(tree);
    for (const node of imports) leave(leaving, node);
  }
}

/** The gone declaration that an identifier names, through its import. */
function namedBy({ before, names }: Leaving, node: ts.Identifier): GoneName | undefined {
  const symbol = names.size === 0 ? undefined : before.checker.getSymbolAtLocation(node);
  if (symbol === undefined) return undefined;
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const [declared] =
    (isAlias ? before.checker.getAliasedSymbol(symbol) : symbol).declarations ?? [];
  return declared === undefined || ts.isTypeElement(declared) || ts.isClassElement(declared)
    ? undefined
    : names.get(declared);
}

function use(
  leaving: Leaving,
  file: string,
  node: ts.Node,
  found: GoneName,
  typed: Set<GoneName>,
): void {
  const { gone, holes, request } = leaving;
  const { parent } = node;
  if (gone.covers(node) || isIn(leaving, node)) return;
  const isTest =
    ts.isBinaryExpression(parent) &&
    parent.right === node &&
    parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  if (isTest && !found.isReplaced) {
    if (isIn(leaving, parent)) return;
    const work = worksInstead(parent);
    if (work !== undefined) return askWork(leaving, file, work, found);
    if (branch(leaving, parent, found.change)) return;
  }
  if (!found.isReplaced && dropFromUnion(leaving, node, found)) return;
  // What came in its place asks there, too.
  if (isTest && found.isReplaced) return;
  if (ts.isMemberName(node) && ts.isPropertyAccessExpression(parent) && parent.name === node)
    return;
  // A type is asked about once a file: what stands for it there is one decision.
  if (ts.isTypeReferenceNode(parent) || ts.isExpressionWithTypeArguments(parent)) {
    if (typed.has(found)) return;
    typed.add(found);
  }
  const place = isTest || isMade(parent, node) ? parent : node;
  holes.add({
    kind: "removed-symbol",
    file,
    text: request.sources.get(file) ?? "",
    span: { start: place.getStart(), end: place.getEnd() },
    delta: found.change.symbol,
    inside: enclosingName(place),
    question: `${happened(found.change)}: what takes the place of \`${node.getText()}\` here?`,
    slot: ts.isTypeReferenceNode(place) ? undefined : valueSlot(place),
  });
}

/** Whether a node stands in what is asked about as a whole already. */
const isIn = ({ told }: Leaving, node: ts.Node): boolean =>
  ts.findAncestor(node, (at) => told.has(at)) !== undefined;

/** The branch for an error in which the code does something else and waits for it: a way out that somebody may still want. */
function worksInstead(test: ts.Node): ts.IfStatement | undefined {
  const around = ts.findAncestor(test, ts.isStatement);
  if (around === undefined || !ts.isIfStatement(around)) return undefined;
  const waits = (node: ts.Node): boolean =>
    ts.isAwaitExpression(node) ||
    (ts.forEachChild(node, (one) => waits(one) || undefined) ?? false);
  const isCondition = around.expression.pos <= test.pos && test.end <= around.expression.end;
  return isCondition && waits(around.thenStatement) ? around : undefined;
}

function askWork(leaving: Leaving, file: string, work: ts.IfStatement, { change }: GoneName): void {
  leaving.told.add(work);
  leaving.holes.add({
    kind: "removed-symbol",
    ...askedPlace(leaving.request, file, work, change),
    question: `${happened(change)}: when does the code go this way now?`,
  });
}

/** `Parcel | Lost` is a `Parcel` where nobody is lost any more. */
function dropFromUnion({ gone, seeds }: Leaving, node: ts.Node, { change }: GoneName): boolean {
  const type = node.parent;
  const union = type.parent;
  if (!ts.isTypeReferenceNode(type) || !ts.isUnionTypeNode(union)) return false;
  const at = union.types.findIndex((one) => one === type);
  const [before, next] = [union.types[at - 1], union.types[at + 1]];
  const because = `${happened(change)}: \`${node.getText()}\` is no answer any more.`;
  const reason = { change, rule: "drop-gone", because };
  if (before !== undefined)
    gone.stretch(type.getSourceFile(), { start: before.getEnd(), end: type.getEnd() }, reason);
  else if (next !== undefined)
    gone.stretch(type.getSourceFile(), { start: type.getStart(), end: next.getStart() }, reason);
  else return false;
  seeds.push([type, reason]);
  return true;
}

const isMade = (parent: ts.Node, node: ts.Node): boolean =>
  (ts.isNewExpression(parent) || ts.isCallExpression(parent)) && parent.expression === node;

/** The change by which an error that lives on is no answer of what is tested here any more. */
function neverComes(
  { request, before, stamped }: Leaving,
  node: ts.BinaryExpression,
): Change | undefined {
  if (node.operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword) return undefined;
  const name = node.right.getText();
  const change = request.changes.find(
    ({ kind, from }) =>
      kind === "rpc-error-removed" &&
      from !== null &&
      derived.error(from.slice(from.lastIndexOf(":") + 1)) === name,
  );
  // What came in its place may mean what it meant.
  const isExchanged = request.changes.some(
    ({ kind, symbol }) => kind === "rpc-error-added" && symbol === change?.symbol,
  );
  if (change === undefined || isExchanged) return undefined;
  const tree = stamped.file(before.pathOf(node.getSourceFile()));
  const same = tree === undefined ? undefined : sameNode(tree, node.left);
  if (same === undefined) return undefined;
  const may = (snapshot: typeof before, at: ts.Node): boolean => {
    const type = snapshot.checker.getTypeAtLocation(at);
    return (type.isUnion() ? type.types : [type]).some(
      (part) =>
        part.symbol?.name === name ||
        (part.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0,
    );
  };
  return may(before, node.left) && !may(stamped, same) ? change : undefined;
}

function branch(leaving: Leaving, node: ts.BinaryExpression, change: Change): boolean {
  const { before, gone, seeds } = leaving;
  const because = `${happened(change)}: \`${node.getText()}\` is never true any more.`;
  const reason = { change, rule: "drop-dead-branch", because };
  return settle({ snapshot: before, gone, reason, seeds }, node, false);
}

/**
 * An import of what is gone goes, also where its uses are asked about: no answer names it. Where another one took its place,
 * the answer says what is imported instead.
 */
function leave({ before, gone, names }: Leaving, node: ts.ImportSpecifier): void {
  const symbol = before.checker.getSymbolAtLocation(node.name);
  const [declared] =
    symbol === undefined ? [] : (before.checker.getAliasedSymbol(symbol).declarations ?? []);
  const found = declared === undefined ? undefined : names.get(declared);
  if (found === undefined || found.isReplaced) return;
  dropImport(node, gone, {
    change: found.change,
    rule: "drop-gone",
    because: `${happened(found.change)}: there is no \`${node.name.text}\` to import any more.`,
  });
}
