import ts from "typescript-services";

import { camelCase, fieldName, type Change, type RepairRequest, type TypeRef } from "#intent";

import type { EditList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import { sameNode } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * An answer that came by itself and comes inside of an entity now: where exactly one of its fields is what was answered
 * before, that field is what goes on. Taken out where the answer is used as a whole, in production code.
 */
export function unwrapAnswers(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
  edits: EditList,
): void {
  for (const change of request.changes) {
    const field = change.kind === "rpc-output-changed" ? fieldInside(request, change) : undefined;
    for (const file of field === undefined ? [] : request.sources.keys()) {
      const [tree, now] = [before.file(file), stamped.file(file)];
      if (tree === undefined || now === undefined || request.tests.has(file)) continue;
      const visit = (node: ts.Node): void => {
        if (ts.isIdentifier(node) && field !== undefined && isWhole(node, field)) {
          const same = sameNode(now, node);
          if (same !== undefined && isAnswer(before, stamped, node, same, change))
            take(file, node, field, change, edits);
        }
        ts.forEachChild(node, visit);
      };
      visit(tree);
    }
  }
}

/** The one field of the new answer that is what the old one was. */
function fieldInside(request: RepairRequest, { fromType, toType }: Change): string | undefined {
  if (fromType === undefined || toType?.kind !== "named") return undefined;
  const fields =
    request.after.services.get(toType.service)?.entities.find(({ name }) => name === toType.name)
      ?.fields ?? [];
  const same = fields.filter(({ type }) => spelt(type) === spelt(fromType));
  const [only, more] = same;
  return only === undefined || more !== undefined ? undefined : fieldName("typescript", only);
}

const spelt = (type: TypeRef): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "span" ? undefined : value));

/** Whether a name stands for the value itself, and not for a part of it or a test of it. */
function isWhole(node: ts.Identifier, field: string): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent))
    return parent.operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword;
  return (
    ts.isReturnStatement(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isCallExpression(parent) ||
    ts.isForOfStatement(parent) ||
    ts.isSpreadElement(parent) ||
    (ts.isPropertyAccessExpression(parent) &&
      parent.expression === node &&
      parent.name.text !== field)
  );
}

/** Whether a name holds the rpc's answer, was a list or the like, and is the entity around it now. */
function isAnswer(
  before: Snapshot,
  stamped: Snapshot,
  node: ts.Identifier,
  same: ts.Node,
  { symbol }: Change,
): boolean {
  const declared = before.checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (declared === undefined || !ts.isVariableDeclaration(declared) || declared.name === node)
    return false;
  const rpc = camelCase(symbol.slice(symbol.lastIndexOf(":") + 1).replace(/\.out$/, ""));
  const calls = (at: ts.Node): boolean =>
    (ts.isCallExpression(at) &&
      ts.isPropertyAccessExpression(at.expression) &&
      at.expression.name.text === rpc) ||
    (ts.forEachChild(at, (child) => calls(child) || undefined) ?? false);
  if (declared.initializer === undefined || !calls(declared.initializer)) return false;
  const [was, is] = [
    before.checker.getTypeAtLocation(node),
    stamped.checker.getTypeAtLocation(same),
  ];
  return was.symbol?.name !== is.symbol?.name && !is.isUnion() && is.symbol !== undefined;
}

function take(
  file: string,
  node: ts.Identifier,
  field: string,
  change: Change,
  edits: EditList,
): void {
  edits.add({
    file,
    start: node.getStart(),
    end: node.getEnd(),
    text: `${node.text}.${field}`,
    change: change.symbol,
    rule: "unwrap-answer",
    certainty: "certain",
    because: `${happened(change)}: what it was is its \`${field}\`.`,
  });
}
