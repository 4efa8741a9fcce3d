import type { HoleKind } from "#intent";

import type { Flow, FlowNode } from "./graph.ts";
import { edit, hole, type Judgement } from "./judgement.ts";
import {
  convertExpression,
  convertLiteral,
  isParsing,
  isPlainLiteral,
  parsedText,
} from "./literals.ts";

/** Judges one flow over the border of what has changed, in either direction. */
export function cross(judgement: Judgement, flow: Flow): void {
  const inside = (node: FlowNode | undefined): boolean =>
    node !== undefined && judgement.members.has(node);
  if (inside(flow.to) && !inside(flow.from)) enter(judgement, flow);
  else if (inside(flow.from) && !inside(flow.to) && flow.kind === "flow") leave(judgement, flow);
}

function enter(judgement: Judgement, flow: Flow): void {
  const { retype, request, change } = judgement;
  const text = flow.expression.getText();
  const original =
    judgement.snapshot.texts
      .get(flow.file)
      ?.slice(flow.expression.getStart(), flow.expression.getEnd()) ?? text;
  if (flow.opaque) return untyped(judgement, flow, original);
  if (isPlainLiteral(flow.expression)) return literal(judgement, flow, original);
  const converted = flow.direct ? convertExpression(original, retype) : undefined;
  if (isParsing(flow.expression)) {
    const candidates = [
      parsedText(flow.expression),
      ...(converted === undefined ? [] : [converted]),
    ];
    return hole(
      judgement,
      flow.file,
      flow.expression,
      "validation",
      `\`${original}\` reads a number; which texts are a valid ${change.symbol} now?`,
      candidates,
    );
  }
  if (flow.kind === "compare" || converted === undefined) {
    return hole(
      judgement,
      flow.file,
      flow.expression,
      "conversion",
      `\`${original}\` is still ${retype.before} and meets ${change.symbol}, which is ${retype.after} now.`,
      converted === undefined ? [] : [converted],
    );
  }
  // A test may be respelt, not rewired.
  if (request.tests.has(flow.file) && flow.kind === "flow" && !flow.direct) return;
  edit(
    judgement,
    flow,
    converted,
    "convert-at-boundary",
    `\`${original}\` stays ${retype.before}; ${change.symbol} is ${retype.after} now, and this conversion loses nothing.`,
  );
}

/** What comes without a type is stored or sent by somebody: whether it has the new form already is not for code to say. */
function untyped(judgement: Judgement, flow: Flow, original: string): void {
  // A test reads back what the service under test has just written.
  if (flow.kind === "compare" || judgement.request.tests.has(flow.file)) return;
  const { change, retype } = judgement;
  hole(
    judgement,
    flow.file,
    flow.expression,
    "wire-form",
    `\`${original}\` has no type: is ${change.symbol} in it ${retype.toIntent || retype.after} already?`,
    [],
  );
}

/** A value written out: in a test it is respelt, in production it is a decision what that value is now. */
function literal(judgement: Judgement, flow: Flow, original: string): void {
  const { retype, request, change } = judgement;
  const converted = convertLiteral(original, retype);
  if (converted !== undefined && request.tests.has(flow.file)) {
    return edit(
      judgement,
      flow,
      converted,
      "literal-respelt",
      `The test spells ${change.symbol} as ${original}; as ${retype.toIntent} the same value is ${converted}.`,
    );
  }
  if (converted !== undefined && retype.before === "number" && retype.after === "bigint") {
    return edit(
      judgement,
      flow,
      converted,
      "literal-respelt",
      `${original} is the same whole number when ${change.symbol} is a big integer.`,
    );
  }
  const kind: HoleKind = request.tests.has(flow.file) ? "expected-value" : "conversion";
  hole(
    judgement,
    flow.file,
    flow.expression,
    kind,
    `Which ${change.symbol} is \`${original}\`, now that it is ${retype.toIntent}?`,
    converted === undefined ? [] : [converted],
  );
}

/** The value goes where the old type is still wanted. */
function leave(judgement: Judgement, flow: Flow): void {
  const { retype, change } = judgement;
  const original =
    judgement.snapshot.texts
      .get(flow.file)
      ?.slice(flow.expression.getStart(), flow.expression.getEnd()) ?? "";
  const candidates = flow.direct && retype.after === "string" ? [`Number(${original})`] : [];
  const narrows = retype.before === "number" && retype.after === "bigint";
  hole(
    judgement,
    flow.file,
    flow.expression,
    narrows ? "narrowing" : "conversion",
    `\`${original}\` is ${retype.after} now, but a ${retype.before} is wanted here, also for values that are no ${change.symbol}.`,
    candidates,
  );
}
