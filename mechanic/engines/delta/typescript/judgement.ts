import ts from "typescript-services";

import type { Change, HoleKind, RepairRequest, Span } from "#intent";

import type { EditList, HoleDraft, HoleList } from "../shared/index.ts";
import type { Flow, FlowGraph, FlowNode } from "./graph.ts";
import type { Retype } from "./literals.ts";
import { enclosingName } from "./places.ts";
import { valueSlot } from "./slots.ts";
import type { Slot } from "./tags.ts";
import type { Snapshot } from "./workspace.ts";

/** A stretch of a file. */
export interface SettledPlace extends Span {
  readonly file: string;
}

/** Everything that judging one group needs at hand. */
export interface Judgement {
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
  /** Places in types of what is stored: what is read from there was written before, in the old form perhaps. */
  readonly stored: ReadonlySet<FlowNode>;
  /** Places that take the old type and the new one. */
  readonly either: ReadonlySet<FlowNode>;
  /** Places that an answer to a question elsewhere settles. */
  readonly settled: SettledPlace[];
  /** What is a decision only if the compiler objects once all edits are made: types that are inferred follow by themselves. */
  readonly doubts: HoleDraft[];
}

/** `id: ` in front of what replaces the `id` of `{ id }`, which cannot hold anything but a name. */
export const shorthandName = (node: ts.Node): string =>
  ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ` : "";

/** Replaces a flow's expression; a shorthand property is spelt out. */
export function edit(
  judgement: Judgement,
  flow: Pick<Flow, "file" | "expression">,
  text: string,
  rule: string,
  because: string,
): void {
  const node = flow.expression;
  const shorthand = shorthandName(node);
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

/** Leaves a decision at a node. */
export function hole(judgement: Judgement, ...decision: Decision): void {
  judgement.holes.add(draft(judgement, ...decision));
}

/** Leaves a decision at a node for the case that the compiler objects to it. */
export function doubt(judgement: Judgement, ...decision: Decision): void {
  judgement.doubts.push(draft(judgement, ...decision));
}

/** Where a decision stands, of which kind it is, what is asked, and what could be meant. */
type Decision = [
  file: string,
  node: ts.Node,
  kind: HoleKind,
  question: string,
  candidates: readonly string[],
];

function draft(judgement: Judgement, ...decision: Decision): HoleDraft {
  const [file, node, kind, question, answers] = decision;
  // What stands for `id` in `{ id }` has to spell the name, too.
  const name = shorthandName(node);
  const candidates = answers.map((answer) => `${name}${answer}`);
  const span = { start: node.getStart(), end: node.getEnd() };
  const slot = valueSlot(node);
  return {
    kind,
    file,
    text: judgement.snapshot.texts.get(file) ?? "",
    span,
    delta: judgement.change.symbol,
    inside: enclosingName(node),
    question,
    candidates,
    slot: slot?.start === span.start && slot.end === span.end ? slot : undefined,
  };
}

/** How a node of the tagged program is written in the sources. */
export const writtenAs = ({ snapshot }: Judgement, file: string, node: ts.Node): string =>
  snapshot.texts.get(file)?.slice(node.getStart(), node.getEnd()) ?? "";
