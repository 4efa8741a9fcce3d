import type { Edit, RepairEdit } from "#intent";

import { locate, stampedFileOf } from "./locate.ts";
import type { Place } from "./lsp/session.ts";
import { overridesOf } from "./overrides.ts";
import type { Module, Snapshot } from "./snapshot.ts";
import type { Target } from "./targets.ts";
import { childOf, nameOf, statementsOf } from "./tree.ts";

/** What renaming one stamped name takes in hand-written code, found by pyright on the old green snapshot. */
export async function renameTarget(
  snapshot: Snapshot,
  target: Target,
  self: string,
): Promise<readonly RepairEdit[]> {
  const file = stampedFileOf(snapshot.stamped.keys(), target.service, self);
  const module = file === undefined ? undefined : snapshot.stamped.get(file);
  const declared = module === undefined ? undefined : locate(module.text, module.root, target);
  if (module === undefined || declared === undefined) return [];
  const places: Place[] = [{ file: module.file, offset: declared.start }];
  const owner = ownerOf(module, target);
  if (owner !== undefined) places.push(...(await overridesOf(snapshot, target, owner)));
  const edits: RepairEdit[] = [];
  for (const [index, place] of places.entries()) {
    const rule = index === 0 ? "rename-uses" : "rename-override";
    edits.push(...(await renameAt(snapshot, target, place, rule)));
  }
  return edits;
}

/** The edits in hand-written files of renaming what stands at a place, each with its reason. */
export async function renameAt(
  snapshot: Snapshot,
  target: Target,
  place: Place,
  rule: string,
): Promise<readonly RepairEdit[]> {
  const edits = await snapshot.session.rename(place.file, place.offset, target.to);
  return edits
    .filter((edit) => snapshot.written.has(edit.file))
    .map((edit) => explained(edit, target, rule));
}

export function explained(edit: Edit, target: Target, rule: string): RepairEdit {
  const because = `${target.change.fromSymbol ?? target.change.symbol} was renamed, so \`${target.from}\` is \`${target.to}\` now.`;
  return { ...edit, change: target.change.symbol, rule, certainty: "certain", because };
}

/** Where the class of a member is declared. */
function ownerOf(module: Module, target: Target): Place | undefined {
  if (target.kind !== "attribute" && target.kind !== "method") return undefined;
  const owner = statementsOf(module.root).find(
    (statement) =>
      statement.type === "class_definition" && nameOf(module.text, statement) === target.owner,
  );
  const name = owner === undefined ? undefined : childOf(owner, "name");
  return name === undefined ? undefined : { file: module.file, offset: name.start };
}
