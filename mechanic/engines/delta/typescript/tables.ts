import ts from "typescript-services";

import { rangeOf, variantName, type Change, type RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import { valueQuestion } from "./leftover-text.ts";
import { enclosingName, nameAround } from "./places.ts";
import { entrySlot } from "./slots.ts";
import { isKeyedBy } from "./enum-keys.ts";
import { entriesOf, holderOf, isReadByName } from "./table-literals.ts";
import { enumOf, isEnum, wireNames } from "./variants.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Tables over the variants of an enum that has gained one: `{ dog: "D", cat: "C" }` behind `species in icons`, a
 * `Record<string, …>`, a `Map`. No compiler misses the new one there; each table is asked about once, and not where it is
 * asked about already. One that leaves variants out is such a table only where types or reads say so. `snapshot` holds the
 * new stamps and the old sources.
 */
export function askTables(request: RepairRequest, snapshot: Snapshot, holes: HoleList): void {
  const added = request.changes.filter((change) => change.kind === "variant-added");
  const byEnum = Map.groupBy(added, ({ symbol }) => symbol.slice(0, symbol.lastIndexOf(".")));
  for (const changes of byEnum.values()) askTablesOf(request, snapshot, changes, holes);
}

function askTablesOf(
  request: RepairRequest,
  snapshot: Snapshot,
  changes: readonly Change[],
  holes: HoleList,
): void {
  const { symbol = "", fromSymbol = symbol } = changes[0] ?? {};
  const before = enumOf(request.before.services, fromSymbol);
  const after = enumOf(request.after.services, symbol);
  if (before === undefined || after === undefined || before.variants.length < 2) return;
  const old = before.variants.map((variant) => variantName("typescript", variant));
  const production = [...request.sources.keys()].filter((file) => !request.tests.has(file));
  const tables = production.flatMap((file) => tablesIn(snapshot, file, old, wireNames(after)));
  if (tables.length === 0) return;
  const reached = reachedFiles(snapshot, production, wireNames(after));
  for (const table of tables)
    if (reached.has(table.file)) askTable(snapshot, table, changes, holes);
}

/** A literal that says something for every variant. */
interface Table {
  readonly file: string;
  readonly literal: ts.Expression;
  readonly values: readonly string[];
}

function tablesIn(
  snapshot: Snapshot,
  file: string,
  names: readonly string[],
  enumNames: ReadonlySet<string>,
): readonly Table[] {
  const found: Table[] = [];
  const known = new Set(names);
  const visit = (node: ts.Node): void => {
    const entries = ts.isExpression(node) ? entriesOf(node) : undefined;
    const keys = new Set(entries?.map(({ key }) => key));
    if (
      ts.isExpression(node) &&
      entries !== undefined &&
      [...keys].every((key) => key !== undefined && known.has(key)) &&
      (isKeyedBy(snapshot, node, enumNames) ||
        (keys.size === names.length &&
          !isDeclared(snapshot, node, keys) &&
          !isReadByName(snapshot, node)))
    )
      found.push({ file, literal: node, values: entries.map(({ value }) => value) });
    ts.forEachChild(node, visit);
  };
  const tree = snapshot.file(file);
  if (tree !== undefined) visit(tree);
  return found;
}

/** Whether a type declares these names one by one, as `{ left: number; right: number }` does: such an object is no table. */
function isDeclared(
  { checker }: Snapshot,
  literal: ts.Expression,
  names: ReadonlySet<string>,
): boolean {
  const wanted = ts.isObjectLiteralExpression(literal)
    ? checker.getContextualType(literal)?.getNonNullableType()
    : undefined;
  return (wanted === undefined ? [] : wanted.getProperties()).some(
    ({ name, declarations = [] }) =>
      names.has(name) && declarations.some((one) => !ts.isPropertyAssignment(one)),
  );
}

/** Files that handle values of the enum, and those whose tables they import. */
function reachedFiles(
  snapshot: Snapshot,
  files: readonly string[],
  names: ReadonlySet<string>,
): ReadonlySet<string> {
  const handling = files.filter((file) => {
    const visit = (node: ts.Node): boolean =>
      (ts.isIdentifier(node) && isEnum(snapshot.checker.getTypeAtLocation(node), names)) ||
      (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
    const tree = snapshot.file(file);
    return tree !== undefined && visit(tree);
  });
  return new Set([...handling, ...handling.flatMap((file) => importsOf(snapshot, file))]);
}

function importsOf(snapshot: Snapshot, file: string): readonly string[] {
  return (snapshot.file(file)?.statements ?? []).flatMap((statement) => {
    const tree = ts.isImportDeclaration(statement)
      ? snapshot.checker.getSymbolAtLocation(statement.moduleSpecifier)?.valueDeclaration
      : undefined;
    return tree !== undefined && ts.isSourceFile(tree) ? [snapshot.pathOf(tree)] : [];
  });
}

function askTable(
  snapshot: Snapshot,
  { file, literal, values }: Table,
  changes: readonly Change[],
  holes: HoleList,
): void {
  const [first, second] = changes;
  if (first === undefined) return;
  const text = snapshot.texts.get(file) ?? "";
  const holder = holderOf(literal);
  const whole = rangeOf(text, { start: holder.getStart(), end: holder.getEnd() });
  const isAsked = holes
    .all()
    .some(
      (hole) =>
        hole.file === file &&
        hole.kind === "variant-arm" &&
        whole.line <= hole.line &&
        hole.endLine <= whole.endLine,
    );
  if (isAsked) return;
  const place = "name" in holder && holder.name !== undefined ? holder.name : literal;
  // The question spans the table: what is new in it may stand anywhere among its rows.
  holes.add({
    kind: "variant-arm",
    file,
    text,
    span: { start: place.getStart(), end: literal.getEnd() },
    delta: first.symbol,
    inside: enclosingName(place),
    slot: second === undefined ? entrySlot(literal, codeName(first)) : undefined,
    meaning: nameAround(place),
    ...(second === undefined
      ? valueQuestion(happened(first), "what is its value", place, values)
      : valueQuestion(joined(changes), "what are their values", place, values)),
  });
}

/** The new variant as code spells it. */
const codeName = ({ symbol }: Change): string =>
  variantName("typescript", { name: symbol.slice(symbol.lastIndexOf(".") + 1) });

/** What has happened, where an enum has gained several variants. */
function joined(changes: readonly Change[]): string {
  const names = changes.map(({ symbol }) => `\`${symbol.slice(symbol.lastIndexOf(".") + 1)}\``);
  const [owner = ""] = (changes[0]?.symbol ?? "").split("/").at(-1)?.split(".") ?? [];
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""} were added to ${owner}`;
}
