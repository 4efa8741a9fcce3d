import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import type { Deletions, Reason } from "./deletions.ts";
import { hasEffect } from "./effects.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Lets go what nothing needs any more once other things have gone: an import, a constant, a part of a pattern, the last
 * parameter of a function with its arguments, a condition between two equal branches. Only what was used by what went is
 * looked at, and only where nothing else hangs on it.
 */
export function dropUnused(
  request: RepairRequest,
  snapshot: Snapshot,
  gone: Deletions,
  seeds: readonly (readonly [ts.Node, Reason])[],
  isOpen: (declared: ts.Node) => boolean,
): void {
  const queue = [...seeds];
  const seen = new Set<ts.Node>();
  const drop = (
    node: ts.Node,
    reason: Reason,
    delete_: (node: ts.Node, r: Reason) => void,
  ): void => {
    delete_(node, reason);
    queue.push([node, reason]);
  };
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [node, reason] = next;
    collapse(snapshot, gone, node, reason, queue);
    for (const declared of usedBy(snapshot, node)) {
      if (seen.has(declared) || gone.covers(declared)) continue;
      if (!request.sources.has(snapshot.pathOf(declared.getSourceFile()))) continue;
      if (!isUnused(snapshot, gone, declared)) continue;
      // What is asked about beside it may want it.
      if (!ts.isImportSpecifier(declared) && isOpen(declared)) continue;
      seen.add(declared);
      if (ts.isImportSpecifier(declared)) dropImport(declared, gone, reason);
      else if (ts.isBindingElement(declared)) dropBinding(snapshot, declared, gone, reason);
      else if (ts.isVariableDeclaration(declared)) {
        const statement = declared.parent.parent;
        const isAlone =
          ts.isVariableStatement(statement) && statement.declarationList.declarations.length === 1;
        const isExported = (ts.getCombinedModifierFlags(declared) & ts.ModifierFlags.Export) !== 0;
        if (
          isAlone &&
          !isExported &&
          declared.initializer !== undefined &&
          !hasEffect(snapshot, declared.initializer)
        )
          drop(statement, reason, gone.whole);
      } else if (ts.isParameter(declared)) dropParameter(snapshot, declared, gone, reason, queue);
    }
  }
}

/** Declarations that are named inside a node. */
function usedBy({ checker }: Snapshot, node: ts.Node): readonly ts.Declaration[] {
  const found = new Set<ts.Declaration>();
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at)) {
      const symbol = ts.isShorthandPropertyAssignment(at.parent)
        ? checker.getShorthandAssignmentValueSymbol(at.parent)
        : checker.getSymbolAtLocation(at);
      const declared = symbol?.declarations?.[0];
      if (declared !== undefined) found.add(declared);
    }
    ts.forEachChild(at, visit);
  };
  visit(node);
  return [...found];
}

/** Whether all that names a declaration has gone. */
function isUnused(snapshot: Snapshot, gone: Deletions, declared: ts.Declaration): boolean {
  const name = ts.getNameOfDeclaration(declared);
  if (name === undefined || !ts.isIdentifier(name)) return false;
  const tree = declared.getSourceFile();
  const symbol = snapshot.checker.getSymbolAtLocation(name);
  if (symbol === undefined) return false;
  const uses = (node: ts.Node): boolean => {
    if (
      ts.isIdentifier(node) &&
      node !== name &&
      node.text === name.text &&
      !gone.covers(node) &&
      (ts.isShorthandPropertyAssignment(node.parent)
        ? snapshot.checker.getShorthandAssignmentValueSymbol(node.parent)
        : snapshot.checker.getSymbolAtLocation(node)) === symbol
    )
      return true;
    return ts.forEachChild(node, (child) => uses(child) || undefined) ?? false;
  };
  return !uses(tree);
}

/** An import's name, and the whole import with the last of them. */
export function dropImport(node: ts.ImportSpecifier, gone: Deletions, reason: Reason): void {
  gone.element(node, reason);
  const clause = node.parent.parent;
  if (clause.name !== undefined || !node.parent.elements.every((one) => gone.covers(one))) return;
  gone.whole(clause.parent, reason);
}

/** A part of a pattern; beside a rest it stays, since the rest would take it in. */
function dropBinding(
  snapshot: Snapshot,
  node: ts.BindingElement,
  gone: Deletions,
  reason: Reason,
): void {
  const { parent: pattern } = node;
  if (node.dotDotDotToken !== undefined) return;
  if (node.initializer !== undefined && hasEffect(snapshot, node.initializer)) return;
  if (ts.isArrayBindingPattern(pattern)) {
    // Only the last place of a list can go without a hole in it.
    if (pattern.elements.length > 1 && pattern.elements.at(-1) === node) gone.element(node, reason);
    return;
  }
  const hasRest = pattern.elements.some((one) => one.dotDotDotToken !== undefined);
  if (hasRest && !gone.covers(node)) return;
  if (pattern.elements.every((one) => one === node || gone.covers(one))) {
    const owner = pattern.parent;
    const isLast = ts.isParameter(owner) && owner.parent.parameters.at(-1) === owner;
    // An empty pattern in front of other parameters would say nothing; it is left to people.
    if (isLast) gone.element(owner, reason);
    else if (
      ts.isVariableDeclaration(owner) &&
      ts.isVariableStatement(owner.parent.parent) &&
      owner.initializer !== undefined &&
      !hasEffect(snapshot, owner.initializer)
    )
      gone.whole(owner.parent.parent, reason);
    return;
  }
  gone.element(node, reason);
}

