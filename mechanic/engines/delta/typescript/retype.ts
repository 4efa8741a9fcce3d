import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { EditList, HoleDraft, HoleList } from "../shared/index.ts";
import { cross, respell, respellWire } from "./border.ts";
import { decide } from "./decide.ts";
import { askExpectedTexts } from "./expected-texts.ts";
import { collectFlows } from "./flow.ts";
import { tagNode, type Evidence, type Flow } from "./graph.ts";
import type { Judgement } from "./judgement.ts";
import { isPlainLiteral, primitiveName, type Retype } from "./literals.ts";
import { askPatterns } from "./patterns.ts";
import { spellKeys, textualKeys } from "./record-keys.ts";
import { changeFor, isPrimitiveKeyword, type Stamped } from "./stamps.ts";
import { tagSlots, type Slot } from "./tags.ts";
import { askAside } from "./asides.ts";
import { ask } from "./witness.ts";
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
    if (skeleton(keyword.node) !== skeleton(now.node)) continue;
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
 * Returns what is to be asked only if the compiler objects.
 */
export function carryRetype(
  request: RepairRequest,
  workspace: Workspace,
  snapshot: Snapshot,
  group: RetypeGroup,
  edits: EditList,
  holes: HoleList,
): readonly HoleDraft[] {
  const handWritten = new Set(request.sources.keys());
  const { texts, slots } = tagSlots(snapshot, group.retype.before, group.slots, handWritten);
  const tagged = workspace.open(texts);
  const graph = collectFlows(request, tagged, group.retype, [...slots.values()]);
  const changed = new Set(
    [...slots.values()]
      .filter((slot) => slot.change !== undefined)
      .map((slot) => tagNode(slot.tag)),
  );
  const { members } = decide(graph, changed);
  const [first] = group.slots;
  if (first?.change === undefined) return [];
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
    doubts: [],
  };
  judge(judgement);
  // Other conversions keep the digits, and with them every text that is made of them.
  if (group.retype.toIntent === "uuid")
    askExpectedTexts(request, snapshot, judgement.change, edits.all(), holes);
  return judgement.doubts;
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
  for (const flow of graph.flows) {
    const isKey = flow.to !== undefined && keys.has(flow.to);
    if (!isKey && !isFallback(flow, asked) && !places.has(flow.expression)) cross(judgement, flow);
  }
  for (const evidence of asked) ask(judgement, evidence);
  for (const aside of graph.asides) if (members.has(aside.node)) askAside(judgement, aside);
  askPatterns(judgement);
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
