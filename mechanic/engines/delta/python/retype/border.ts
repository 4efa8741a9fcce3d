import { lineStarts, positionAt } from "#intent";

import { childOf, nodesOf, textOf } from "../tree.ts";
import { comesAsItIs, dayOf, isReadAsBefore } from "./arrivals.ts";
import { above, calleeOf, isExpressionAt, nodeAt } from "./indexed.ts";
import { edit, hole, moduleAt, newType, spelt, typeIn, type Judgement } from "./judgement.ts";
import { comesBack, isNumeric } from "./numbers.ts";
import { originOf } from "./origin.ts";
import { parsed } from "./parsed.ts";
import { literal } from "./respell.ts";
import { convertExpression } from "./spelling.ts";
import { unchanged, type Flow, type FlowNode, type Place, type Tag } from "./types.ts";

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
  if (comesAsItIs(judgement, place)) return;
  const original = spelt(judgement, place);
  const converted =
    dayOf(judgement, place) ?? convertExpression(original, retype, typeIn(judgement, place.file));
  if (isReadAsBefore(judgement, place)) {
    const what = `\`${original}\` reads ${retype.before}; which texts are a valid ${retype.change.symbol} now?`;
    return hole(judgement, place, "validation", what, converted === undefined ? [] : [converted]);
  }
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
    const module = flow.kind === "flow" ? moduleAt(judgement, place.file) : undefined;
    const origin = module && originOf(module, place);
    if (origin !== undefined) judgement.quiet.push(place);
    return hole(judgement, origin ?? place, kind, what, converted === undefined ? [] : [converted]);
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

/** Whether a value goes into the entry of a row, which is asked about as a whole. */
const isInEntry = ({ taint }: Judgement, { file, start, end }: Flow): boolean =>
  taint.graph.evidence.some(
    (each) =>
      (each.kind === "row" || each.kind === "entry") &&
      each.file === file &&
      each.start <= start &&
      end <= each.end &&
      taint.members.has(each.node),
  );

/** The value goes where the old type is still wanted. */
function leave(judgement: Judgement, flow: Flow): void {
  const { retype, taint } = judgement;
  const target = flow.to === undefined ? undefined : taint.tags.get(flow.to);
  if (target?.kind === "literal" || target?.kind === "parse") {
    if (target.kind === "literal") literal(judgement, target);
    return;
  }
  // A whole number is a number wherever one is wanted.
  if (retype.before === "float" && retype.after === "int") return;
  if (isFollowing(judgement, flow)) {
    judgement.quiet.push(flow);
    return;
  }
  if (isInEntry(judgement, flow)) return;
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
