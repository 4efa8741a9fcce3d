import ts from "typescript-services";

import { variantName, type Change, type Enum, type RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { armSlot, joiningArms } from "./arms.ts";
import { isKeyedBy } from "./enum-keys.ts";
import { expectationPairs } from "./expectations.ts";
import { enclosingName } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/** The enum of a model that a variant's symbol (`users/Plan.free`) belongs to. */
export function enumOf(
  services: RepairRequest["before"]["services"],
  symbol: string,
): Enum | undefined {
  const [service = "", rest = ""] = symbol.split("/");
  return services.get(service)?.enums.find((one) => one.name === rest.split(".")[0]);
}

/** The values of an enum, as code spells them. */
export const wireNames = (declared: Enum): ReadonlySet<string> =>
  new Set(declared.variants.map((variant) => variantName("typescript", variant)));

/** Whether a type is that enum: a union that holds every one of its values. Another union with one value in common is not. */
export function isEnum(type: ts.Type | undefined, names: ReadonlySet<string>): boolean {
  if (type === undefined || !type.isUnion()) return false;
  const values = new Set(
    type.types.filter((part) => part.isStringLiteral()).map((part) => part.value),
  );
  return names.size > 0 && [...names].every((name) => values.has(name));
}

/** The type of a value as it is declared: what was asked in front of a place may have left only some of the variants. */
export function declaredType(checker: ts.TypeChecker, node: ts.Expression): ts.Type {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  const symbol = checker.getSymbolAtLocation(name);
  const isDeclared = (symbol?.flags ?? 0) & (ts.SymbolFlags.Variable | ts.SymbolFlags.Property);
  return symbol === undefined || isDeclared === 0
    ? checker.getTypeAtLocation(node)
    : checker.getTypeOfSymbol(symbol);
}

/** Respells the literals of a renamed variant where the type checker says that they are of this enum. */
export function renameVariants(request: RepairRequest, snapshot: Snapshot, edits: EditList): void {
  for (const change of request.changes) {
    if (change.kind !== "variant-renamed" || change.guess !== undefined) continue;
    const [before, after] = [
      enumOf(request.before.services, change.fromSymbol ?? change.symbol),
      enumOf(request.after.services, change.symbol),
    ];
    const from = before?.variants.find((variant) => variant.name === change.from);
    const to = after?.variants.find((variant) => variant.name === change.to);
    if (before === undefined || from === undefined || to === undefined) continue;
    const [oldText, newText] = [variantName("typescript", from), variantName("typescript", to)];
    if (oldText === newText) continue;
    const names = wireNames(before);
    const because = `The value \`${oldText}\` of ${change.symbol} is \`${newText}\` now.`;
    const respell = (file: string, node: ts.Node, quote: number, text: string): void =>
      edits.add({
        file,
        start: node.getStart() + quote,
        end: node.getEnd() - quote,
        text,
        change: change.symbol,
        rule: "rename-variant",
        certainty: "certain",
        because,
      });
    const expected = expectedTexts(request, snapshot, oldText, names);
    eachLiteral(request, snapshot, oldText, (file, node) => {
      const isMeant =
        isEnum(meantType(snapshot.checker, node), names) ||
        expected.has(node) ||
        becomesOne(snapshot, node, names);
      if (isMeant) respell(file, node, 1, newText);
    });
    // `["web", "on the web"]` of a map that is asked for variants.
    eachLiteral(request, snapshot, oldText, (file, node) => {
      const { parent } = node;
      if (!ts.isArrayLiteralExpression(parent) || parent.elements.length !== 2) return;
      if (parent.elements[0] !== node || !ts.isArrayLiteralExpression(parent.parent)) return;
      if (isKeyedBy(snapshot, parent.parent, names)) respell(file, node, 1, newText);
    });
    eachKey(request, snapshot, oldText, (file, name) => {
      const literal = name.parent.parent;
      if (!ts.isObjectLiteralExpression(literal) || !isKeyedBy(snapshot, literal, names)) return;
      const isName = /^[A-Za-z_$][\w$]*$/.test(newText);
      if (ts.isStringLiteral(name)) respell(file, name, 1, newText);
      else respell(file, name, 0, isName ? newText : JSON.stringify(newText));
    });
  }
}

function eachLiteral(
  request: RepairRequest,
  snapshot: Snapshot,
  text: string,
  found: (file: string, node: ts.StringLiteralLike) => void,
): void {
  for (const file of request.sources.keys()) {
    const tree = snapshot.file(file);
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) && node.text === text) found(file, node);
      ts.forEachChild(node, visit);
    };
    if (tree !== undefined) visit(tree);
  }
}

