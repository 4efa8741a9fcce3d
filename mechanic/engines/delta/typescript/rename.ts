import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { EditList } from "../shared/index.ts";
import { expectedObjects } from "./expectations.ts";
import { propertyOf } from "./seen.ts";
import { renameSpellings, type Stamped, type StampedName } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/** A stamped declaration that has another name now. */
export interface Renamed {
  readonly before: StampedName;
  readonly oldName: string;
  readonly newName: string;
  readonly change: Change;
}

const isRename = (change: Change): boolean =>
  /-renamed$|^(?:listener|every)-handler-changed$/.test(change.kind);

/**
 * Which stamped names have become which. A name counts as renamed where it is gone, a declared rename spells its new form,
 * and that form is new: derived names (`GetUserIn`, `aUserProfile`, `planWire`) follow without being listed.
 */
export function renamedNames(
  request: RepairRequest,
  before: Stamped,
  after: Stamped,
): readonly Renamed[] {
  const newPath = pathMapping(request, after);
  return [...before.names.values()].flatMap((name) => {
    const path = newPath(name.path);
    const [oldName, newName] = [lastName(name.path), lastName(path)];
    if (path === name.path || oldName === newName || before.names.has(path)) return [];
    const change = request.changes.find(
      (one) =>
        isDeclared(one) &&
        respellings(name.path, one).some((respelt) => lastName(respelt) === newName),
    );
    return change === undefined ? [] : [{ before: name, oldName, newName, change }];
  });
}

const lastName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("."), path.lastIndexOf("|")) + 1);
/** Whether a path of the stamps is that of a member, and not of a declaration; a file's name has dots of its own. */
export const isMember = (path: string): boolean => path.slice(path.indexOf("|")).includes(".");
const isDeclared = (change: Change): boolean =>
  isRename(change) && change.guess === undefined && change.from !== null && change.to !== null;

/**
 * Maps a path of the old stamps to that of the new ones. Several renames may meet in one path: a parameter of an rpc that
 * is itself renamed.
 */
export function pathMapping(request: RepairRequest, after: Stamped): (path: string) => string {
  const renames = request.changes.filter(isDeclared);
  return (path) => {
    if (after.names.has(path)) return path;
    const reached = new Set([path]);
    for (const change of renames)
      for (const known of Array.from(reached))
        for (const respelt of respellings(known, change)) reached.add(respelt);
    return [...reached].find((candidate) => after.names.has(candidate)) ?? path;
  };
}

/** A path with one rename carried out in its parts, in every spelling that stamps may use; the file's name stays. */
function respellings(path: string, change: Change): readonly string[] {
  const bar = path.indexOf("|");
  const parts = path.slice(bar + 1).split(".");
  const memberOnly = change.kind.startsWith("field") || change.kind.startsWith("parameter");
  return renameSpellings(change.from ?? "", change.to ?? "").map(([from, to]) => {
    const respelt = parts.map((part) =>
      part === from ? to : memberOnly ? part : part.replace(from, to),
    );
    return `${path.slice(0, bar + 1)}${respelt.join(".")}`;
  });
}

/**
 * Renames through the language service of the old, green snapshot. Members keep the local names around them
 * (`{ fullName: displayName }`); types and functions change everywhere, imports included.
 */
export function renameEverywhere(
  request: RepairRequest,
  snapshot: Snapshot,
  renamed: readonly Renamed[],
  edits: EditList,
): void {
  for (const { before, oldName, newName, change } of renamed) {
    const tree = snapshot.file(before.file);
    if (tree === undefined) continue;
    const isOfType = isMember(before.path);
    const position = before.name.getStart(tree) + (ts.isStringLiteral(before.name) ? 1 : 0);
    const locations =
      snapshot.service.findRenameLocations(tree.fileName, position, false, false, {
        providePrefixAndSuffixTextForRename: isOfType,
      }) ?? [];
    for (const location of locations) {
      const file = location.fileName.slice(request.root.length + 1);
      if (!request.sources.has(file)) continue;
      edits.add({
        file,
        start: location.textSpan.start,
        end: location.textSpan.start + location.textSpan.length,
        text: `${location.prefixText ?? ""}${newName}${location.suffixText ?? ""}`,
        change: change.symbol,
        rule: isOfType ? "rename-member" : "rename-declaration",
        certainty: "certain",
        because: `\`${oldName}\` of ${change.fromSymbol ?? change.symbol} is called \`${newName}\` now.`,
      });
    }
  }
}

