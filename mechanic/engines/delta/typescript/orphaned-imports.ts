import ts from "typescript-services";

import type { Hole, RepairEdit, RepairRequest } from "#intent";

import { createEdits } from "../shared/index.ts";
import { createDeletions, type Deletions } from "./deletions.ts";
import { dropImport } from "./unused.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * The edits, and with them the imports whose every use they have replaced: the helper that cut a day out of a moment which
 * is a day now. The compiler minds an import that nobody reads. What a candidate of a question in the same file names stays.
 */
export function withoutOrphanedImports(
  request: RepairRequest,
  before: Snapshot,
  edits: readonly RepairEdit[],
  holes: readonly Hole[],
): readonly RepairEdit[] {
  const gone = createDeletions(request, before);
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
    const tree = before.file(file);
    if (tree === undefined) continue;
    const wanted = [
      ...own.map(({ text }) => text),
      ...holes.flatMap((hole) => (hole.file === file ? hole.candidates : [])),
    ];
    for (const specifier of importsOf(tree)) {
      const { name } = specifier;
      const spelt = new RegExp(`(?<![\\w$])${name.text.replaceAll("$", "\\$")}(?![\\w$])`);
      if (wanted.some((text) => spelt.test(text))) continue;
      dropReplaced(request, before, specifier, own, gone);
    }
  }
  const all = createEdits();
  for (const edit of edits) all.add(edit);
  gone.commit(all);
  return all.all();
}

const importsOf = (tree: ts.SourceFile): readonly ts.ImportSpecifier[] =>
  tree.statements.flatMap((statement) => {
    const named = ts.isImportDeclaration(statement)
      ? statement.importClause?.namedBindings
      : undefined;
    return named !== undefined && ts.isNamedImports(named) ? [...named.elements] : [];
  });

function dropReplaced(
  request: RepairRequest,
  { checker }: Snapshot,
  specifier: ts.ImportSpecifier,
  edits: readonly RepairEdit[],
  gone: Deletions,
): void {
  const replacing = (node: ts.Node): RepairEdit | undefined =>
    edits.find(({ start, end }) => start <= node.getStart() && node.getEnd() <= end);
  // An import that is edited itself is looked after already.
  const around = specifier.parent.parent.parent;
  const isEdited = edits.some(
    ({ start, end }) => start < around.getEnd() && around.getStart() < end,
  );
  if (isEdited) return;
  const symbol = checker.getSymbolAtLocation(specifier.name);
  const uses: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const isNamed = ts.isIdentifier(node) && node.text === specifier.name.text;
    const at = isNamed && ts.isShorthandPropertyAssignment(node.parent) ? node.parent : undefined;
    const meant =
      at === undefined
        ? checker.getSymbolAtLocation(node)
        : checker.getShorthandAssignmentValueSymbol(at);
    if (isNamed && node !== specifier.name && meant === symbol) uses.push(node);
    ts.forEachChild(node, visit);
  };
  visit(specifier.getSourceFile());
  const [first] = uses.map(replacing);
  const change = request.changes.find(({ symbol }) => symbol === first?.change);
  if (
    first === undefined ||
    change === undefined ||
    uses.some((use) => replacing(use) === undefined)
  )
    return;
  dropImport(specifier, gone, {
    change,
    rule: "drop-unused-import",
    because: `Nothing reads \`${specifier.name.text}\` any more: ${first.because}`,
  });
}
