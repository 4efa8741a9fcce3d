import ts from "typescript-services";

import { tagNode, type Evidence } from "./graph.ts";
import { edit, hole, writtenAs, type Judgement } from "./judgement.ts";
import { convertLiteral, isPlainLiteral, type Retype } from "./literals.ts";
import { tagsOf } from "./tags.ts";

/** Whether a change only makes numbers of another width: `number` and `bigint` count alike, but not with each other. */
export const isRecount = ({ before, after }: Retype): boolean =>
  (before === "number" && after === "bigint") || (before === "bigint" && after === "number");

const keeping: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.PlusEqualsToken,
  ts.SyntaxKind.MinusEqualsToken,
  ts.SyntaxKind.AsteriskEqualsToken,
  ts.SyntaxKind.PercentEqualsToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

const orders: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

/**
 * Numbers that change their width and are counted with: sums, products, rests and orders mean what they meant once all
 * their parts are of one kind, so parts that are written out or converted without loss follow. A division does not: it
 * keeps a fraction for one kind and drops it for the other.
 */
export function recount(judgement: Judgement, { file, place, kind }: Evidence): void {
  const { retype, change } = judgement;
  if (ts.isPrefixUnaryExpression(place) || ts.isPostfixUnaryExpression(place)) {
    if (place.operator !== ts.SyntaxKind.PlusToken) return;
  }
  if (!ts.isBinaryExpression(place)) return ask(judgement, file, place);
  if (!keeping.has(place.operatorToken.kind)) return ask(judgement, file, place);
  const steps: Step[] = [];
  const isOrder = orders.has(place.operatorToken.kind);
  for (const side of [place.left, place.right])
    if (!collect(judgement, file, side, steps) && !isOrder) return mixed(judgement, file, side);
  // Numbers of both kinds stand in one order, so that only what is written out follows.
  for (const step of steps) if (!isOrder || isPlainLiteral(step.node)) write(judgement, file, step);
  const isDifference = kind === "order" && place.operatorToken.kind === ts.SyntaxKind.MinusToken;
  if (isDifference && retype.after === "bigint" && !isNumber(place))
    wrap(
      judgement,
      file,
      place,
      `Number(${writtenAs(judgement, file, place)})`,
      `${change.symbol} is ${retype.toIntent} now, and an order is told by a number; its sign stays.`,
    );
}

/** A number that goes in as it is computed: `BigInt(tons) * 3n` of plain numbers is `tons * 3`. Whether it could be respelt. */
export function recountValue(judgement: Judgement, file: string, node: ts.Expression): boolean {
  const steps: Step[] = [];
  if (!ts.isBinaryExpression(node) && unwrapped(judgement, file, node) === undefined) return false;
  if (!collect(judgement, file, node, steps) || steps.length === 0) return false;
  for (const step of steps) write(judgement, file, step);
  return true;
}

/** Whether some part of what is computed is of the new kind already. */
export const holdsMember = (judgement: Judgement, node: ts.Expression): boolean =>
  ts.isBinaryExpression(node)
    ? [node.left, node.right].some((side) => holdsMember(judgement, side))
    : isHeld(judgement, node);

const isNumber = ({ parent }: ts.Node): boolean =>
  ts.isCallExpression(parent) && parent.expression.getText() === "Number";

interface Step {
  readonly node: ts.Expression;
  readonly text: string;
}

/** What has to be respelt for an expression to be of the new kind; `false` where something in it cannot be. */
function collect(judgement: Judgement, file: string, node: ts.Expression, steps: Step[]): boolean {
  if (isHeld(judgement, node)) return true;
  if (ts.isParenthesizedExpression(node)) return collect(judgement, file, node.expression, steps);
  const written = writtenAs(judgement, file, node);
  if (isPlainLiteral(node) || /^-?\d/.test(written)) {
    // What is of the new kind already was respelt before.
    if (written.endsWith("n") === (judgement.retype.after === "bigint")) return true;
    const text = convertLiteral(written, judgement.retype);
    if (text !== undefined) steps.push({ node, text });
    return text !== undefined;
  }
  const isFallback =
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  if (ts.isBinaryExpression(node) && (isFallback || keeping.has(node.operatorToken.kind)))
    return (
      collect(judgement, file, node.left, steps) && collect(judgement, file, node.right, steps)
    );
  if (ts.isConditionalExpression(node))
    return (
      collect(judgement, file, node.whenTrue, steps) &&
      collect(judgement, file, node.whenFalse, steps)
    );
  const bare = unwrapped(judgement, file, node);
  if (bare !== undefined) steps.push({ node, text: bare });
  else if (judgement.retype.after === "bigint" && isWhole(judgement, node))
    steps.push({ node, text: `BigInt(${written})` });
  else return false;
  return true;
}

