import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import type { EditList } from "../shared/index.ts";
import type { Renamed } from "./rename.ts";
import { propertyOf } from "./seen.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Names of members that go around as values: `type TextField = "title" | "isbn"` behind `book[field]`. The texts of a type
 * whose values read a renamed member are names of members, so each that is of this type follows.
 */
export function renameKeys(
  request: RepairRequest,
  snapshot: Snapshot,
  renamed: readonly Renamed[],
  edits: EditList,
): void {
  const byDeclaration = new Map(
    renamed.map((one): [ts.Node, Renamed] => [one.before.name.parent, one]),
  );
  const keys = keyTypes(request, snapshot, byDeclaration);
  for (const file of keys.size === 0 ? [] : request.sources.keys()) {
    const visit = (node: ts.Node): void => {
      const literal = ts.isStringLiteral(node) ? node : undefined;
      if (literal !== undefined) {
        const wanted = ts.isLiteralTypeNode(literal.parent)
          ? typeAround(snapshot, literal.parent)
          : snapshot.checker.getContextualType(literal);
        const own = [...keys].find(
          ([type, one]) => type === wanted && one.oldName === literal.text,
        )?.[1];
        if (own !== undefined) respell(file, literal, own, edits);
      }
      ts.forEachChild(node, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
  }
}

/** Unions of texts that read a renamed member, with that member. */
function keyTypes(
  request: RepairRequest,
  snapshot: Snapshot,
  byDeclaration: ReadonlyMap<ts.Node, Renamed>,
): ReadonlyMap<ts.Type, Renamed> {
  const { checker } = snapshot;
  const found = new Map<ts.Type, Renamed>();
  for (const file of byDeclaration.size === 0 ? [] : request.sources.keys()) {
    const visit = (node: ts.Node): void => {
      if (ts.isElementAccessExpression(node)) {
        const key = checker.getTypeAtLocation(node.argumentExpression);
        const owner = checker.getTypeAtLocation(node.expression);
        for (const part of key.isUnion() ? key.types : []) {
          const declared = part.isStringLiteral()
            ? (propertyOf(checker, owner, part.value)?.declarations ?? [])
            : [];
          const own = declared
            .map((one) => byDeclaration.get(one))
            .find((one) => one !== undefined);
          if (own !== undefined) found.set(key, own);
        }
      }
      ts.forEachChild(node, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
  }
  return found;
}

/** The union that a literal type is written in. */
function typeAround({ checker }: Snapshot, node: ts.LiteralTypeNode): ts.Type | undefined {
  return ts.isUnionTypeNode(node.parent) ? checker.getTypeFromTypeNode(node.parent) : undefined;
}

function respell(
  file: string,
  node: ts.StringLiteral,
  { oldName, newName, change }: Renamed,
  edits: EditList,
): void {
  const [start, end] = [node.getStart() + 1, node.getEnd() - 1];
  if (edits.covers(file, start, end)) return;
  edits.add({
    file,
    start,
    end,
    text: newName,
    change: change.symbol,
    rule: "rename-member",
    certainty: "certain",
    because: `\`${oldName}\` names a member here, which is read by it and called \`${newName}\` now.`,
  });
}
