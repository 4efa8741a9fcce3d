import type { KeptColumn, KeptTable, WantedColumn, WantedTable } from "./kept.ts";

/** A table that stands and what is wanted of it, column by column. */
export interface Meeting {
  readonly before: KeptTable;
  /** As it is to be: the wanted columns, and behind them those that are left. */
  readonly after: WantedTable;
  /** Columns that stay, with what they become; what is left becomes optional and is no more unique. */
  readonly pairs: readonly { readonly old: KeptColumn; readonly next: WantedColumn }[];
  readonly added: readonly WantedColumn[];
}

/** Finds the table that stands for a wanted one: of the entity, by its name or its former one, or of that name. */
export function standingFor(
  { name, entity, was }: WantedTable,
  tables: readonly KeptTable[],
): KeptTable | undefined {
  const by = (test: (table: KeptTable) => boolean): KeptTable | undefined => tables.find(test);
  return (
    by((table) => !table.left && table.entity === entity) ??
    by((table) => !table.left && table.entity === was) ??
    by((table) => table.name === name)
  );
}

/** What is called otherwise where a name is wanted for something else: by the first name that nothing has. */
function asideOf(
  name: string,
  wanted: ReadonlySet<string>,
  standing: readonly { readonly name: string }[],
): string {
  if (!wanted.has(name)) return name;
  const taken = new Set([...wanted, ...standing.map((one) => one.name)]);
  for (let number = 1; ; number++) {
    const other = `${name}_left${number === 1 ? "" : `_${number}`}`;
    if (!taken.has(other)) return other;
  }
}

/** Leaves a table whose entity is kept no more, under another name where its own is wanted. */
export function leave(
  before: KeptTable,
  wanted: ReadonlySet<string>,
  standing: readonly KeptTable[],
): Meeting {
  const after = { ...before, name: asideOf(before.name, wanted, standing), left: true };
  return { before, after, pairs: before.columns.map((old) => ({ old, next: old })), added: [] };
}

/** Finds for each wanted column the one that stands, as {@link standingFor} does for tables. */
export function meet(before: KeptTable, wanted: WantedTable): Meeting {
  const free = new Set(before.columns);
  const chosen = new Map<WantedColumn, KeptColumn>();
  const tests: readonly ((old: KeptColumn, next: WantedColumn) => boolean)[] = [
    (old, next) => !old.left && old.field === next.field,
    (old, next) => !old.left && old.field === next.was,
    (old, next) => old.name === next.name,
  ];
  for (const test of tests)
    for (const next of wanted.columns) {
      if (chosen.has(next)) continue;
      const old = [...free].find((one) => test(one, next));
      if (old === undefined) continue;
      free.delete(old);
      chosen.set(next, old);
    }
  const names = new Set(wanted.columns.map(({ name }) => name));
  const left = [...free].map((old) => {
    const name = asideOf(old.name, names, before.columns);
    return { old, next: { ...old, name, holds: "any", optional: true, left: true } as const };
  });
  const pairs = [...[...chosen].map(([next, old]) => ({ old, next })), ...left];
  const added = wanted.columns.filter((column) => !chosen.has(column));
  const columns = [...wanted.columns, ...left.map(({ next }) => next)];
  return { before, after: { ...wanted, columns }, pairs, added };
}
