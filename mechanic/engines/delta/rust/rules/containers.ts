import { primitiveInCode, typeName, type Change, type TypeRef } from "#intent";

import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import type { Retype } from "../retypes.ts";
import { differences, leafNames, positionOf } from "../shape.ts";
import { calleeName, demandsOf, receiverOf } from "../slots.ts";
import { ancestor, fieldOf, inTest, parts, walk, within, type Node } from "../tree.ts";
import { carried } from "./always-there.ts";
import { flipPatch } from "./flip.ts";
import { heldInRecord } from "./holders.ts";
import { leavesOf } from "./leaves.ts";

/**
 * What a list or a map holds converts in no single step: where its elements became records or variants, the place that
 * takes it whole holds them too. A function that is given other such lists as well stays as it is, and is asked about.
 */
export function containerRule(finding: Finding, engine: Engine): Patch[] {
  const { node, code, words } = finding;
  if (code !== "E0308" || node === undefined || !node.named) return [];
  const { expected, found } = expectation(words);
  const [position, ...others] = differences(expected, found) ?? [];
  if (position === undefined || others.length > 0) return [];
  const [old, now] = [expected, found].map((type) => leafNames(type ?? "")[position]);
  if (old === undefined || now === undefined || !/[<[]/.test(found ?? "")) return [];
  for (const change of engine.request.changes) {
    const pair = change.kind.endsWith("-retyped") ? leavesIn(change) : undefined;
    if (pair?.[0] !== old || pair[1] !== now) continue;
    // What can be taken out of each of them is taken out, and nothing else has to move.
    if (found?.startsWith("&") !== true && heldInRecord(change, engine) !== undefined) continue;
    const retype = asRetype(change, pair);
    const slots = demandsOf(node, engine.declarations).types.flatMap((type) =>
      leavesOf(type, retype, engine.declarations).filter(
        (leaf) => !within(leaf, type) || positionOf(leaf, type) === position,
      ),
    );
    return slots
      .filter((slot) => engine.files.has(slot.file) && isGivenNoOther(slot, node, change, engine))
      .flatMap((slot) => flipPatch(slot, retype, engine) ?? []);
  }
  return [];
}

/** The one scalar inside a type that became a declared type, as both are called in code. */
function leavesIn({ fromType, toType }: Change): readonly [string, string] | undefined {
  let [was, now]: (TypeRef | undefined)[] = [fromType, toType];
  while (was !== undefined && now !== undefined) {
    if (was.kind === "primitive" && now.kind === "named")
      return [primitiveInCode("rust", was.name), typeName("rust", now.name)];
    if (was.kind === "map" && now.kind === "map") [was, now] = [was.value, now.value];
    else if (was.kind === "list" && now.kind === "list") [was, now] = [was.item, now.item];
    else if (was.kind === "optional" && now.kind === "optional") [was, now] = [was.item, now.item];
    else return undefined;
  }
  return undefined;
}

const asRetype = ({ symbol }: Change, [from, to]: readonly [string, string]): Retype => ({
  brand: "",
  from,
  to,
  change: symbol,
  words: new Set(),
  places: [],
  values: [],
  widening: false,
  numeric: true,
});

/** Whether each call in production code gives the changed value to the parameter that a slot is in. */
function isGivenNoOther(slot: Node, given: Node, change: Change, engine: Engine): boolean {
  const parameter = ancestor(slot, "parameter");
  const item = ancestor(parameter, "function_item");
  const name = item === undefined ? undefined : fieldOf(item, "name")?.text;
  const [declared, ...namesakes] = engine.declarations.functions.get(name ?? "") ?? [];
  if (parameter === undefined || declared === undefined) return true;
  const index = declared.parameters.findIndex(({ type }) => within(slot, type));
  if (namesakes.length > 0 || index < 0) return false;
  return [...engine.files.values()]
    .flatMap((file) => [...walk(file.root)])
    .filter((call) => {
      const callee = call.type === "call_expression" ? fieldOf(call, "function") : undefined;
      return callee !== undefined && calleeName(callee) === name;
    })
    .every((call) => {
      const shift = declared.method && receiverOf(call) === undefined ? 1 : 0;
      const argument = parts(fieldOf(call, "arguments") ?? call)[index + shift];
      return (
        argument === undefined ||
        within(given, argument) ||
        inTest(argument, engine.request.tests) ||
        carried(argument, [change]) !== undefined
      );
    });
}
