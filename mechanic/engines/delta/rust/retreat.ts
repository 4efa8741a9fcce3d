import { isStamped, remove, type Engine } from "./engine.ts";
import type { Finding } from "./findings.ts";
import type { Mode } from "./patches.ts";
import { holdsLess, type Retype } from "./retypes.ts";
import { leavesOf, slotId } from "./rules/leaves.ts";
import { directionOf, pointedAt, retypeOf, valueOf } from "./rules/options.ts";
import { demandsOf } from "./slots.ts";
import { inTest, type Node } from "./tree.ts";

/**
 * Slots that took over a type which holds less than theirs, and into which something that is still old goes: who moves
 * them moves the question along and answers nothing, since somebody has to say what becomes of the rest. They stay what
 * they are, so that it is asked where the value is handed over. Takes the errors that are left; takes back what follows
 * from such changes, refuses those slots for good, and returns how many there were.
 */
export function retreat(engine: Engine, left: readonly Finding[], mode: Mode): number {
  const moved = new Set(
    engine.patches
      .filter(({ rule }) => rule === "retype-slot")
      .flatMap(({ edits }) => edits.map(slotId)),
  );
  const slots = new Map<string, Retype>();
  for (const finding of left) {
    const retype = retypeOf(finding, engine, mode === "probe");
    if (retype === undefined || !holdsLess(retype) || isStamped(engine, finding.file)) continue;
    if (directionOf(finding, retype, mode === "probe") !== "backward") continue;
    for (const slot of wantedBy(finding, retype, engine))
      if (moved.has(slotId(slot))) slots.set(slotId(slot), retype);
  }
  const changes = new Set([...slots.values()].map(({ change }) => change));
  for (const slot of slots.keys()) engine.refused.add(slot);
  remove(
    engine,
    engine.patches.filter(({ change }) => changes.has(change)),
  );
  return slots.size;
}

/** The slots by which a value of the old type is wanted as one of the new. A test decides about its own helpers alone. */
function wantedBy(finding: Finding, retype: Retype, engine: Engine): readonly Node[] {
  const { node } = finding;
  if (node === undefined) return [];
  const { tests } = engine.request;
  const types = [
    ...demandsOf(valueOf(node), engine.declarations).types,
    ...pointedAt(finding, engine),
  ];
  return types
    .flatMap((type) => leavesOf(type, retype, engine.declarations))
    .filter((slot) => inTest(slot, tests) || !inTest(node, tests));
}
