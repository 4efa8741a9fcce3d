import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { isAskedAt } from "./asked.ts";
import { askedPlace } from "./asked-place.ts";
import { isOf } from "./fill-places.ts";
import { happened } from "./happened.ts";
import { isPutTogether, isStamped, writtenRows } from "./raw-rows.ts";
import { isStore } from "./stored-forms.ts";
import { codePath } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * A service's own codec writes a stamped thing down member by member and puts it together again from what was written.
 * A member that is new is written nowhere, and no compiler misses it: asked about once where rows are written. `stamped`
 * holds the new stamps and the old sources. Where rows are read, the object lacks the member, which is asked about there.
 */
export function askCodecs(request: RepairRequest, stamped: Snapshot, holes: HoleList): void {
  const added = request.changes.filter(({ kind }) => kind === "field-added");
  for (const [file, text] of added.length === 0 ? [] : request.sources) {
    const tree = request.tests.has(file) ? undefined : stamped.file(file);
    if (tree === undefined) continue;
    for (const { node, owner } of writtenRows(request, stamped, tree)) {
      const gained = added.filter(({ symbol }) => isMember(request, stamped, owner, symbol));
      const [first] = gained;
      if (first === undefined) continue;
      const readers = readersOf(request, stamped, tree, owner);
      // A text that nobody reads back is a report, whatever else the file stores.
      const isStored = isStore(text) && ts.isObjectLiteralExpression(node);
      if (readers.length === 0 && !isStored) continue;
      askWritten(request, file, node, gained, holes);
      for (const reader of readers) askRead(request, file, reader, gained, holes);
    }
  }
}

/** Whether a change is about a member of a stamped type. */
function isMember(
  { stampedAfter }: RepairRequest,
  { pathOf }: Snapshot,
  owner: ts.Type,
  symbol: string,
): boolean {
  const [name, member = ""] = codePath(symbol).split(".");
  const declared = owner.getProperty(member)?.declarations ?? [];
  return (
    owner.symbol?.name === name &&
    declared.some((one) => stampedAfter.has(pathOf(one.getSourceFile())))
  );
}

/** Objects of a file that become a stamped type and are put together from something raw. */
function readersOf(
  request: RepairRequest,
  snapshot: Snapshot,
  tree: ts.SourceFile,
  owner: ts.Type,
): readonly ts.ObjectLiteralExpression[] {
  const found: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const wanted = snapshot.checker.getContextualType(node);
      const isOne =
        wanted !== undefined &&
        (wanted.isUnion() ? wanted.types : [wanted]).some((part) => part.symbol === owner.symbol) &&
        isStamped(request, snapshot, wanted);
      if (isOne && isOf(node, owner) && isPutTogether(request, snapshot, node, owner))
        found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function askWritten(
  request: RepairRequest,
  file: string,
  node: ts.Expression,
  gained: readonly Change[],
  holes: HoleList,
): void {
  const [first] = gained;
  const text = request.sources.get(file) ?? "";
  const span = { start: node.getStart(), end: node.getEnd() };
  if (first === undefined || isAskedAt(holes, file, text, span, "wire-form")) return;
  holes.add({
    kind: "wire-form",
    ...askedPlace(request, file, node, first),
    question: `${gained.map(happened).join(", ")}, and is written nowhere here: what is read back lacks it. How is it written?`,
    meaning: "",
  });
}

/** What may be left out is missed by no compiler where it is read, either. */
function askRead(
  request: RepairRequest,
  file: string,
  node: ts.ObjectLiteralExpression,
  gained: readonly Change[],
  holes: HoleList,
): void {
  const first = gained.find(({ toType }) => toType?.kind === "optional");
  const text = request.sources.get(file) ?? "";
  const span = { start: node.getStart(), end: node.getEnd() };
  if (first === undefined || isAskedAt(holes, file, text, span)) return;
  holes.add({
    kind: "wire-form",
    ...askedPlace(request, file, node, first),
    question: `${happened(first)}, and is read from nowhere here. How is it read?`,
    meaning: "",
  });
}