/** Keys of expected objects follow a rename, too: `deepEqual(user, { displayName: "Ann" })` is checked by no compiler. */
export function renameExpectations(
  request: RepairRequest,
  snapshot: Snapshot,
  renamed: readonly Renamed[],
  edits: EditList,
): void {
  const byDeclaration = new Map(
    renamed.map((one): [ts.Node, Renamed] => [one.before.name.parent, one]),
  );
  for (const file of renamed.length === 0 ? [] : request.sources.keys()) {
    const tree = snapshot.file(file);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node))
        for (const { literal, type } of expectedObjects(snapshot, node))
          literal.properties.forEach((property) =>
            respellKey(snapshot, file, property, type, byDeclaration, edits),
          );
      ts.forEachChild(node, visit);
    };
    if (tree !== undefined) visit(tree);
  }
}

function respellKey(
  snapshot: Snapshot,
  file: string,
  property: ts.ObjectLiteralElementLike,
  type: ts.Type,
  byDeclaration: ReadonlyMap<ts.Node, Renamed>,
  edits: EditList,
): void {
  const { name } = property;
  if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) return;
  const declared = propertyOf(snapshot.checker, type, name.text)?.declarations ?? [];
  const renamed = declared
    .map((declaration) => byDeclaration.get(declaration))
    .find((one) => one !== undefined);
  if (renamed === undefined) return;
  const quote = ts.isStringLiteral(name) ? 1 : 0;
  const text = ts.isShorthandPropertyAssignment(property)
    ? `${renamed.newName}: ${name.text}`
    : renamed.newName;
  const because = `The test expects \`${renamed.oldName}\` of ${renamed.change.fromSymbol ?? renamed.change.symbol}, which is called \`${renamed.newName}\` now.`;
  edits.add({
    file,
    start: name.getStart() + quote,
    end: name.getEnd() - quote,
    text,
    change: renamed.change.symbol,
    rule: "rename-expectation",
    certainty: "likely",
    because,
  });
}

/** Names of members as texts: `Pick<UsersApi, "getUser">`, `User["name"]`, `"name" in user`. A rename does not see them. */
export function renameNamedMembers(
  request: RepairRequest,
  snapshot: Snapshot,
  renamed: readonly Renamed[],
  edits: EditList,
): void {
  const byDeclaration = new Map(
    renamed.map((one): [ts.Node, Renamed] => [one.before.name.parent, one]),
  );
  for (const file of request.sources.keys()) {
    const tree = snapshot.file(file);
    const visit = (node: ts.Node): void => {
      if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal))
        respellNamedMember(
          snapshot,
          file,
          node.literal,
          ownerType(snapshot, node),
          byDeclaration,
          edits,
        );
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.InKeyword &&
        ts.isStringLiteral(node.left)
      )
        respellNamedMember(
          snapshot,
          file,
          node.left,
          snapshot.checker.getTypeAtLocation(node.right),
          byDeclaration,
          edits,
        );
      ts.forEachChild(node, visit);
    };
    if (tree !== undefined) visit(tree);
  }
}

/** The type whose member a literal type names: the object of an indexed access, the first argument of `Pick` or `Omit`. */
function ownerType(snapshot: Snapshot, node: ts.LiteralTypeNode): ts.Type | undefined {
  let at: ts.Node = node;
  while (ts.isUnionTypeNode(at.parent) || ts.isParenthesizedTypeNode(at.parent)) at = at.parent;
  const { parent } = at;
  const picks = ts.isTypeReferenceNode(parent) && /^(?:Pick|Omit)$/.test(parent.typeName.getText());
  const owner = ts.isIndexedAccessTypeNode(parent)
    ? parent.objectType
    : picks
      ? parent.typeArguments?.[0]
      : undefined;
  return owner === undefined || owner === at
    ? undefined
    : snapshot.checker.getTypeFromTypeNode(owner);
}

function respellNamedMember(
  snapshot: Snapshot,
  file: string,
  literal: ts.StringLiteral,
  owner: ts.Type | undefined,
  byDeclaration: ReadonlyMap<ts.Node, Renamed>,
  edits: EditList,
): void {
  const declared =
    owner === undefined
      ? []
      : (propertyOf(snapshot.checker, owner, literal.text)?.declarations ?? []);
  const renamed = declared
    .map((declaration) => byDeclaration.get(declaration))
    .find((one) => one !== undefined);
  if (renamed === undefined) return;
  edits.add({
    file,
    start: literal.getStart() + 1,
    end: literal.getEnd() - 1,
    text: renamed.newName,
    change: renamed.change.symbol,
    rule: "rename-member",
    certainty: "certain",
    because: `\`${renamed.oldName}\` names a member here that is called \`${renamed.newName}\` now.`,
  });
}
