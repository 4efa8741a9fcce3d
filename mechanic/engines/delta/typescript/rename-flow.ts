import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { carriedMembers, type Carried } from "./member-flow.ts";
import { enclosingName } from "./places.ts";
import type { Renamed } from "./rename.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Renames the properties of objects that become a stamped type further on: `[{ weight: 9 }].map((one) => anAnimal(one))`
 * compiles with a stale name, because what overrides a fixture may be left out and more than that is taken through a
 * variable. Runs after the other renames. Where the object also goes to what keeps the name, it is asked about.
 */
export function renameCarried(
  request: RepairRequest,
  snapshot: Snapshot,
  renamed: readonly Renamed[],
  edits: EditList,
  holes: HoleList,
): void {
  if (!renamed.some(({ before }) => ts.isPropertySignature(before.name.parent))) return;
  const carried = carriedMembers(request, snapshot, renamed);
  const reads = readsOf(request, snapshot, carried);
  for (const one of carried.values()) {
    const { declaration } = one;
    const { name } = declaration;
    const file = snapshot.pathOf(declaration.getSourceFile());
    if (edits.covers(file, name.getStart(), name.getEnd())) continue;
    const own = reads.filter((read) => read.declarations.includes(declaration));
    const follows = (read: Read): boolean =>
      read.declarations.every((other) => isFree(carried.get(other), one.renamed));
    if (isFree(one, one.renamed) && !ts.isPropertySignature(declaration) && own.every(follows)) {
      respell(file, name, ts.isShorthandPropertyAssignment(declaration), one.renamed, edits);
      for (const read of own) respell(read.file, read.name, read.isBinding, one.renamed, edits);
    } else if (one.isSilent) ask(request, file, name, one.renamed, holes);
  }
}

/** Whether all that a property becomes is that one member. */
const isFree = (one: Carried | undefined, renamed: Renamed): boolean =>
  one !== undefined && one.renamed === renamed && !one.isKept;

/** A place that reads a property by its name. */
interface Read {
  readonly file: string;
  readonly name: ts.Node;
  /** Whether the name also names what holds the value: the `weight` of `const { weight } = one`. */
  readonly isBinding: boolean;
  readonly declarations: readonly ts.Declaration[];
}

/** Places that read one of these properties by its name. */
export function readsOf(
  request: RepairRequest,
  snapshot: Snapshot,
  carried: ReadonlyMap<ts.Node, Carried>,
): readonly Read[] {
  const found: Read[] = [];
  const add = (file: string, name: ts.Node, symbol: ts.Symbol | undefined, bound = false): void => {
    const { declarations = [] } = symbol ?? {};
    if (declarations.some((one) => carried.has(one)))
      found.push({ file, name, isBinding: bound, declarations });
  };
  for (const file of carried.size === 0 ? [] : request.sources.keys()) {
    const visit = (node: ts.Node): void => {
      const { checker } = snapshot;
      if (ts.isPropertyAccessExpression(node))
        add(file, node.name, checker.getSymbolAtLocation(node.name));
      if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
        const { argumentExpression: key } = node;
        add(file, key, checker.getTypeAtLocation(node.expression).getProperty(key.text));
      }
      if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
        const key = node.propertyName ?? node.name;
        const owner = checker.getTypeAtLocation(node.parent);
        if (ts.isIdentifier(key))
          add(file, key, owner.getProperty(key.text), node.propertyName === undefined);
      }
      ts.forEachChild(node, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
  }
  return found;
}

/** Writes the new name; what also names a variable keeps that one. */
function respell(
  file: string,
  name: ts.Node,
  isShort: boolean,
  { oldName, newName, change }: Renamed,
  edits: EditList,
): void {
  const quote = ts.isStringLiteralLike(name) ? 1 : 0;
  const [start, end] = [name.getStart() + quote, name.getEnd() - quote];
  if (edits.covers(file, start, end)) return;
  edits.add({
    file,
    start,
    end,
    text: isShort ? `${newName}: ${name.getText()}` : newName,
    change: change.symbol,
    rule: "rename-member",
    certainty: "certain",
    because: `\`${oldName}\` becomes that of ${change.fromSymbol ?? change.symbol} further on, which is called \`${newName}\` now.`,
  });
}

function ask(
  request: RepairRequest,
  file: string,
  name: ts.Node,
  { oldName, newName, change }: Renamed,
  holes: HoleList,
): void {
  holes.add({
    kind: "ambiguous-rename",
    file,
    text: request.sources.get(file) ?? "",
    span: { start: name.getStart(), end: name.getEnd() },
    delta: change.symbol,
    inside: enclosingName(name),
    question: `\`${oldName}\` goes from here to what is called ${change.symbol} now, and elsewhere under its old name: is it \`${newName}\` here, too?`,
  });
}
