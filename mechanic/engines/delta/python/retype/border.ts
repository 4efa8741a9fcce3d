import { lineStarts, positionAt, type Span, type SyntaxNode } from "#intent";

import { childOf, nameOf, nodesOf, textOf } from "../tree.ts";
import { above, argumentsOf, calleeOf, isExpressionAt, nodeAt } from "./indexed.ts";
import { edit, hole, moduleAt, newType, spelt, typeIn, type Judgement } from "./judgement.ts";
import { comesBack, isExactFloat, isNumeric } from "./numbers.ts";
import { convertExpression, convertLiteral } from "./spelling.ts";
import { unchanged, type Flow, type FlowNode, type Place, type Tag } from "./types.ts";

/** Spells every annotation in the new type, and every literal that is the value. */
export function respell(judgement: Judgement): void {
  const { taint, retype } = judgement;
  for (const member of taint.members) {
    const tag = taint.tags.get(member);
    if (tag?.kind === "slot" && tag.start < tag.end) {
      const because = `Every value here is ${retype.change.symbol}, which is ${newType(judgement)} now.`;
      edit(judgement, tag, typeIn(judgement, tag.file).text, "retype-slot", because);
    }
    if (tag?.kind === "literal") literal(judgement, tag);
  }
}

/** A value written out: in a test it is respelt, in production it is a decision what that value is now. */
function literal(judgement: Judgement, tag: Tag): void {
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
  const scope = [...above(module, tag.node)].find(({ type }) => type === "function_definition");
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

const isInside = (tag: Tag, file: string, scope: Span): boolean =>
  tag.file === file && scope.start <= tag.start && tag.end <= scope.end;

/** Whether a value is written out for several tests: at the top of a file, or in a helper. */
function isShared({ modules }: Judgement["taint"], { file, node }: Tag): boolean {
  const module = modules.get(file);
  if (module === undefined) return false;
  const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
  return scope === undefined || !nameOf(module.text, scope).startsWith("test");
}

/** Whether a literal goes where the value is wanted, and is not only compared with it. */
const isGiven = ({ taint }: Judgement, { tag }: Tag): boolean =>
  taint.graph.flows.some(
    ({ from, to, kind }) =>
      from === tag && kind !== "compare" && to !== undefined && taint.members.has(to),
  );

/** Judges one flow over the border of what has changed, in either direction. */
export function cross(judgement: Judgement, flow: Flow): void {
  const { members } = judgement.taint;
  const inside = (node: FlowNode): boolean => node !== undefined && members.has(node);
  if (flow.kind === "beside") return;
  if (inside(flow.to) && !inside(flow.from)) enter(judgement, flow);
  else if (inside(flow.from) && !inside(flow.to) && flow.kind === "flow") leave(judgement, flow);
}

function enter(judgement: Judgement, flow: Flow): void {
  const { taint, retype } = judgement;
  const tag = flow.from === undefined ? undefined : taint.tags.get(flow.from);
  if (tag?.kind === "parse") return parsed(judgement, tag);
  // A literal that goes elsewhere, too, cannot be respelt: it is converted where it becomes this value.
  // Of a tuple that holds it and is compared, the whole is asked about where nothing in it can be spelt anew.
  const isWhole = flow.kind === "compare" && tag === undefined && !comesBack(retype);
  const isWithin = tag?.kind === "literal" && !arrivesDirectly(judgement, flow);
  const place = flow.direct || isWhole ? flow : isWithin ? tag : undefined;
  if (place === undefined) return;
  const original = spelt(judgement, place);
  const converted = convertExpression(original, retype, typeIn(judgement, place.file));
  if (flow.kind === "compare" && isNumeric(retype) && retype.before === "int") return;
  // What counts up ids is asked about where it counts.
  if ((tag?.kind === "slot" && isCounted(judgement, tag)) || isFollowing(judgement, place)) {
    judgement.quiet.push(place);
    return;
  }
  // A whole number is a number.
  if (retype.after === "float") return;
  // How the next one is made is asked about where it is counted.
  if (tag === undefined && !isNumeric(retype) && isCountedWith(judgement, place)) {
    judgement.quiet.push(place);
    return;
  }
  // What is counted with the value is of its new kind already; a sum of none needs a seed of that kind.
  if (tag === undefined && isNumeric(retype) && isCountedWith(judgement, place))
    return seed(judgement, place);
  if (tag?.kind === "literal" && tag.start === place.start && tag.end === place.end)
    return literal(judgement, tag);
  if (flow.kind === "compare" || converted === undefined) {
    const isTest = judgement.request.tests.has(place.file);
    const compared = isTest ? "expected-value" : "silent-miss";
    const kind = flow.kind === "compare" ? compared : "conversion";
    const { symbol } = retype.change;
    const what =
      flow.kind === "compare"
        ? `\`${original}\` is still ${retype.before} and is compared with ${symbol}, which is ${newType(judgement)} now: they are never equal.`
        : `\`${original}\` is still ${retype.before} and becomes ${symbol}, which is ${newType(judgement)} now: which value is it?`;
    return hole(judgement, place, kind, what, converted === undefined ? [] : [converted]);
  }
  const because = `\`${original}\` stays ${retype.before}; ${retype.change.symbol} is ${newType(judgement)} now, and this conversion loses nothing.`;
  const module = moduleAt(judgement, place.file);
  if (module !== undefined && isExpressionAt(module, place))
    edit(judgement, place, converted, "convert-at-boundary", because);
}

/** Whether pyright has said of the same expression that it is the value itself. */
const arrivesDirectly = ({ taint }: Judgement, { from, file, start, end }: Flow): boolean =>
  taint.graph.flows.some(
    (other) =>
      other.direct &&
      other.kind === "flow" &&
      other.from === from &&
      other.file === file &&
      other.start === start &&
      other.end === end,
  );

/** Whether an expression, or the left side of what is stored, is counted with values of the change. */
const isCountedWith = ({ taint }: Judgement, place: Place): boolean => {
  const module = taint.modules.get(place.file);
  const target = module === undefined ? undefined : nodeAt(module.root, place.start, place.end);
  return (
    target?.field === "left" ||
    taint.graph.evidence.some(
      ({ kind, node, file, start, end }) =>
        kind === "arithmetic" &&
        taint.members.has(node) &&
        file === place.file &&
        place.start <= start &&
        end <= place.end,
    )
  );
};

/** `sum(fee.cents for fee in fees)` is a plain zero where there are none. */
function seed(judgement: Judgement, place: Place): void {
  const module = moduleAt(judgement, place.file);
  if (module === undefined || judgement.retype.after !== "Decimal") return;
  const node = nodeAt(module.root, place.start, place.end);
  const given = childOf(node, "arguments");
  if (calleeOf(module.text, node) !== "sum" || given?.type !== "generator_expression") return;
  const zero = `${typeIn(judgement, place.file).text}(0)`;
  const because = `A sum of no ${judgement.retype.change.symbol} is ${zero}, as all others are ${newType(judgement)} now.`;
  edit(judgement, place, `sum(${textOf(module.text, given)}, ${zero})`, "retype-seed", because);
}

/** Whether a function answers with what it counts up from values of the change: that is where the next one comes from. */
function isCounted({ taint }: Judgement, { file, node, isParameter }: Tag): boolean {
  const module = taint.modules.get(file);
  if (module === undefined || isParameter === true) return false;
  const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
  const answer = scope === undefined ? undefined : childOf(scope, "return_type");
  if (scope === undefined || answer === undefined) return false;
  if (node.start < answer.start || answer.end < node.end) return false;
  return taint.graph.evidence.some(
    (each) =>
      each.kind === "arithmetic" &&
      each.file === file &&
      taint.members.has(each.node) &&
      scope.start <= each.start &&
      each.end <= scope.end,
  );
}

/** Whether an expression is made of a local name whose value is asked about where it gets it. */
function isFollowing({ taint, holes, request }: Judgement, place: Place): boolean {
  const module = taint.modules.get(place.file);
  if (module === undefined || request.tests.has(place.file)) return false;
  const node = nodeAt(module.root, place.start, place.end);
  const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
  if (scope === undefined) return false;
  const names = new Set(nodesOf(node, "identifier").map((one) => textOf(module.text, one)));
  const starts = lineStarts(module.text);
  return nodesOf(scope, "assignment").some((assignment) => {
    const left = childOf(assignment, "left");
    if (left?.type !== "identifier" || !names.has(textOf(module.text, left))) return false;
    const first = positionAt(starts, assignment.start).line;
    const last = positionAt(starts, assignment.end).line;
    return (
      assignment.end <= place.start &&
      holes
        .all()
        .some(
          (hole) =>
            hole.file === place.file &&
            hole.kind === "conversion" &&
            first <= hole.line &&
            hole.endLine <= last,
        )
    );
  });
}

/** A number read out of text: what is valid there is a rule that somebody has to set anew. */
function parsed(judgement: Judgement, tag: Tag): void {
  const original = spelt(judgement, tag);
  const inner: SyntaxNode | undefined = argumentsOf(tag.node).at(-1);
  const text = moduleAt(judgement, tag.file)?.text ?? "";
  const bare =
    inner === undefined || original.startsWith("map") ? [] : [text.slice(inner.start, inner.end)];
  const converted = convertExpression(original, judgement.retype);
  if (judgement.retype.after === "float") return;
  const isNumber = isNumeric(judgement.retype);
  if (isNumber)
    return hole(
      judgement,
      tag,
      "conversion",
      `\`${original}\` makes a whole number; is ${judgement.retype.change.symbol} still one, now that it is ${newType(judgement)}?`,
    );
  const source = bare[0];
  if (source !== undefined && judgement.retype.after === "str" && isMereReading(judgement, tag)) {
    const because = `${judgement.retype.change.symbol} is ${newType(judgement)} now, and \`${source}\` is the text that it was read from.`;
    edit(judgement, tag, source, "parse-falls-away", because);
    return;
  }
  hole(
    judgement,
    tag,
    "validation",
    `\`${original}\` reads a number; which texts are a valid ${judgement.retype.change.symbol} now?`,
    judgement.retype.after === "str" && converted !== undefined ? [...bare, converted] : [],
  );
}

/**
 * Whether a text is made a number for no other reason than that the value was one: the call stands where the value is wanted
 * and is all that is done to it, its source is a text, and nobody catches what is no number.
 */
function isMereReading({ taint }: Judgement, tag: Tag): boolean {
  const module = taint.modules.get(tag.file);
  const [source, ...more] = argumentsOf(tag.node);
  if (module === undefined || source === undefined || more.length > 0) return false;
  const isTaken = /\.(?:pop|popleft|strip)$/.test(calleeOf(module.text, source));
  if (!isTaken && !/^(?:identifier|attribute|subscript)$/.test(source.type)) return false;
  if (taint.types.get(`${tag.file}:${source.start}:${source.end}`) !== "str") return false;
  const around = [...above(module, tag.node)];
  const [holder] = around;
  return (
    /^(?:keyword_argument|argument_list|pair)$/.test(holder?.type ?? "") &&
    !around.some(({ type }) => type === "try_statement") &&
    !around.some(
      (outer) =>
        outer.type === "function_definition" &&
        /\.is(?:digit|decimal|numeric)\(/.test(textOf(module.text, outer)),
    )
  );
}

/** The value goes where the old type is still wanted. */
function leave(judgement: Judgement, flow: Flow): void {
  const { retype, taint } = judgement;
  const target = flow.to === undefined ? undefined : taint.tags.get(flow.to);
  if (target?.kind === "literal" || target?.kind === "parse") {
    if (target.kind === "literal") literal(judgement, target);
    return;
  }
  if (isFollowing(judgement, flow)) {
    judgement.quiet.push(flow);
    return;
  }
  const original = spelt(judgement, flow);
  const whose = flow.to === unchanged ? "a contract's" : "this code's";
  hole(
    judgement,
    flow,
    "conversion",
    `\`${original}\` is ${newType(judgement)} now, but ${whose} ${retype.before} is wanted here, also for values that are no ${retype.change.symbol}.`,
    flow.direct && retype.before === "int" && retype.after === "str" ? [`int(${original})`] : [],
  );
}
