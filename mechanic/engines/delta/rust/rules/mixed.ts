import { bindingOf } from "../bindings.ts";
import { remove, type Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import type { Retype } from "../retypes.ts";
import { demandsOf } from "../slots.ts";
import { inTest, walk, type Node } from "../tree.ts";
import { leavesOf } from "./leaves.ts";
import { directionOf, retypeOf, soundsLike } from "./options.ts";

/**
 * A number of a test that moved to the new type and now meets a place that stays a number (`crossing(ONE, ONE)`: an id and
 * a count of seats) is both. It moves back for good, and converts where it is the id. Whether something moved back.
 */
export function moveBack(finding: Finding, engine: Engine, probing: boolean): boolean {
  const retype = retypeOf(finding, engine, probing);
  if (retype === undefined || finding.node === undefined) return false;
  if (directionOf(finding, retype, probing) !== "forward") return false;
  const moved = [...walk(finding.node)].flatMap((node) => movedNumber(node, engine) ?? []);
  if (moved.length === 0 || takesIds(finding.node, retype, engine)) return false;
  remove(engine, moved);
  for (const { rule, edits } of moved) {
    for (const { file, start } of rule === "retype-slot" ? edits.slice(0, 1) : edits)
      engine.refused.add(`${rule === "retype-slot" ? "" : "literal:"}${file}:${start}`);
  }
  return true;
}

/** The patch that moved the constant, or the literal of the local, which a name stands for. */
function movedNumber(name: Node, engine: Engine): Patch | undefined {
  if (name.type !== "identifier" || !inTest(name, engine.request.tests)) return undefined;
  const binding = bindingOf(name);
  if (binding === undefined) {
    const constants = engine.declarations.constants.get(name.text) ?? [];
    return patchWithin(engine, "retype-slot", constants);
  }
  const { kind, source } = binding;
  const literal = kind === "let" && source?.type === "integer_literal" ? [source] : [];
  return patchWithin(engine, "retype-literal", literal);
}

const patchWithin = (engine: Engine, rule: string, nodes: readonly Node[]): Patch | undefined =>
  engine.patches.find(
    (patch) =>
      patch.rule === rule &&
      patch.edits.some((edit) =>
        nodes.some(
          ({ file, start, end }) => edit.file === file && edit.start >= start && edit.end <= end,
        ),
      ),
  );

/** Whether what takes the value is called like an id, and so is likely to move as well. */
function takesIds(node: Node, retype: Retype, engine: Engine): boolean {
  const value = node.named ? node : (node.parent ?? node);
  return demandsOf(value, engine.declarations)
    .types.flatMap((type) => leavesOf(type, retype, engine.declarations))
    .some((leaf) => soundsLike(leaf, retype));
}
