import ts from "typescript-services";

import { typeName, type Change, type RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { isAskedAt } from "./asked.ts";
import { askedPlace } from "./asked-place.ts";
import { happened } from "./happened.ts";
import { argumentsOf } from "./relate.ts";
import { codePath } from "./stamps.ts";
import { enumOf, isEnum, wireNames } from "./variants.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * What is claimed to be of a type and never was looked at: `JSON.parse(line) as Tariff`, `row.as<Tariff>("tariff")` of a
 * function that gives whatever it is asked for. What was stored before a change has the old names and forms, and the claim
 * hides it from the compiler: asked about once where it is made. `stamped` holds the new stamps and the old sources.
 */
export function askClaims(request: RepairRequest, stamped: Snapshot, holes: HoleList): void {
  const changes = request.changes.filter(
    ({ kind, guess }) =>
      guess === undefined &&
      /^(?:field-(?:renamed|retyped|added|became-required)|variant-renamed)$/.test(kind),
  );
  for (const [file, text] of changes.length === 0 ? [] : request.sources) {
    const tree = request.tests.has(file) ? undefined : stamped.file(file);
    const visit = (node: ts.Node): void => {
      const claimed = ts.isExpression(node) ? claimedBy(request, stamped, node) : undefined;
      const change =
        claimed === undefined
          ? undefined
          : changes.find(
              (one) => isAbout(request, stamped, claimed, one, node) && !isSpelt(node, one),
            );
      const span = { start: node.getStart(), end: node.getEnd() };
      if (change === undefined) return ts.forEachChild(node, visit);
      if (!isAskedAt(holes, file, text, span))
        holes.add({
          kind: "wire-form",
          ...askedPlace(request, file, node, change),
          question: `${happened(change)}: what was stored before has it as it was, and \`${node.getText()}\` takes it for what it is now. How is it read?`,
          meaning: "",
        });
    };
    if (tree !== undefined) visit(tree);
  }
}

/** Whether the object that a claim is spread into spells the member itself: `{ ...(json as Tariff), day: read(json.day) }`. */
function isSpelt(node: ts.Node, { symbol }: Change): boolean {
  const member = codePath(symbol).split(".").at(-1);
  const at = ts.isParenthesizedExpression(node.parent) ? node.parent.parent : node.parent;
  return (
    ts.isSpreadAssignment(at) &&
    at.parent.properties.some((one) => one.pos > at.pos && one.name?.getText() === member)
  );
}

/** The type that an expression only claims to be of. */
function claimedBy(
  { sources }: RepairRequest,
  { checker, pathOf }: Snapshot,
  node: ts.Expression,
): ts.Type | undefined {
  const isAny = (at: ts.Node): boolean =>
    (checker.getTypeAtLocation(at).flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
  if (ts.isAsExpression(node))
    return isAny(node.expression) ? checker.getTypeFromTypeNode(node.type) : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  if (node.expression.getText() === "JSON.parse") {
    const wanted = checker.getContextualType(node);
    return wanted !== undefined && (wanted.flags & ts.TypeFlags.Object) !== 0 ? wanted : undefined;
  }
  const declared = checker.getResolvedSignature(node)?.getDeclaration();
  if (declared === undefined || !sources.has(pathOf(declared.getSourceFile()))) return undefined;
  // A type parameter that nothing given says anything about is a claim of whoever calls.
  const names = (declared.typeParameters ?? []).flatMap((one) =>
    ts.isTypeParameterDeclaration(one) ? [one.name.text] : [],
  );
  const result = declared.type?.getText() ?? "";
  const isClaim = names.some((name) => {
    const mention = new RegExp(`\\b${name}\\b`);
    return (
      mention.test(result) &&
      !declared.parameters.some(({ type }) => mention.test(type?.getText() ?? ""))
    );
  });
  return isClaim ? checker.getTypeAtLocation(node) : undefined;
}

const depthMax = 4;

/** Whether a change is about a type, or about something that it holds. */
function isAbout(
  request: RepairRequest,
  { checker }: Snapshot,
  claimed: ts.Type,
  change: Change,
  place: ts.Node,
): boolean {
  const [owner = "", member = ""] = codePath(change.symbol).split(".");
  const declared =
    change.kind === "variant-renamed" ? enumOf(request.after.services, change.symbol) : undefined;
  const variants = declared === undefined ? undefined : wireNames(declared);
  const seen = new Set<ts.Type>();
  const visit = (type: ts.Type, depth: number): boolean => {
    if (depth > depthMax || seen.has(type)) return false;
    seen.add(type);
    if (variants !== undefined && isEnum(type.getNonNullableType(), variants)) return true;
    if (type.isUnion()) return type.types.some((part) => visit(part, depth));
    if ((type.flags & ts.TypeFlags.Object) === 0 || type.getCallSignatures().length > 0)
      return false;
    if (type.symbol?.name === owner && type.getProperty(member) !== undefined) return true;
    const held = [
      type.getNumberIndexType(),
      type.getStringIndexType(),
      // What reads and writes things of a type holds none, and is about it all the same: `Codec<Tariff>`.
      ...argumentsOf(checker, type),
      ...(type.aliasTypeArguments ?? []),
      ...(type.symbol?.name === "Date"
        ? []
        : type.getProperties().map((one) => checker.getTypeOfSymbolAtLocation(one, place))),
    ];
    return held.some((one) => one !== undefined && visit(one, depth + 1));
  };
  return typeName("typescript", owner) !== "" && visit(claimed, 0);
}
