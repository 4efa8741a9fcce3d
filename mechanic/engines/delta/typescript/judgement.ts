import ts from "typescript-services";

import type { Change, HoleKind, RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import type { Flow, FlowGraph, FlowNode } from "./graph.ts";
import type { Retype } from "./literals.ts";
import { enclosingName } from "./places.ts";
import type { Slot } from "./tags.ts";
import type { Snapshot } from "./workspace.ts";

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
}

/** Replaces a flow's expression; a shorthand property is spelt out. */
export function edit(
  judgement: Judgement,
  flow: Flow,
  text: string,
  rule: string,
  because: string,
): void {
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

/** Leaves a decision at a node. */
export function hole(
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
