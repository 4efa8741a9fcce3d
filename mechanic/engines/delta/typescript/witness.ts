import ts from "typescript-services";

import type { HoleKind } from "#intent";

import type { Evidence } from "./graph.ts";
import { hole, type Judgement } from "./judgement.ts";

const questions: Readonly<Record<Evidence["kind"], readonly [HoleKind, string]>> = {
  arithmetic: ["silent-miss", "counts with it"],
  order: ["ordering", "puts it in the order of numbers"],
  method: ["conversion", "calls a method of numbers on it"],
  predicate: ["silent-miss", "asks whether it is a number, which is never true now"],
  index: ["conversion", "uses it as a place in a list"],
  parse: ["validation", "turns it into a number"],
  json: ["wire-form", "writes it as JSON, which throws for a big integer"],
};

/** A use that made sense for the old type only, whether or not the compiler notices. */
export function ask(judgement: Judgement, evidence: Evidence): void {
  const { retype, change } = judgement;
  if (evidence.kind === "json" && retype.after !== "bigint") return;
  // Big integers are compared and asked for their type as numbers are.
  if (evidence.kind === "order" && retype.after === "bigint" && !isDifference(evidence.place))
    return;
  const [kind, what] = questions[evidence.kind];
  const text =
    judgement.snapshot.texts
      .get(evidence.file)
      ?.slice(evidence.place.getStart(), evidence.place.getEnd()) ?? "";
  hole(
    judgement,
    evidence.file,
    evidence.place,
    kind,
    `\`${text}\` ${what}: ${change.symbol} is ${retype.toIntent || retype.after} now.`,
    orderCandidates(judgement, evidence, text),
  );
}

const isDifference = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.MinusToken;

function orderCandidates(
  judgement: Judgement,
  evidence: Evidence,
  text: string,
): readonly string[] {
  const { place } = evidence;
  if (
    evidence.kind !== "order" ||
    !ts.isBinaryExpression(place) ||
    !isDifference(place) ||
    judgement.retype.after !== "string"
  )
    return [];
  const [left, right] = [
    text.slice(0, place.left.getEnd() - place.getStart()),
    text.slice(place.right.getStart() - place.getStart()),
  ];
  return [`${left}.localeCompare(${right})`, `Number(${left}) - Number(${right})`];
}
