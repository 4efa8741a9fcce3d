import type { RepairEdit } from "#intent";

import { cutsOf } from "../gone/drops.ts";
import { nodesOf, textOf } from "../tree.ts";
import { above } from "./indexed.ts";
import { moduleOf } from "./spelling.ts";
import type { Indexed } from "./types.ts";

/** Takes the old type out of the import that brought it, where edits have taken its last use in a file away. */
export function leftoverImport(
  module: Indexed,
  type: string,
  edits: readonly RepairEdit[],
  reason: Pick<RepairEdit, "change" | "because">,
): readonly RepairEdit[] {
  if (!(type in moduleOf)) return [];
  const isImport = (node: (typeof named)[number]): boolean =>
    [...above(module, node)].some((outer) => outer.type === "import_from_statement");
  const named = nodesOf(module.root, "identifier").filter(
    (node) => textOf(module.text, node) === type,
  );
  const uses = named.filter((node) => !isImport(node));
  const isGone = uses.every(({ start, end }) =>
    edits.some(
      (edit) =>
        edit.file === module.file &&
        edit.start <= start &&
        end <= edit.end &&
        !new RegExp(`\\b${type}\\b`).test(edit.text),
    ),
  );
  // `from datetime import datetime` names the module first.
  const brought = named.find(
    (node) => isImport(node) && module.parents.get(node)?.field === "name",
  );
  const name = brought === undefined ? undefined : module.parents.get(brought);
  if (uses.length === 0 || !isGone || name?.field !== "name") return [];
  return (cutsOf(module, new Set([name])) ?? []).map((cut) => ({
    ...reason,
    file: module.file,
    ...cut,
    rule: "retype-import",
    certainty: "certain",
  }));
}
