import { rangeOf, type HoleKind } from "#intent";

import type { Engine } from "./engine.ts";
import { fieldOf, type Node } from "./tree.ts";

export interface Question {
  readonly kind: HoleKind;
  readonly node: Node;
  readonly delta: string;
  readonly question: string;
  readonly candidates: readonly string[];
}

/**
 * Records what only somebody who knows the business can decide. One place asks one question of a kind. The id is made of
 * the item's path and the text, never of a line, so that it holds while the code around moves.
 */
export function addHole(engine: Engine, question: Question): void {
  const { node, kind, delta } = question;
  const text = engine.files.get(node.file)?.text ?? "";
  const known = [...engine.holes.values()];
  const range = rangeOf(text, node);
  if (
    known.some(
      (hole) =>
        hole.file === node.file &&
        hole.line === range.line &&
        hole.column === range.column &&
        hole.kind === kind,
    )
  )
    return;
  const anchor = `${kind}|${delta}|${node.file}|${itemPath(node)}|${node.text.replaceAll(/\s+/g, " ")}`;
  const twins = known.filter((hole) =>
    hole.id.startsWith(engine.host.sha256(anchor).slice(0, 12)),
  ).length;
  const id = `${engine.host.sha256(anchor).slice(0, 12)}${twins === 0 ? "" : `-${twins + 1}`}`;
  engine.asked.push(node);
  engine.holes.set(id, {
    id,
    kind,
    file: node.file,
    ...range,
    delta,
    question: question.question,
    candidates: question.candidates,
  });
  engine.emit({
    type: "hole",
    service: engine.request.service.name,
    id,
    kind,
    question: question.question,
  });
}

function itemPath(node: Node): string {
  const names: string[] = [];
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) {
    const name = /_item$/.test(at.type)
      ? (fieldOf(at, "name") ?? fieldOf(at, "type"))?.text
      : undefined;
    if (name !== undefined) names.unshift(name);
  }
  return names.join("::");
}
