import type { Span, SyntaxNode } from "#intent";

import { nameOf, textOf } from "../tree.ts";
import { above } from "./indexed.ts";
import { edit, hole, newType, spelt, typeIn, type Judgement } from "./judgement.ts";
import { isAdded, isExactFloat, isNumeric } from "./numbers.ts";
import { convertLiteral } from "./spelling.ts";
import type { Indexed, Place, Tag } from "./types.ts";

/** Spells every annotation in the new type, and every literal that is the value. */
export function respell(judgement: Judgement): void {
  const { taint, retype } = judgement;
  for (const member of taint.members) {
    const tag = taint.tags.get(member);
    if (tag?.isMaker === true && !isAdded(retype)) {
      const what = `What begins as \`${spelt(judgement, tag)}()\` is ${retype.change.symbol}, which is ${newType(judgement)} now: what does it begin as?`;
      hole(judgement, tag, "conversion", what);
    } else if (tag?.kind === "slot" && tag.start < tag.end) {
      const because = `Every value here is ${retype.change.symbol}, which is ${newType(judgement)} now.`;
      edit(judgement, tag, typeIn(judgement, tag.file).text, "retype-slot", because);
    }
    if (tag?.kind === "literal") literal(judgement, tag);
  }
}

/** A value written out: in a test it is respelt, in production it is a decision what that value is now. */
export function literal(judgement: Judgement, tag: Tag): void {
  const { retype, request } = judgement;
  const { symbol } = retype.change;
  const original = spelt(judgement, tag);
  const converted = convertLiteral(original, retype, typeIn(judgement, tag.file));
  if (converted === original) return;
  const row = isGiven(judgement, tag) ? undefined : rowInOrder(judgement, tag);
  if (row !== undefined)
    return hole(
      judgement,
      row,
      "expected-value",
      `\`${spelt(judgement, row)}\` stands in the order of numbers: ${symbol} is ${newType(judgement)} now, and which order does the test expect?`,
    );
  if (isMadeAnew(judgement, tag))
    return hole(
      judgement,
      tag,
      "expected-value",
      `The test expects ${symbol} to be \`${original}\`, which was counted: which one is it, now that it is ${newType(judgement)}?`,
    );
  const isNumber = isNumeric(retype);
  // A number equals its like of another kind: only what is given as one has to be one.
  if (isNumber && equalsItsLike(retype.before, original) && !isGiven(judgement, tag)) return;
  const isKnown = isNumber || retype.unit !== undefined;
  if (converted !== undefined && (isKnown || request.tests.has(tag.file))) {
    const who = request.tests.has(tag.file) ? "The test" : "The code";
    const because = `${who} spells ${symbol} as ${original}; as ${newType(judgement)} the same value is ${converted}.`;
    edit(judgement, tag, converted, "literal-respelt", because);
    return;
  }
  hole(
    judgement,
    tag,
    request.tests.has(tag.file) ? "expected-value" : "conversion",
    `Which ${symbol} is \`${original}\`, now that it is ${newType(judgement)}?`,
    converted === undefined ? [] : [converted],
  );
}

/** Whether a number is equal to what is spelt alike in the new kind. */
const equalsItsLike = (before: string, original: string): boolean =>
  before === "int" || isExactFloat(original);

/**
 * The list or tuple around a number that a test expects among others, where these stand in the order of numbers, texts
 * would stand otherwise, and the service puts the values in order.
 */
function rowInOrder({ taint, retype, request }: Judgement, tag: Tag): Place | undefined {
  const module = taint.modules.get(tag.file);
  const row = module?.parents.get(tag.node);
  if (module === undefined || row === undefined || !/^(?:list|tuple)$/.test(row.type))
    return undefined;
  if (retype.before !== "int" || retype.after !== "str" || !request.tests.has(tag.file))
    return undefined;
  const isCompared = [...above(module, row)].some(({ type }) => type === "comparison_operator");
  const values = row.children.filter((child) => child.named);
  const isSpeltOut = values.every(({ type }) => type === "integer");
  const texts = values.map((value) => textOf(module.text, value));
  const [asNumbers, asTexts] = [texts.toSorted((a, b) => Number(a) - Number(b)), texts.toSorted()];
  const isSorted =
    texts.join() === asNumbers.join() || texts.join() === asNumbers.toReversed().join();
  const isOrdered = taint.graph.evidence.some(
    ({ kind, node, file }) =>
      kind === "order" && taint.members.has(node) && !request.tests.has(file),
  );
  const isLost = isSorted && asNumbers.join() !== asTexts.join();
  const { start, end } = row;
  return isCompared && isSpeltOut && isOrdered && isLost
    ? { file: tag.file, start, end }
    : undefined;
}

/** Whether a test expects a value that the service counts up, and that nothing in the same test has given it. */
function isMadeAnew(judgement: Judgement, tag: Tag): boolean {
  const { taint, retype, request } = judgement;
  const module = taint.modules.get(tag.file);
  if (isNumeric(retype) || module === undefined || !request.tests.has(tag.file)) return false;
  const { evidence, flows } = taint.graph;
  const counted = evidence.some(
    (each) =>
      each.kind === "arithmetic" &&
      taint.members.has(each.node) &&
      !request.tests.has(each.file) &&
      /\+=?\s*1\b/.test(spelt(judgement, each)),
  );
  const isOnlyCompared = flows.every(({ from, kind }) => from !== tag.tag || kind === "compare");
  if (!counted || !isOnlyCompared) return false;
  const scope = testAround(module, tag);
  const own = textOf(module.text, tag.node);
  return ![...taint.tags.values()].some(
    (other) =>
      other !== tag &&
      other.kind === "literal" &&
      taint.members.has(other.tag) &&
      spelt(judgement, other) === own &&
      scope !== undefined &&
      (isInside(other, tag.file, scope) || isShared(taint, other)),
  );
}

/** The outermost function around a place: a test may hold what it runs in a function of its own (`async def run()`). */
const testAround = (module: Indexed, { node }: Pick<Tag, "node">): SyntaxNode | undefined =>
  [...above(module, node)].findLast(({ type }) => type === "function_definition");

const isInside = (tag: Tag, file: string, scope: Span): boolean =>
  tag.file === file && scope.start <= tag.start && tag.end <= scope.end;

/** Whether a value is written out for several tests: at the top of a file, or in a helper. */
function isShared({ modules }: Judgement["taint"], { file, node }: Tag): boolean {
  const module = modules.get(file);
  if (module === undefined) return false;
  const scope = testAround(module, { node });
  return scope === undefined || !nameOf(module.text, scope).startsWith("test");
}

/** Whether a literal goes where the value is wanted, and is not only compared with it. */
const isGiven = ({ taint }: Judgement, { tag }: Tag): boolean =>
  taint.graph.flows.some(
    ({ from, to, kind }) =>
      from === tag && kind !== "compare" && to !== undefined && taint.members.has(to),
  );
