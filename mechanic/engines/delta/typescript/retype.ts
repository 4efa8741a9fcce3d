import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { EditList, HoleDraft, HoleList } from "../shared/index.ts";
import { askStored, cross, readsStored, respell, respellWire } from "./border.ts";
import { closedNodes, eitherNodes, storedNodes } from "./closed.ts";
import { decide } from "./decide.ts";
import { askExpectedTexts } from "./expected-texts.ts";
import { collectFlows } from "./flow.ts";
import { tagNode, type Evidence, type Flow, type FlowNode } from "./graph.ts";
import type { Judgement, SettledPlace } from "./judgement.ts";
import { isPlainLiteral, primitiveName, type Retype } from "./literals.ts";
import { countsMilliseconds, isOtherUnit } from "./meanings.ts";
import { askPatterns } from "./patterns.ts";
import { spellKeys, textualKeys } from "./record-keys.ts";
import { isRecount } from "./recount.ts";
import { changeFor, isPrimitiveKeyword, type Stamped } from "./stamps.ts";
import { tagSlots, type Slot } from "./tags.ts";
import { askAside } from "./asides.ts";
import { spellTexts } from "./text-methods.ts";
import { ask } from "./witness.ts";
import type { Snapshot, Workspace } from "./workspace.ts";

/** Stamped slots that changed from one primitive to another. */
interface RetypeGroup {
  readonly retype: Retype;
  readonly slots: readonly Omit<Slot, "tag">[];
}

const isRetype = (change: Change): boolean =>
  change.kind.endsWith("-retyped") || change.kind === "rpc-output-changed";

/** What is left to say when the compiler has looked at the edits. */
export interface Carried {
  /** What is to be asked only if the compiler objects. */
  readonly doubts: readonly HoleDraft[];
  /** Places that an answer to another question settles: what the compiler says there is not asked. */
  readonly settled: readonly SettledPlace[];
}

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
    if (skeleton(keyword.node) !== skeleton(now.node)) continue;
    const change = changeFor(request, newPath(keyword.path), isRetype);
    if (change === undefined) continue;
    // A map of ids changes as its ids do: what the intent says of them is said there.
    const root = rootOf(request, change);
    const retype = {
      before: keyword.text,
      after: now.text,
      fromIntent: primitiveName(root.fromType),
      toIntent: primitiveName(root.toType),
    };
    // Of another unit, no value is the same number: each is asked about.
    if (isOtherUnit(retype.fromIntent, retype.toIntent) && !countsMilliseconds(request, root))
      continue;
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

/**
 * How the declaration around a keyword is built, whatever it is called and made of: the number of `Map<string, number>` and
 * that of `Map<string, bigint[]>` are not the same slot.
 */
function skeleton(node: ts.Node): string {
  const declared =
    ts.findAncestor(
      node,
      (at) => ts.isTypeElement(at) || ts.isParameter(at) || ts.isStatement(at),
    ) ?? node;
  const shape = (at: ts.Node): string =>
    isPrimitiveKeyword(at)
      ? "#"
      : `${at.kind}(${(at.getChildCount() === 0 ? [] : childrenOf(at)).map(shape).join()})`;
  return shape(declared);
}

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => void found.push(child));
  return found;
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
): Carried {
  const handWritten = new Set(request.sources.keys());
  const { texts, slots } = tagSlots(snapshot, group.retype.before, group.slots, handWritten);
  const tagged = workspace.open(texts);
  const graph = collectFlows(request, tagged, group.retype, [...slots.values()]);
  const changed = new Set(
    [...slots.values()]
      .filter((slot) => slot.change !== undefined)
      .map((slot) => tagNode(slot.tag)),
  );
  const stored = storedNodes(graph, changed);
  const either = eitherNodes(group.retype, tagged, slots);
  const closed = closedNodes(request, group.retype, slots, stored, either, tagged);
  const { members } = decide(graph, changed, closed);
  const [first] = group.slots;
  if (first?.change === undefined) return { doubts: [], settled: [] };
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
    stored,
    either,
    doubts: [],
    settled: [],
  };
  judge(judgement);
  // Other conversions keep the digits, and with them every text that is made of them.
  if (group.retype.toIntent === "uuid")
    askExpectedTexts(request, snapshot, judgement.change, edits.all(), holes);
  return judgement;
}

