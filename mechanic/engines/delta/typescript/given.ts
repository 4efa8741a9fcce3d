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
  // Fixtures may stand in another file than what is expected of them.
  return ![...judgement.request.tests].some((test) => givenIn(judgement, test).has(written));
}

/** Values that a test writes where it does not expect them, as they are written. */
function givenIn(judgement: Judgement, file: string): ReadonlySet<string> {
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
  const sent = graph.wire.values.filter(
    (value) => value.file === file && value.nodes.some(isMember),
  );
  return new Set([
    ...[...flowing, ...held]
      .filter((node) => assertionOf(node) === undefined)
      .map((node) => writtenAs(judgement, file, node)),
    ...sent.map(({ start, end }) => (snapshot.texts.get(file) ?? "").slice(start, end)),
  ]);
}
