import ts from "typescript-services";

import { assertionOf } from "./expected-texts.ts";
import { tagNode, type FlowNode } from "./graph.ts";
import { writtenAs, type Judgement } from "./judgement.ts";
import { isPlainLiteral } from "./literals.ts";
import { nodeAt } from "./places.ts";

/**
 * Whether a test expects a value that it gives to nobody: `[1, 9000]` of what a service has counted. Digits that a test
 * gives and expects stay the same value in any spelling; what a service makes is nothing that a test could spell.
 */
export function isMadeElsewhere(judgement: Judgement, file: string, node: ts.Node): boolean {
  if (judgement.retype.toIntent !== "uuid" || assertionOf(node) === undefined) return false;
  const written = writtenAs(judgement, file, node);
  const own = testsAround(node);
  // Fixtures may stand in another file than what is expected of them.
  return ![...judgement.request.tests].some((test) => givenIn(judgement, test, own).has(written));
}

/** The tests that a place stands in, as `test("…", () => …)` and `describe` spell them: a call with a title and a function. */
function testsAround(node: ts.Node): readonly string[] {
  const found: string[] = [];
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isCallExpression(at) || !ts.isExpressionStatement(at.parent)) continue;
    const [title, ...rest] = at.arguments;
    if (title !== undefined && ts.isStringLiteralLike(title) && rest.some(isFunction))
      found.push(`${at.getSourceFile().fileName}:${at.getStart()}`);
  }
  return found;
}

const isFunction = (node: ts.Node): boolean =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** Values that tests write where they do not expect them, as they are written: what another test gives is nothing to this one. */
function givenIn(judgement: Judgement, file: string, own: readonly string[]): ReadonlySet<string> {
  const isNear = (node: ts.Node): boolean => testsAround(node).every((test) => own.includes(test));
  const { graph, slots, members, tagged, snapshot } = judgement;
  const isMember = (node: FlowNode | undefined): boolean => node !== undefined && members.has(node);
  const flowing = graph.flows
    .filter(
      (flow) =>
        flow.file === file &&
        flow.kind === "flow" &&
        isMember(flow.to) &&
        isPlainLiteral(flow.expression),
    )
    .map(({ expression }) => expression);
  const tree = tagged.file(file);
  const held = [...slots.values()].flatMap(({ tag, literals = [] }) =>
    literals.flatMap((place) =>
      tree !== undefined && place.file === file && isMember(tagNode(tag))
        ? [nodeAt(tree, place.start, place.end)]
        : [],
    ),
  );
  const plain = snapshot.file(file);
  const sent = graph.wire.values.filter(
    (value) =>
      value.file === file &&
      value.nodes.some(isMember) &&
      plain !== undefined &&
      isNear(nodeAt(plain, value.start, value.end)),
  );
  return new Set([
    ...[...flowing, ...held]
      .filter((node) => assertionOf(node) === undefined && isNear(node))
      .map((node) => writtenAs(judgement, file, node)),
    ...sent.map(({ start, end }) => (snapshot.texts.get(file) ?? "").slice(start, end)),
  ]);
}