/** Keys of that name in object literals. */
function eachKey(
  request: RepairRequest,
  snapshot: Snapshot,
  text: string,
  found: (file: string, name: ts.Identifier | ts.StringLiteral) => void,
): void {
  for (const file of request.sources.keys()) {
    const visit = (node: ts.Node): void => {
      if (
        ts.isPropertyAssignment(node) &&
        (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) &&
        node.name.text === text
      )
        found(file, node.name);
      ts.forEachChild(node, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
  }
}

/** Literals of that text that tests expect of a value of the enum. */
function expectedTexts(
  request: RepairRequest,
  snapshot: Snapshot,
  text: string,
  names: ReadonlySet<string>,
): ReadonlySet<ts.Node> {
  const found = new Set<ts.Node>();
  for (const file of request.tests) {
    const visit = (node: ts.Node): void => {
      for (const { literal, type, actual } of ts.isCallExpression(node)
        ? expectationPairs(snapshot, node)
        : []) {
        const own = actual === undefined ? type : snapshot.checker.getTypeAtLocation(actual);
        if (ts.isStringLiteralLike(literal) && literal.text === text && isEnum(own, names))
          found.add(literal);
      }
      ts.forEachChild(node, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
  }
  return found;
}

/**
 * Whether a literal that keeps its own type (`["late"] as const`) becomes a value of the enum further on in its function:
 * something of that type is given where the enum is wanted.
 */
function becomesOne(
  { checker }: Snapshot,
  node: ts.StringLiteralLike,
  names: ReadonlySet<string>,
): boolean {
  const asserts = ts.findAncestor(node, ts.isAsExpression);
  if (asserts === undefined || asserts.type.getText() !== "const") return false;
  const scope = ts.findAncestor(node, ts.isFunctionLike) ?? node.getSourceFile();
  const visit = (at: ts.Node): boolean => {
    if (ts.isIdentifier(at) && ts.isExpression(at)) {
      const type = checker.getTypeAtLocation(at);
      const parts = type.isUnion() ? type.types : [type];
      const isOne =
        parts.every((part) => part.isStringLiteral() && names.has(part.value)) &&
        parts.some((part) => part.isStringLiteral() && part.value === node.text);
      if (isOne && isEnum(checker.getContextualType(at), names)) return true;
    }
    return ts.forEachChild(at, (child) => visit(child) || undefined) ?? false;
  };
  return visit(scope);
}

/** The type that a literal is meant to be: its context's, or that of what it is compared with. */
function meantType(checker: ts.TypeChecker, node: ts.StringLiteralLike): ts.Type | undefined {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) {
    return declaredType(checker, parent.left === node ? parent.right : parent.left);
  }
  if (ts.isCaseClause(parent)) return declaredType(checker, parent.parent.parent.expression);
  return checker.getContextualType(node);
}

/** A new variant is a decision wherever the old ones are told apart: no compiler objects to an open enum's default arm. */
export function askVariantArms(request: RepairRequest, snapshot: Snapshot, holes: HoleList): void {
  for (const change of request.changes.filter((one) => one.kind === "variant-added")) {
    const declared = enumOf(request.after.services, change.symbol);
    const added = declared?.variants.find(
      (variant) => variant.name === change.symbol.split(".").at(-1),
    );
    if (declared === undefined || added === undefined) continue;
    const name = variantName("typescript", added);
    for (const file of request.sources.keys()) {
      const tree = snapshot.file(file);
      const visit = (node: ts.Node): void => {
        if (
          ts.isSwitchStatement(node) &&
          isEnum(declaredType(snapshot.checker, node.expression), wireNames(declared))
        )
          askArm(snapshot, file, node, name, change, holes);
        ts.forEachChild(node, visit);
      };
      if (tree !== undefined) visit(tree);
    }
  }
}

function askArm(
  snapshot: Snapshot,
  file: string,
  node: ts.SwitchStatement,
  name: string,
  change: Change,
  holes: HoleList,
): void {
  const arms = node.caseBlock.clauses.flatMap((clause) =>
    ts.isCaseClause(clause) && ts.isStringLiteralLike(clause.expression)
      ? [clause.expression.text]
      : [],
  );
  if (arms.length === 0 || arms.includes(name)) return;
  const text = snapshot.texts.get(file) ?? "";
  const choices = joiningArms(file, node, name);
  const span = { start: node.getStart(), end: node.getEnd() };
  const question = `\`${name}\` of ${change.symbol} is new: what happens to it in this switch?`;
  holes.add({
    kind: "variant-arm",
    file,
    text,
    span,
    delta: change.symbol,
    inside: enclosingName(node),
    question,
    candidates: choices.map(({ label }) => label),
    choices,
    slot: armSlot(node, name),
  });
}
