import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { EditList } from "../shared/index.ts";
import { expectedObjects, propertyOf } from "./expectations.ts";
import { changeFor, renameSpellings, type Stamped, type StampedName } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/** A stamped declaration that has another name now. */
export interface Renamed {
  readonly before: StampedName;
  readonly oldName: string;
  readonly newName: string;
  readonly change: Change;
}

const isRename = (change: Change): boolean => change.kind.endsWith("-renamed") || change.kind === "listener-handler-changed";

/**
 * Which stamped names have become which. A name counts as renamed where it is gone, a declared rename spells its new form,
 * and that form is new: derived names (`GetUserIn`, `aUserProfile`, `planWire`) follow without being listed.
 */
export function renamedNames(request: RepairRequest, before: Stamped, after: Stamped): readonly Renamed[] {
  const renames = request.changes.filter((change) => isRename(change) && change.guess === undefined && change.from !== null && change.to !== null);
  const found: Renamed[] = [];
  for (const name of before.names.values()) {
    if (after.names.has(name.path)) continue;
    const oldName = name.path.slice(Math.max(name.path.lastIndexOf("."), name.path.lastIndexOf("|")) + 1);
    for (const change of renames) {
      const newPath = respell(name.path, change);
      const newName = newPath.slice(Math.max(newPath.lastIndexOf("."), newPath.lastIndexOf("|")) + 1);
      if (newPath === name.path || before.names.has(newPath) || !after.names.has(newPath)) continue;
      if (newName !== oldName) found.push({ before: name, oldName, newName, change: namedChange(request, newPath, change) });
      break;
    }
  }
  return found;
}

/** A path with one rename carried out in each of its parts; the file's name stays. */
function respell(path: string, change: Change): string {
  const bar = path.indexOf("|");
  const parts = path.slice(bar + 1).split(".");
  const spellings = renameSpellings(change.from ?? "", change.to ?? "");
  const respelt = parts.map((part) => {
    const spelling = spellings.find(([from]) => part === from) ?? (change.kind.startsWith("field") || change.kind.startsWith("parameter") ? undefined : spellings.find(([from]) => part.includes(from)));
    return spelling === undefined ? part : part.replace(spelling[0], spelling[1]);
  });
  return `${path.slice(0, bar + 1)}${respelt.join(".")}`;
}

const namedChange = (request: RepairRequest, path: string, fallback: Change): Change => {
  const named = changeFor(request, path, isRename);
  return named !== undefined && named.from === fallback.from && named.to === fallback.to ? named : fallback;
};

/**
 * Renames through the language service of the old, green snapshot. Members keep the local names around them
 * (`{ fullName: displayName }`); types and functions change everywhere, imports included.
 */
export function renameEverywhere(request: RepairRequest, snapshot: Snapshot, renamed: readonly Renamed[], edits: EditList): void {
  for (const { before, oldName, newName, change } of renamed) {
    const tree = snapshot.file(before.file);
    if (tree === undefined) continue;
    const isMember = before.path.includes(".");
    const position = before.name.getStart(tree) + (ts.isStringLiteral(before.name) ? 1 : 0);
    const locations = snapshot.service.findRenameLocations(tree.fileName, position, false, false, { providePrefixAndSuffixTextForRename: isMember }) ?? [];
    for (const location of locations) {
      const file = location.fileName.slice(request.root.length + 1);
      if (!request.sources.has(file)) continue;
      edits.add({
        file,
        start: location.textSpan.start,
        end: location.textSpan.start + location.textSpan.length,
        text: `${location.prefixText ?? ""}${newName}${location.suffixText ?? ""}`,
        change: change.symbol,
        rule: isMember ? "rename-member" : "rename-declaration",
        certainty: "certain",
        because: `\`${oldName}\` of ${change.fromSymbol ?? change.symbol} is called \`${newName}\` now.`,
      });
    }
  }
}

/** Keys of expected objects follow a rename, too: `deepEqual(user, { displayName: "Ann" })` is checked by no compiler. */
export function renameExpectations(request: RepairRequest, snapshot: Snapshot, renamed: readonly Renamed[], edits: EditList): void {
  const byDeclaration = new Map(renamed.map((one): [ts.Node, Renamed] => [one.before.name.parent, one]));
  for (const file of request.sources.keys()) {
    const tree = snapshot.file(file);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) for (const { literal, type } of expectedObjects(snapshot, node)) literal.properties.forEach((property) => respellKey(snapshot, file, property, type, byDeclaration, edits));
      ts.forEachChild(node, visit);
    };
    if (tree !== undefined) visit(tree);
  }
}

function respellKey(
  snapshot: Snapshot, file: string, property: ts.ObjectLiteralElementLike, type: ts.Type, byDeclaration: ReadonlyMap<ts.Node, Renamed>, edits: EditList,
): void {
  const { name } = property;
  if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) return;
  const declared = propertyOf(snapshot.checker, type, name.text)?.declarations ?? [];
  const renamed = declared.map((declaration) => byDeclaration.get(declaration)).find((one) => one !== undefined);
  if (renamed === undefined) return;
  const quote = ts.isStringLiteral(name) ? 1 : 0;
  const text = ts.isShorthandPropertyAssignment(property) ? `${renamed.newName}: ${name.text}` : renamed.newName;
  const because = `The test expects \`${renamed.oldName}\` of ${renamed.change.fromSymbol ?? renamed.change.symbol}, which is called \`${renamed.newName}\` now.`;
  edits.add({ file, start: name.getStart() + quote, end: name.getEnd() - quote, text, change: renamed.change.symbol, rule: "rename-expectation", certainty: "likely", because });
}

/** Maps a path of the old stamps to that of the new ones. */
export function pathMapping(request: RepairRequest, after: Stamped): (path: string) => string {
  const renames = request.changes.filter((change) => isRename(change) && change.guess === undefined && change.from !== null && change.to !== null);
  return (path) => {
    if (after.names.has(path)) return path;
    return renames.map((change) => respell(path, change)).find((mapped) => after.names.has(mapped)) ?? path;
  };
}
