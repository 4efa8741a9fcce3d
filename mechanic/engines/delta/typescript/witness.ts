import ts from "typescript-services";

import type { HoleKind } from "#intent";

import { tagNode, type Evidence } from "./graph.ts";
import { readBack } from "./literals.ts";
import { hole, writtenAs, type Judgement } from "./judgement.ts";
import { isRecount, recount } from "./recount.ts";
import { tagsOf } from "./tags.ts";

type Asked = Exclude<Evidence["kind"], "json-inside">;

const questions: Readonly<Record<Asked, readonly [HoleKind, string]>> = {
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
  // What stands further inside of what is written is asked about where it goes in.
  if (evidence.kind === "json-inside") return;
  if (evidence.kind === "json" && retype.after !== "bigint") return;
  if (isRecount(retype) && (evidence.kind === "arithmetic" || evidence.kind === "order"))
    return recount(judgement, evidence);
  const [kind, what] = questions[evidence.kind];
  const text = writtenAs(judgement, evidence.file, evidence.place);
  const isDecimal = retype.toIntent === "decimal";
  const asked: HoleKind =
    isSuccessor(evidence) && !isDecimal
      ? "required-value"
      : (isDecimal && evidence.kind === "arithmetic") || isAgainstOthers(judgement, evidence)
        ? "conversion"
        : kind;
  const question = isSuccessor(evidence)
    ? `\`${text}\` counts on from the last one: ${change.symbol} is ${retype.toIntent || retype.after} now. How is the next one made?`
    : `\`${text}\` ${what}: ${change.symbol} is ${retype.toIntent || retype.after} now.`;
  hole(judgement, evidence.file, evidence.place, asked, question, candidates(judgement, evidence));
}

/** Whether an order holds such a value against a number: both are of one kind first, then the order is what it was. */
const isAgainstOthers = (judgement: Judgement, { kind, place }: Evidence): boolean =>
  kind === "order" &&
  ts.isBinaryExpression(place) &&
  [place.left, place.right].some((side) => !isHeld(judgement, side));

/** `last.id + 1` makes a new value out of an old one. */
const isSuccessor = ({ kind, place }: Evidence): boolean =>
  kind === "arithmetic" &&
  ts.isBinaryExpression(place) &&
  place.operatorToken.kind === ts.SyntaxKind.PlusToken &&
  /^1n?$/.test(place.right.getText());

const isDifference = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.MinusToken;

/** What could be meant, each an expression for the whole place: counting on with the digits, an order of texts. */
function candidates(judgement: Judgement, evidence: Evidence): readonly string[] {
  const { kind, file, place } = evidence;
  const { after, toIntent } = judgement.retype;
  if (toIntent === "uuid")
    return isSuccessor(evidence) && becomesValue(judgement, place) ? ["crypto.randomUUID()"] : [];
  if (after === "bigint") return isSuccessor(evidence) ? [bigSuccessor(judgement, evidence)] : [];
  if (!ts.isBinaryExpression(place) || (kind !== "order" && kind !== "arithmetic")) return [];
  const [left, right] = [place.left, place.right].map((side) =>
    writtenAs(judgement, file, bare(side)),
  );
  if (left === undefined || right === undefined) return [];
  const [one, other] = [place.left, place.right].map((side, index) => {
    const text = (index === 0 ? left : right) || "";
    return isHeld(judgement, side)
      ? readBack(text, judgement.retype)
      : writtenAs(judgement, file, side);
  });
  const ordered = isDifference(place) ? [`${left}.localeCompare(${right})`] : [];
  if (one === undefined || other === undefined) return kind === "order" ? ordered : [];
  const counted = `${one} ${place.operatorToken.getText()} ${other}`;
  if (kind === "arithmetic")
    return isAssignment(place)
      ? []
      : [becomesValue(judgement, place) ? `String(${counted})` : counted];
  return isDifference(place) ? [...ordered, counted] : [];
}

/** `(last?.id ?? 0) + 1` in big integers: the numbers that are written out become big, too. */
function bigSuccessor(judgement: Judgement, { file, place }: Evidence): string {
  const written = writtenAs(judgement, file, place);
  const counted = written.replaceAll(/((?:\?\?|\+) *)(\d+)(?=\)|$)/g, "$1$2n");
  return becomesValue(judgement, place) ? counted : `Number(${counted})`;
}

/** Whether what is computed becomes such a value right here. */
const becomesValue = ({ graph, members }: Judgement, place: ts.Node): boolean =>
  graph.flows.some(
    ({ expression, from, to, kind }) =>
      expression === place &&
      kind === "flow" &&
      to !== undefined &&
      members.has(to) &&
      !(from !== undefined && members.has(from)),
  );

const bare = (node: ts.Expression): ts.Expression =>
  ts.isParenthesizedExpression(node) ? node.expression : node;

const isAssignment = ({ operatorToken }: ts.BinaryExpression): boolean =>
  operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  operatorToken.kind <= ts.SyntaxKind.LastAssignment;

/** Whether the value of an expression is of the new type now. */
function isHeld({ tagged, members }: Judgement, node: ts.Expression): boolean {
  const type = tagged.checker.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => tagsOf(part).some((tag) => members.has(tagNode(tag))));
}