/** `x` of `BigInt(x)` where numbers are wanted now and `x` is one; of `Number(x)` the other way round. */
function unwrapped(judgement: Judgement, file: string, node: ts.Expression): string | undefined {
  const { retype, snapshot } = judgement;
  const wanted = retype.after === "number" ? "BigInt" : "Number";
  if (!ts.isCallExpression(node) || node.expression.getText() !== wanted) return undefined;
  const [given] = node.arguments;
  if (given === undefined) return undefined;
  const flags = judgement.tagged.checker.getTypeAtLocation(given).flags;
  const kind = retype.after === "number" ? ts.TypeFlags.NumberLike : ts.TypeFlags.BigIntLike;
  if ((flags & kind) === 0) return undefined;
  const text = snapshot.texts.get(file)?.slice(given.getStart(), given.getEnd()) ?? "";
  return ts.isBinaryExpression(given) && ts.isBinaryExpression(node.parent) ? `(${text})` : text;
}

/** Whether a number has no fraction by the way in which it is made. */
function isWhole({ tagged }: Judgement, node: ts.Expression): boolean {
  const type = tagged.checker.getTypeAtLocation(node);
  if ((type.flags & ts.TypeFlags.NumberLike) === 0) return false;
  if (ts.isPropertyAccessExpression(node)) return /^(?:length|size)$/.test(node.name.text);
  return (
    ts.isCallExpression(node) &&
    /^(?:Math\.(?:floor|ceil|round|trunc|sign)|.*\.indexOf|.*\.getTime|Date\.now)$/.test(
      node.expression.getText(),
    )
  );
}

/** Whether all that an expression can be is of the new kind already. */
function isHeld(judgement: Judgement, node: ts.Expression): boolean {
  const { tagged, members } = judgement;
  if (isHeldByStart(judgement, node)) return true;
  const type = tagged.checker.getTypeAtLocation(node);
  const parts = (type.isUnion() ? type.types : [type]).filter(
    ({ flags }) => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) === 0,
  );
  return (
    parts.length > 0 && parts.every((part) => tagsOf(part).some((tag) => members.has(tagNode(tag))))
  );
}

/** Whether a variable or property has its type from what it begins with, and is of the new kind with it. */
function isHeldByStart({ tagged, members }: Judgement, node: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return false;
  const declared = tagged.checker.getSymbolAtLocation(name)?.valueDeclaration;
  return (
    declared !== undefined &&
    members.has(`v:${tagged.pathOf(declared.getSourceFile())}:${declared.getStart()}`)
  );
}

const write = (judgement: Judgement, file: string, { node, text }: Step): void =>
  edit(
    judgement,
    { file, expression: node },
    text,
    "literal-respelt",
    `It is counted with ${judgement.change.symbol}, which is ${judgement.retype.toIntent} now: the same number as ${text}.`,
  );

const wrap = (
  judgement: Judgement,
  file: string,
  node: ts.Expression,
  text: string,
  because: string,
): void => edit(judgement, { file, expression: node }, text, "convert-at-boundary", because);

function mixed(judgement: Judgement, file: string, side: ts.Expression): void {
  const { change, retype } = judgement;
  const text = writtenAs(judgement, file, side);
  hole(
    judgement,
    file,
    side,
    retype.after === "number" ? "narrowing" : "conversion",
    `\`${text}\` is still ${retype.before} and is counted with ${change.symbol}, which is ${retype.toIntent} now: how does it become one?`,
    [retype.after === "number" ? `Number(${text})` : `BigInt(${text})`],
  );
}

function ask(judgement: Judgement, file: string, place: ts.Node): void {
  const { change, retype } = judgement;
  const text = writtenAs(judgement, file, place);
  const isDivision =
    ts.isBinaryExpression(place) && place.operatorToken.kind === ts.SyntaxKind.SlashToken;
  const candidates =
    isDivision && retype.after === "number"
      ? [`Math.trunc(${text.replaceAll(/\b(\d[\d_]*)n\b/g, "$1")})`]
      : [];
  // Beside a number of the other kind it is no division at all, until one of them becomes what the other is.
  const isMixed =
    ts.isBinaryExpression(place) &&
    [place.left, place.right].some(
      (side) => !isPlainLiteral(side) && !holdsMember(judgement, side),
    );
  hole(
    judgement,
    file,
    place,
    isMixed ? "conversion" : "silent-miss",
    isDivision
      ? `\`${text}\` divides it: ${change.symbol} is ${retype.toIntent} now, and the rest is ${retype.after === "number" ? "kept" : "lost"}. What is meant?`
      : `\`${text}\` counts with it: ${change.symbol} is ${retype.toIntent} now.`,
    candidates,
  );
}
