import ts from "typescript-services";

import type { Change, HoleKind, RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { decide } from "./decide.ts";
import { askExpectedTexts } from "./expected-texts.ts";
import { collectFlows, type Evidence, type Flow, type FlowGraph, type FlowNode } from "./flow.ts";
import {
  convertExpression,
  convertLiteral,
  isParsing,
  isPlainLiteral,
  parsedText,
  primitiveName,
  type Retype,
} from "./literals.ts";
import { enclosingName } from "./places.ts";
import { changeFor, type Stamped } from "./stamps.ts";
import { tagSlots, type Slot } from "./tags.ts";
import type { Snapshot, Workspace } from "./workspace.ts";

/** Stamped slots that changed from one primitive to another. */
interface RetypeGroup {
  readonly retype: Retype;
  readonly slots: readonly Omit<Slot, "tag">[];
}

const isRetype = (change: Change): boolean =>
  change.kind.endsWith("-retyped") || change.kind === "rpc-output-changed";

/** Groups the changed slots by the pair of keywords, and by what the intent says, because a uuid is a string with rules. */
export function retypedSlots(
  request: RepairRequest,
  before: Stamped,
  after: Stamped,
  newPath: (path: string) => string,
): readonly RetypeGroup[] {
  const groups = new Map<string, { retype: Retype; slots: Omit<Slot, "tag">[] }>();
  for (const [key, keyword] of before.keywords) {
    const now = after.keywords.get(`${newPath(keyword.path)}${key.slice(key.lastIndexOf("#"))}`);
    if (now === undefined || now.text === keyword.text) continue;
    const change = changeFor(request, newPath(keyword.path), isRetype);
    if (change === undefined) continue;
    const retype = {
      before: keyword.text,
      after: now.text,
      fromIntent: primitiveName(change.fromType),
      toIntent: primitiveName(change.toType),
    };
    const name = [retype.before, retype.after, retype.fromIntent, retype.toIntent].join(">");
    const group = groups.get(name) ?? { retype, slots: [] };
    groups.set(name, group);
    group.slots.push({
      file: keyword.file,
      start: keyword.node.getStart(),
      end: keyword.node.getEnd(),
      change,
    });
  }
  return [...groups.values()];
}

/** Everything that judging one group needs at hand. */
interface Judgement {
  readonly request: RepairRequest;
  readonly snapshot: Snapshot;
  readonly tagged: Snapshot;
  readonly slots: ReadonlyMap<number, Slot>;
  readonly graph: FlowGraph;
  readonly members: ReadonlySet<FlowNode>;
  readonly retype: Retype;
  readonly change: Change;
  readonly edits: EditList;
  readonly holes: HoleList;
}

/**
 * Carries a change of type through the hand-written code by brand taint: tag every slot of the old type in the old
 * program, read the flows off the types, close over them from the changed slots, and rewrite the annotations inside. What
 * crosses the border is converted where nothing is lost; every use that made sense only for the old type is asked about.
 */
export function carryRetype(
  request: RepairRequest,
  workspace: Workspace,
  snapshot: Snapshot,
  group: RetypeGroup,
  edits: EditList,
  holes: HoleList,
): void {
  const handWritten = new Set(request.sources.keys());
  const { texts, slots } = tagSlots(snapshot, group.retype.before, group.slots, handWritten);
  const tagged = workspace.open(texts);
  const graph = collectFlows(tagged, group.retype.before, handWritten, slots.values());
  const changed = new Set(
    [...slots.values()].filter((slot) => slot.change !== undefined).map((slot) => `t${slot.tag}`),
  );
  const { members } = decide(graph, changed);
  const [first] = group.slots;
  if (first?.change === undefined) return;
  const judgement: Judgement = {
    request,
    snapshot,
    tagged,
    slots,
    graph,
    members,
    retype: group.retype,
    change: rootOf(request, first.change),
    edits,
    holes,
  };
  for (const slot of slots.values())
    if (slot.change === undefined && members.has(`t${slot.tag}`)) rewrite(judgement, slot);
  for (const flow of graph.flows) cross(judgement, flow);
  for (const evidence of graph.evidence) if (members.has(evidence.node)) ask(judgement, evidence);
  // Other conversions keep the digits, and with them every text that is made of them.
  if (group.retype.toIntent === "uuid")
    askExpectedTexts(request, snapshot, judgement.change, edits.all(), holes);
}

/** The change that started it, where this one only follows from another. */
function rootOf(request: RepairRequest, change: Change): Change {
  return (
    request.changes.find((other) => other.symbol === change.cause && isRetype(other)) ?? change
  );
}

function rewrite(judgement: Judgement, slot: Slot): void {
  const { retype, change, edits } = judgement;
  edits.add({
    file: slot.file,
    start: slot.start,
    end: slot.end,
    text: retype.after,
    change: change.symbol,
    rule: "retype-slot",
    certainty: "certain",
    because: `Every value here is ${change.symbol}, which is ${retype.toIntent || retype.after} now.`,
  });
}

/** Judges one flow over the border of what has changed, in either direction. */
function cross(judgement: Judgement, flow: Flow): void {
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
function ask(judgement: Judgement, evidence: Evidence): void {
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

function edit(judgement: Judgement, flow: Flow, text: string, rule: string, because: string): void {
  const node = flow.expression;
  // `{ id }` cannot hold a conversion: the name is spelt out.
  const shorthand =
    ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ` : "";
  const place = { file: flow.file, start: node.getStart(), end: node.getEnd() };
  judgement.edits.add({
    ...place,
    text: `${shorthand}${text}`,
    change: judgement.change.symbol,
    rule,
    certainty: "certain",
    because,
  });
}

function hole(
  judgement: Judgement,
  file: string,
  node: ts.Node,
  kind: HoleKind,
  question: string,
  candidates: readonly string[],
): void {
  const text = judgement.snapshot.texts.get(file) ?? "";
  const span = { start: node.getStart(), end: node.getEnd() };
  judgement.holes.add({
    kind,
    file,
    text,
    span,
    delta: judgement.change.symbol,
    inside: enclosingName(node),
    question,
    candidates,
  });
}
