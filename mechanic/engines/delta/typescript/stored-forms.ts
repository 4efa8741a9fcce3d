import ts from "typescript-services";

import { typeName, type Change, type RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { isAskedAt } from "./asked.ts";
import { happened } from "./happened.ts";
import { enclosingName } from "./places.ts";
import { argumentsOf } from "./relate.ts";
import { enumOf, isEnum, wireNames } from "./variants.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * What was stored before a name changed still says the old one: in files that write JSON and read it back by hand, a
 * variant that is told by its text, and a record that is taken over from its line with names and all. It compiles, and
 * reads old lines wrongly. Asked about where such a line is read. `before` holds the old stamps.
 */
export function askStoredNames(request: RepairRequest, before: Snapshot, holes: HoleList): void {
  const changes = request.changes.filter(
    ({ kind, guess }) => /^(?:variant|field)-renamed$/.test(kind) && guess === undefined,
  );
  if (changes.length === 0) return;
  for (const [file, text] of request.sources) {
    if (request.tests.has(file) || !isStore(text)) continue;
    const tree = before.file(file);
    if (tree === undefined) continue;
    for (const change of changes) {
      const place = readingOf(request, before, tree, change);
      if (place !== undefined) ask(request, file, place, change, holes);
    }
  }
}

/** Whether a file writes JSON and reads it back. */
export const isStore = (text: string): boolean =>
  /\bJSON\.parse\(/.test(text) && /\bJSON\.stringify\(/.test(text);

/** Where a line is read that holds the old name. */
function readingOf(
  request: RepairRequest,
  before: Snapshot,
  tree: ts.SourceFile,
  change: Change,
): ts.Node | undefined {
  const owner = change.fromSymbol ?? change.symbol;
  if (change.kind === "field-renamed") {
    const name = typeName("typescript", owner.slice(owner.indexOf("/") + 1).split(".")[0] ?? "");
    return takenOver(before, tree, (type) => type === name);
  }
  const declared = enumOf(request.before.services, owner);
  if (declared === undefined) return undefined;
  const names = wireNames(declared);
  const holds = (name: string): boolean =>
    recordsOf(request, declared.name).some((one) => typeName("typescript", one) === name);
  return toldByText(before, tree, names) ?? takenOver(before, tree, holds);
}

/** Entities of any service that have a field of an enum. */
const recordsOf = (request: RepairRequest, name: string): readonly string[] =>
  [...request.before.services.values()].flatMap((service) =>
    service.entities
      .filter((entity) =>
        entity.fields.some(({ type }) => {
          const bare = type.kind === "optional" || type.kind === "list" ? type.item : type;
          return bare.kind === "named" && bare.name === name;
        }),
      )
      .map((entity) => entity.name),
  );

/** Where a text becomes a variant by being one of those that are known: `stateValues.find((one) => one === text)`. */
function toldByText(
  { checker }: Snapshot,
  tree: ts.SourceFile,
  names: ReadonlySet<string>,
): ts.Node | undefined {
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (ts.isCallExpression(node)) {
      const { expression } = node;
      const isSearch =
        ts.isPropertyAccessExpression(expression) &&
        /^(?:find|includes|indexOf|some)$/.test(expression.name.text);
      const element = isSearch
        ? checker.getTypeAtLocation(expression.expression).getNumberIndexType()
        : undefined;
      const [given] = node.arguments;
      const isGuard = /^isKnown\w+$/.test(expression.getText()) && given !== undefined;
      if (isEnum(element, names)) return node;
      if (isGuard && isPlainText(checker.getTypeAtLocation(given))) return node;
    }
    return ts.forEachChild(node, visit);
  };
  return visit(tree);
}

const isPlainText = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.String) !== 0;

/**
 * Where a record is taken over from its line: a function that gives a record and fills it with the rest of what it got,
 * or something that stands for such a function (`members: asIs()`).
 */
function takenOver(
  { checker }: Snapshot,
  tree: ts.SourceFile,
  isRecord: (name: string) => boolean,
): ts.Node | undefined {
  const gives = (node: ts.Node): boolean => {
    if (!ts.isArrowFunction(node) && !ts.isFunctionDeclaration(node)) return false;
    const wanted = ts.isArrowFunction(node) ? checker.getContextualType(node) : undefined;
    const signature = wanted?.getCallSignatures()[0] ?? checker.getSignatureFromDeclaration(node);
    const result = signature?.getReturnType().getNonNullableType();
    const [parameter] = signature?.getParameters() ?? [];
    const given = parameter === undefined ? undefined : checker.getTypeOfSymbol(parameter);
    // What gets a record is where it is written.
    return (
      result !== undefined &&
      isRecord(result.symbol?.name ?? "") &&
      given !== undefined &&
      !isRecord(given.symbol?.name ?? "") &&
      hasRest(node)
    );
  };
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (ts.isArrowFunction(node) || ts.isFunctionDeclaration(node)) {
      if (gives(node)) return node.parameters[0] ?? node;
    }
    if (ts.isPropertyAssignment(node) && ts.isCallExpression(node.initializer)) {
      const wanted = checker.getContextualType(node.initializer);
      const [argument] =
        wanted === undefined ? [] : (wanted.aliasTypeArguments ?? argumentsOf(checker, wanted));
      const isPlain = node.initializer.arguments.length === 0;
      if (isPlain && argument !== undefined && isRecord(argument.symbol?.name ?? "")) return node;
    }
    return ts.forEachChild(node, visit);
  };
  return visit(tree);
}

/** Whether a function's first parameter leaves something over that it spreads again. */
const hasRest = ({ parameters }: ts.SignatureDeclaration): boolean => {
  const [first] = parameters;
  return (
    first !== undefined &&
    ts.isObjectBindingPattern(first.name) &&
    first.name.elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)
  );
};

function ask(
  request: RepairRequest,
  file: string,
  place: ts.Node,
  change: Change,
  holes: HoleList,
): void {
  const text = request.sources.get(file) ?? "";
  const span = { start: place.getStart(), end: place.getEnd() };
  if (isAskedAt(holes, file, text, span, "wire-form")) return;
  holes.add({
    kind: "wire-form",
    file,
    text,
    span,
    delta: change.symbol,
    inside: enclosingName(place),
    question: `${happened(change)}: what was stored before says \`${change.from ?? ""}\`. How is it read here?`,
  });
}
