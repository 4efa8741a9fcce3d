import ts from "typescript-services";

import { camelCase, fieldName, type Change, type RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { functionOf, seesMember } from "./looks.ts";
import { enclosingName } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Asks at each hand-written handler of an rpc that has gained a required parameter and does not look at it: a function may
 * always ask for less than it is given, so no compiler says a word. A parameter with a default has a meaning already where
 * it is not looked at. `snapshot` holds the new stamps and the old sources.
 */
export function askUnseen(request: RepairRequest, snapshot: Snapshot, holes: HoleList): void {
  const added = request.changes.filter(
    (change) =>
      change.kind === "parameter-added" &&
      change.service === request.service.name &&
      change.symbol.startsWith(`${request.service.name}/rpc:`) &&
      change.defaultValue === undefined &&
      change.toType?.kind !== "optional",
  );
  const byRpc = Map.groupBy(added, ({ symbol }) => symbol.slice(0, symbol.lastIndexOf(".in.")));
  for (const [rpc, changes] of byRpc) {
    const name = rpc.slice(rpc.lastIndexOf(":") + 1);
    for (const file of request.sources.keys()) {
      if (request.tests.has(file)) continue;
      for (const handler of handlersIn(request, snapshot, file, camelCase(name)))
        askHandler(request, snapshot, file, handler, name, changes, holes);
    }
  }
}

/** A hand-written member that answers an rpc. */
type Handler =
  | ts.PropertyAssignment
  | ts.ShorthandPropertyAssignment
  | ts.MethodDeclaration
  | ts.PropertyDeclaration;

const isHandler = (node: ts.Node): node is Handler =>
  ts.isPropertyAssignment(node) ||
  ts.isShorthandPropertyAssignment(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isPropertyDeclaration(node);

/** Members of that name, of objects and classes that are the service's stamped interface. */
function handlersIn(
  request: RepairRequest,
  snapshot: Snapshot,
  file: string,
  name: string,
): readonly Handler[] {
  const found: Handler[] = [];
  const visit = (node: ts.Node): void => {
    if (isHandler(node) && node.name.getText() === name && isStamped(request, snapshot, node))
      found.push(node);
    ts.forEachChild(node, visit);
  };
  const tree = snapshot.file(file);
  if (tree !== undefined) visit(tree);
  return found;
}

/** Whether a member is one that the service's own stamps declare: those of a service that it calls are in files of their own. */
function isStamped(
  { stampedAfter, service }: RepairRequest,
  snapshot: Snapshot,
  node: Handler,
): boolean {
  const { checker } = snapshot;
  const { parent } = node;
  const wanted = ts.isObjectLiteralExpression(parent)
    ? [checker.getContextualType(parent)]
    : ts.isClassLike(parent)
      ? (parent.heritageClauses ?? [])
          .flatMap((clause) => [...clause.types])
          .map((type) => checker.getTypeFromTypeNode(type))
      : [];
  return wanted.some((type) =>
    (type?.getProperty(node.name.getText())?.declarations ?? []).some((declared) => {
      const file = snapshot.pathOf(declared.getSourceFile());
      return (
        stampedAfter.has(file) &&
        ts.isInterfaceDeclaration(declared.parent) &&
        !service.uses.some((used) => file.endsWith(`/generated.${used.service}.ts`))
      );
    }),
  );
}

function askHandler(
  request: RepairRequest,
  snapshot: Snapshot,
  file: string,
  handler: Handler,
  rpc: string,
  changes: readonly Change[],
  holes: HoleList,
): void {
  const made = functionOf(snapshot, ts.isMethodDeclaration(handler) ? handler : startOf(handler));
  if (made === undefined) return;
  const isUnseen = ({ symbol }: Change): boolean => {
    const name = fieldName("typescript", { name: symbol.slice(symbol.lastIndexOf(".") + 1) });
    return !seesMember(request, snapshot, made, name);
  };
  const unseen = changes.filter(isUnseen);
  const [first, second] = unseen;
  if (first === undefined) return;
  const names = unseen.map(({ symbol }) => `\`${symbol.slice(symbol.lastIndexOf(".") + 1)}\``);
  const added =
    second === undefined
      ? `${names.join()} was added to \`${rpc}\`: nothing here looks at it. What does it change?`
      : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""} were added to \`${rpc}\`: nothing here looks at them. What do they change?`;
  holes.add({
    kind: "silent-miss",
    file,
    text: request.sources.get(file) ?? "",
    span: { start: handler.name.getStart(), end: handler.name.getEnd() },
    delta: first.symbol,
    inside: enclosingName(handler.name),
    question: added,
  });
}

const startOf = (handler: Exclude<Handler, ts.MethodDeclaration>): ts.Expression | undefined =>
  ts.isShorthandPropertyAssignment(handler) ? handler.name : handler.initializer;
