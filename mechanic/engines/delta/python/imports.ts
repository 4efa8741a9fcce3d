import type { RepairEdit, SyntaxNode } from "#intent";

import type { Module } from "./snapshot.ts";
import { nodesOf, textOf } from "./tree.ts";

/**
 * Keeps `from x import a, b` sorted where it was: a renamed name moves to its new place, as the import sorter of ruff
 * (isort's order by type) would have it. Lists that nobody sorted stay as they are.
 */
export function keepImportsSorted(
  module: Module,
  edits: readonly RepairEdit[],
): readonly RepairEdit[] {
  let result = edits;
  for (const statement of nodesOf(module.root, "import_from_statement")) {
    const names = statement.children.filter(
      (child) => child.field === "name" && !isCut(child, edits),
    );
    result = sortedNames(module, names, result);
  }
  return result;
}

const isCut = ({ start, end }: SyntaxNode, edits: readonly RepairEdit[]): boolean =>
  edits.some((edit) => edit.text === "" && edit.start <= start && end <= edit.end);

function sortedNames(
  module: Module,
  names: readonly SyntaxNode[],
  edits: readonly RepairEdit[],
): readonly RepairEdit[] {
  const inside = edits.filter((edit) =>
    names.some((name) => name.start <= edit.start && edit.end <= name.end),
  );
  const [reason] = inside;
  const before = names.map((name) => textOf(module.text, name));
  if (reason === undefined || !isSorted(before)) return edits;
  const after = names.map((name) => renamed(module.text, name, inside));
  const sorted = after.toSorted(byTypeThenName);
  if (sorted.every((name, index) => name === after[index])) return edits;
  const moved = names.flatMap((name, index): readonly RepairEdit[] => {
    const text = sorted[index] ?? "";
    return text === before[index]
      ? []
      : [{ ...reason, start: name.start, end: name.end, text, rule: "keep-imports-sorted" }];
  });
  return [...edits.filter((edit) => !inside.includes(edit)), ...moved];
}

function renamed(text: string, name: SyntaxNode, edits: readonly RepairEdit[]): string {
  let output = "";
  let at = name.start;
  for (const edit of edits
    .filter((each) => name.start <= each.start && each.end <= name.end)
    .toSorted((a, b) => a.start - b.start)) {
    output += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return output + text.slice(at, name.end);
}

const isSorted = (names: readonly string[]): boolean =>
  names.every((name, index) => index === 0 || byTypeThenName(names[index - 1] ?? "", name) <= 0);

/** The order of isort: constants, then classes, then the rest; each without regard to case. */
export function byTypeThenName(left: string, right: string): number {
  const type = rankOf(left) - rankOf(right);
  if (type !== 0) return type;
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  return a === b ? (left < right ? -1 : left === right ? 0 : 1) : a < b ? -1 : 1;
}

function rankOf(name: string): number {
  const bare = name.split(" ")[0] ?? name;
  if (bare.length > 1 && bare === bare.toUpperCase() && /[A-Z]/.test(bare)) return 0;
  return /^[A-Z]/.test(bare) ? 1 : 2;
}