/** Rewrites what is inside, judges what crosses the border, and asks about every use of the old type. */
function judge(judgement: Judgement): void {
  const { slots, graph, members } = judgement;
  const keys = textualKeys(judgement);
  spellKeys(judgement, keys);
  for (const slot of slots.values()) {
    const node = tagNode(slot.tag);
    if (slot.change !== undefined || keys.has(node) || !members.has(node)) continue;
    if (slot.literals === undefined) rewrite(judgement, slot);
    else slot.literals.forEach((place) => respell(judgement, place));
  }
  const asked = graph.evidence.filter((evidence) => members.has(evidence.node));
  const places = new Set(asked.map((evidence) => evidence.place));
  // What comes in is judged first: what goes out inside of it is the same question.
  const enters = ({ from, to }: Flow): boolean =>
    to !== undefined && members.has(to) && !(from !== undefined && members.has(from));
  const flows = [...graph.flows].toSorted((a, b) => Number(enters(b)) - Number(enters(a)));
  for (const flow of flows) {
    if (readsStored(judgement, flow)) askStored(judgement, flow);
    const isKey = flow.to !== undefined && keys.has(flow.to);
    if (isKey || places.has(flow.expression)) continue;
    if (isFallback(flow, asked) || isSeed(judgement, flow, asked)) settle(judgement, flow);
    else cross(judgement, flow);
  }
  for (const evidence of onceEach(asked)) ask(judgement, evidence);
  for (const aside of graph.asides) if (members.has(aside.node)) askAside(judgement, aside);
  askPatterns(judgement);
  spellTexts(judgement);
  for (const value of graph.wire.values)
    if (value.nodes.some((node) => members.has(node))) respellWire(judgement, value);
}

/** Whether a literal stands in for a missing value in what is asked about anyway: the 0 of `(last?.id ?? 0) + 1`. */
const isFallback = (flow: Flow, asked: readonly Evidence[]): boolean =>
  isPlainLiteral(flow.expression) &&
  asked.some(
    ({ file, place }) =>
      file === flow.file &&
      place.getStart() <= flow.expression.getStart() &&
      flow.expression.getEnd() <= place.getEnd(),
  );

/** Whether a literal is where counting begins that is asked about: the 0 of `let last = 0` in front of `last + 1`. */
const isSeed = (
  { request, retype }: Judgement,
  { to, file, kind, expression }: Flow,
  asked: readonly Evidence[],
): boolean =>
  kind === "flow" &&
  !isRecount(retype) &&
  !request.tests.has(file) &&
  isPlainLiteral(expression) &&
  asked.some(({ node, kind: use }) => node === to && use === "arithmetic");

function settle({ settled }: Judgement, { file, expression }: Flow): void {
  // The compiler may blame the name of what begins with it.
  const place = expression.parent;
  settled.push({ file, start: place.getStart(), end: place.getEnd() });
}

/**
 * Of the orders inside of one function or statement the first: `a < b ? -1 : a > b ? 1 : 0` is one. So is all that an arrow
 * function of one expression does with one number that it is given: once it is a number again, all of it is as it was.
 */
function onceEach(asked: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<ts.Node>();
  const used = new Map<ts.Node, Set<FlowNode>>();
  return asked.filter(({ kind, place, node }) => {
    const around = ts.findAncestor(
      place,
      (at) => ts.isStatement(at) || (ts.isArrowFunction(at) && at !== place),
    );
    const isCheck = around !== undefined && ts.isArrowFunction(around);
    if (isCheck && (kind === "order" || kind === "method")) {
      const nodes = used.get(around) ?? new Set();
      used.set(around, nodes);
      if (nodes.has(node) && !(ts.isBinaryExpression(place) && isDifference(place))) return false;
      nodes.add(node);
    }
    if (kind !== "order") return true;
    if (around === undefined || !ts.isBinaryExpression(place) || isDifference(place)) return true;
    if (seen.has(around)) return false;
    seen.add(around);
    return true;
  });
}

const isDifference = ({ operatorToken }: ts.BinaryExpression): boolean =>
  operatorToken.kind === ts.SyntaxKind.MinusToken;

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
