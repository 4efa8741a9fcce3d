import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { sides } from "./expectations.ts";
import { happened } from "./happened.ts";
import { enumOf, isEnum, wireNames } from "./variants.ts";
import { askedPlace } from "./asked-place.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * What a test expects of all variants of an enum, one after the other: `speciesValues.map(sound)` beside
 * `["bark", "meow"]`. With a variant more or less the list is as long as it should be no more. `snapshot` holds the new
 * stamps and the old sources.
 */
export function askExpectedLists(
  request: RepairRequest,
  snapshot: Snapshot,
  holes: HoleList,
): void {
  const changes = request.changes.filter(({ kind }) => /^variant-(?:added|removed)$/.test(kind));
  for (const file of changes.length === 0 ? [] : request.tests) {
    const visit = (node: ts.Node): void => {
      const both = ts.isCallExpression(node) ? sides(node) : undefined;
      if (both !== undefined && ts.isArrayLiteralExpression(both.expected)) {
        const { actual, expected } = both;
        const change = changes.find((one) => goesOverAll(request, snapshot, actual, one));
        if (change !== undefined) ask(request, file, expected, change, holes);
      }
      ts.forEachChild(node, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
  }
}

/** Whether an expression goes over the stamped list of an enum's values. */
function goesOverAll(
  request: RepairRequest,
  { checker }: Snapshot,
  node: ts.Node,
  { symbol }: Change,
): boolean {
  const declared = enumOf(request.after.services, symbol);
  if (declared === undefined) return false;
  const names = wireNames(declared);
  const visit = (at: ts.Node): boolean => {
    if (ts.isIdentifier(at) && at.text.endsWith("Values")) {
      const element = checker.getTypeAtLocation(at).getNumberIndexType();
      if (element !== undefined && isValues(element, names)) return true;
    }
    return ts.forEachChild(at, (child) => visit(child) || undefined) ?? false;
  };
  return visit(node);
}

const isValues = (type: ts.Type, names: ReadonlySet<string>): boolean =>
  isEnum(type, names) || (type.isStringLiteral() && names.size === 1 && names.has(type.value));

function ask(
  request: RepairRequest,
  file: string,
  expected: ts.ArrayLiteralExpression,
  change: Change,
  holes: HoleList,
): void {
  holes.add({
    kind: "expected-value",
    ...askedPlace(request, file, expected, change),
    question: `${happened(change)}: what is expected of all values, one after the other?`,
  });
}
