import type { RepairEdit, SyntaxNode } from "#intent";

import { cutsOf } from "./gone/drops.ts";
import { indexed } from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { childOf, nodesOf, textOf } from "./tree.ts";

/** A renamed name in an import that code calls by its new name from then on. */
interface Renamed {
  readonly edit: RepairEdit;
  /** The element of the import's list, with its alias. */
  readonly element: SyntaxNode;
  readonly statement: SyntaxNode;
}

/**
 * Takes the alias out of imports where it is the new name itself: `from x import Tier as Level` once `Tier` is `Level`. Of
 * two imports of one block that would give the same name then, the first one stays: linters take the other one for a
 * mistake. An alias stays beside a list of plain names from the same module, into which the bare name would have to move.
 */
export function withoutOwnAliases(
  module: Module,
  edits: readonly RepairEdit[],
): readonly RepairEdit[] {
  const own = indexed(module);
  const bare: RepairEdit[] = [];
  const twice = new Map<SyntaxNode, RepairEdit>();
  const all = renamedIn(own, edits);
  for (const [block, inBlock] of Map.groupBy(all, (one) => own.parents.get(one.statement)))
    for (const same of Map.groupBy(inBlock, ({ edit }) => `${edit.change} ${edit.text}`).values()) {
      const [first, ...others] = same;
      // Imports that were there twice before are not ours to tidy up.
      if (first === undefined || !same.some(({ element }) => isAliased(element))) continue;
      for (const other of others) twice.set(other.element, other.edit);
      const { edit, element, statement } = first;
      if (!isAliased(element) || joinsOthers(own, block, statement)) continue;
      bare.push({ ...edit, start: element.start, end: element.end });
    }
  const cuts = cutsOf(own, new Set(twice.keys())) ?? [];
  const cutEdits = cuts.flatMap((cut): readonly RepairEdit[] => {
    const [, reason] =
      [...twice].find(([{ start, end }]) => cut.start <= start && end <= cut.end) ?? [];
    return reason === undefined ? [] : [{ ...reason, ...cut, rule: "rename-uses" }];
  });
  const settled = [...bare, ...cutEdits];
  const isSettled = ({ start, end }: RepairEdit): boolean =>
    settled.some((one) => one.start <= start && end <= one.end);
  return [...edits.filter((edit) => !isSettled(edit)), ...settled];
}

const isAliased = ({ type }: SyntaxNode): boolean => type === "aliased_import";

function renamedIn(module: Indexed, edits: readonly RepairEdit[]): readonly Renamed[] {
  return nodesOf(module.root, "import_from_statement").flatMap((statement) =>
    statement.children
      .filter(({ field }) => field === "name")
      .flatMap((element): readonly Renamed[] => {
        const name = isAliased(element) ? childOf(element, "name") : element;
        const alias = childOf(element, "alias");
        const edit = edits.find(({ start, end }) => start === name?.start && end === name.end);
        const isOwn = alias === undefined || textOf(module.text, alias) === edit?.text;
        return edit === undefined || !isOwn ? [] : [{ edit, element, statement }];
      }),
  );
}

/** Whether a statement of one name stands beside a list of plain names from the same module, as sorters of imports have it. */
function joinsOthers(
  module: Indexed,
  block: SyntaxNode | undefined,
  statement: SyntaxNode,
): boolean {
  const names = ({ children }: SyntaxNode): readonly SyntaxNode[] =>
    children.filter(({ field }) => field === "name");
  const from = (one: SyntaxNode): string => {
    const source = childOf(one, "module_name");
    return source === undefined ? "" : textOf(module.text, source);
  };
  return (block?.children ?? []).some(
    (other) =>
      other !== statement &&
      other.type === "import_from_statement" &&
      from(other) === from(statement) &&
      names(other).some((name) => !isAliased(name)),
  );
}
