import type { Choice, HoleKind } from "#intent";

import type { SlotDraft } from "../shared/index.ts";
import { valueSlot } from "./answers.ts";

import type { Engine } from "./engine.ts";
import { fieldOf, type Node } from "./tree.ts";

export interface Question {
  readonly kind: HoleKind;
  readonly node: Node;
  readonly delta: string;
  readonly question: string;
  readonly candidates: readonly string[];
  /** Where a text goes; by default in place of the node, where that is a value. */
  readonly slot?: SlotDraft | undefined;
  /** What candidates make of the code. They are words for people where nothing is said. */
  readonly choices?: readonly Choice[] | undefined;
  readonly meaning?: string | undefined;
}

/** Records what only somebody who knows the business can decide. One place asks one question of a kind. */
export function addHole(engine: Engine, asked: Question): void {
  const { node, kind, delta, question, candidates, choices = [], meaning } = asked;
  const text = engine.files.get(node.file)?.text ?? "";
  const span = { start: node.start, end: node.end };
  if (alreadyAsked(engine, asked)) return;
  engine.questions.push({ kind, delta, file: node.file, line: lineOf(text, node.start) });
  engine.asked.push(node);
  engine.holes.add({
    kind,
    file: node.file,
    text,
    span,
    delta,
    inside: itemPath(node),
    question,
    candidates,
    choices,
    slot: "slot" in asked ? asked.slot : valueSlot(node),
    ...(meaning === undefined ? {} : { meaning }),
  });
}

/** Two questions of one kind about one change on one line are one: the first stands for both. */
const alreadyAsked = (engine: Engine, { node, kind, delta }: Question): boolean => {
  const line = lineOf(engine.files.get(node.file)?.text ?? "", node.start);
  return engine.questions.some(
    (one) =>
      one.kind === kind && one.delta === delta && one.file === node.file && one.line === line,
  );
};

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** `App::find` of a node in that method. */
export function itemPath(node: Node): string {
  const names: string[] = [];
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) {
    const name = at.type.endsWith("_item")
      ? (fieldOf(at, "name") ?? fieldOf(at, "type"))?.text
      : undefined;
    if (name !== undefined) names.unshift(name);
  }
  return names.join("::");
}