/** The last parameter of a hand-written function, with what all its callers give for it. */
function dropParameter(
  snapshot: Snapshot,
  node: ts.ParameterDeclaration,
  gone: Deletions,
  reason: Reason,
  queue: (readonly [ts.Node, Reason])[],
): void {
  const owner = node.parent;
  const at = owner.parameters.indexOf(node);
  if (at !== owner.parameters.length - 1 || node.dotDotDotToken !== undefined) return;
  const name = nameOf(owner);
  if (name === undefined) return;
  const isAnswer = ts.isMethodDeclaration(owner) && isImplementing(owner);
  // Who calls by the interface goes on giving what the interface says.
  const calls = callsOf(
    snapshot,
    name,
    (mention) =>
      !isAnswer ||
      snapshot.checker.getSymbolAtLocation(mention)?.declarations?.includes(owner) === true,
  );
  const given = calls?.flatMap((call) => call.arguments[at] ?? []);
  if (given === undefined || given.some((one) => hasEffect(snapshot, one))) return;
  gone.element(node, reason);
  for (const one of given) {
    gone.element(one, reason);
    queue.push([one, reason]);
  }
}

/** Whether a method stands in a class that only implements interfaces: a method may always ask for less than they give. */
const isImplementing = ({ parent }: ts.MethodDeclaration): boolean =>
  ts.isClassLike(parent) &&
  (parent.heritageClauses ?? []).length > 0 &&
  (parent.heritageClauses ?? []).every(({ token }) => token === ts.SyntaxKind.ImplementsKeyword);

/** What a function is called by, where nobody else declares how it looks: no interface, no annotation, no override. */
function nameOf(owner: ts.SignatureDeclaration): ts.Node | undefined {
  if (ts.isFunctionDeclaration(owner)) return owner.name;
  if (ts.isMethodDeclaration(owner))
    return ts.isClassLike(owner.parent) &&
      (owner.parent.heritageClauses === undefined || isImplementing(owner))
      ? owner.name
      : undefined;
  const { parent } = owner;
  return ts.isArrowFunction(owner) && ts.isVariableDeclaration(parent) && parent.type === undefined
    ? parent.name
    : undefined;
}

/** All calls of a function, of those mentions that are meant; `undefined` where it is also handed around. */
function callsOf(
  snapshot: Snapshot,
  name: ts.Node,
  isMeant: (mention: ts.Node) => boolean,
): readonly ts.CallExpression[] | undefined {
  const found: ts.CallExpression[] = [];
  const tree = name.getSourceFile();
  const references = snapshot.service.findReferences(tree.fileName, name.getStart()) ?? [];
  for (const { fileName, textSpan, isDefinition } of references.flatMap((one) => one.references)) {
    const file = snapshot.file(snapshot.relative(fileName));
    if (isDefinition === true || file === undefined) continue;
    let at: ts.Node = tokenAt(file, textSpan.start);
    if (ts.isImportSpecifier(at.parent)) continue;
    if (at === name || !isMeant(at)) continue;
    if (ts.isPropertyAccessExpression(at.parent) && at.parent.name === at) at = at.parent;
    const { parent } = at;
    if (!ts.isCallExpression(parent) || parent.expression !== at) return undefined;
    if (parent.arguments.some((one) => ts.isSpreadElement(one))) return undefined;
    found.push(parent);
  }
  return found;
}

function tokenAt(file: ts.SourceFile, start: number): ts.Node {
  const inside = (node: ts.Node): ts.Node =>
    ts.forEachChild(node, (child) =>
      child.getStart(file) <= start && start < child.getEnd() ? inside(child) : undefined,
    ) ?? node;
  return inside(file);
}

/** `x === undefined ? a : a` is `a` once what told the branches apart has gone. */
function collapse(
  snapshot: Snapshot,
  gone: Deletions,
  node: ts.Node,
  reason: Reason,
  queue: (readonly [ts.Node, Reason])[],
): void {
  const found = ts.findAncestor(node, ts.isConditionalExpression);
  if (found === undefined || gone.covers(found)) return;
  const { condition, whenTrue, whenFalse } = found;
  const bare = (text: string): string => text.replaceAll(/\s+/g, "").replaceAll(/,(?=[)\]}])/g, "");
  if (bare(gone.rest(whenTrue)) !== bare(gone.rest(whenFalse))) return;
  if (hasEffect(snapshot, condition)) return;
  const file = found.getSourceFile();
  gone.stretch(file, { start: condition.getStart(), end: whenTrue.getStart() }, reason);
  gone.stretch(file, { start: whenTrue.getEnd(), end: found.getEnd() }, reason);
  queue.push([condition, reason], [whenFalse, reason]);
}
