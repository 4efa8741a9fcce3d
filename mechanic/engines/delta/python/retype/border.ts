import type { SyntaxNode } from "#intent";

import { childOf } from "../tree.ts";
import { above, argumentsOf, isExpressionAt } from "./indexed.ts";
import { edit, hole, moduleAt, newType, spelt, typeIn, type Judgement } from "./judgement.ts";
import { isNumeric } from "./numbers.ts";
import { convertExpression, convertLiteral } from "./spelling.ts";
import { unchanged, type Flow, type FlowNode, type Tag } from "./types.ts";

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
  const isNumber = isNumeric(retype);
  // A number equals its like of another kind: only what is given as one has to be one.
  if (isNumber && retype.before === "int" && !isGiven(judgement, tag)) return;
  if (converted !== undefined && (isNumber || request.tests.has(tag.file))) {
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

/** Whether a literal goes where the value is wanted, and is not only compared with it. */
const isGiven = ({ taint }: Judgement, { tag }: Tag): boolean =>
  taint.graph.flows.some(
    ({ from, to, kind }) =>
      from === tag && kind === "flow" && to !== undefined && taint.members.has(to),
  );

/** Judges one flow over the border of what has changed, in either direction. */
export function cross(judgement: Judgement, flow: Flow): void {
  const { members } = judgement.taint;
  const inside = (node: FlowNode): boolean => node !== undefined && members.has(node);
  if (inside(flow.to) && !inside(flow.from)) enter(judgement, flow);
  else if (inside(flow.from) && !inside(flow.to) && flow.kind === "flow") leave(judgement, flow);
}

function enter(judgement: Judgement, flow: Flow): void {
  const { taint, retype } = judgement;
  const tag = flow.from === undefined ? undefined : taint.tags.get(flow.from);
  if (tag?.kind === "parse") return parsed(judgement, tag);
  // A literal that goes elsewhere, too, cannot be respelt: it is converted where it becomes this value.
  const place = flow.direct ? flow : tag?.kind === "literal" ? tag : undefined;
  if (place === undefined) return;
  const original = spelt(judgement, place);
  const converted = convertExpression(original, retype, typeIn(judgement, place.file));
  if (flow.kind === "compare" && isNumeric(retype) && retype.before === "int") return;
  // What counts up ids is asked about where it counts.
  if (tag?.kind === "slot" && isCounted(judgement, tag)) return;
  // A whole number is a number.
  if (retype.after === "float") return;
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
  hole(
    judgement,
    tag,
    "validation",
    `\`${original}\` reads a number; which texts are a valid ${judgement.retype.change.symbol} now?`,
    judgement.retype.after === "str" && converted !== undefined ? [...bare, converted] : [],
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
