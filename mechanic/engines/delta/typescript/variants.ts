import ts from "typescript-services";

import { variantName, type Change, type Enum, type RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { armSlot, joiningArms } from "./arms.ts";
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
    eachLiteral(request, snapshot, oldText, (file, node) => {
      if (!isEnum(meantType(snapshot.checker, node), wireNames(before))) return;
      const because = `The value \`${oldText}\` of ${change.symbol} is \`${newText}\` now.`;
      edits.add({
        file,
        start: node.getStart() + 1,
        end: node.getEnd() - 1,
        text: newText,
        change: change.symbol,
        rule: "rename-variant",
        certainty: "certain",
        because,
      });
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

/** The type that a literal is meant to be: its context's, or that of what it is compared with. */
function meantType(checker: ts.TypeChecker, node: ts.StringLiteralLike): ts.Type | undefined {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) {
    return checker.getTypeAtLocation(parent.left === node ? parent.right : parent.left);
  }
  if (ts.isCaseClause(parent)) return checker.getTypeAtLocation(parent.parent.parent.expression);
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
          isEnum(snapshot.checker.getTypeAtLocation(node.expression), wireNames(declared))
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
