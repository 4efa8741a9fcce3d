import { expect } from "vitest";
import type { Templates } from "../../../forge/template/templates.ts";
import { random } from "../random.ts";
import { intentOf, type Store } from "./intent.ts";
import { filled, Stepped, type Taking } from "./stepped.ts";

interface Drawn {
  readonly name: string;
  /** Its name one intent ago, while it is renamed. */
  readonly was: string | undefined;
  readonly type: string;
  readonly optional: boolean;
  readonly unique: boolean;
  readonly value?: string;
}

/** Types, and a value of each by a number. */
const types: Readonly<Record<string, (number: number) => string>> = {
  i32: String,
  i64: String,
  string: (number) => `t${number}`,
  bool: (number) => String(number % 2 === 0),
  "(list i32)": (number) => `[${number}]`,
  "(list string)": (number) => `["t${number}"]`,
  json: (number) => `"t${number}"`,
  decimal: (number) => `${number}.5`,
};

/** What a type may become, and what that makes of a cell. */
const becomes: Readonly<Record<string, readonly (readonly [string, (cell: string) => string])[]>> =
  {
    i32: [
      ["i64", String],
      ["string", String],
      ["(list i32)", (cell) => `[${cell}]`],
    ],
    i64: [["string", String]],
    bool: [["string", String]],
    decimal: [["string", String]],
    string: [
      ["json", (cell) => JSON.stringify(cell)],
      ["(list string)", (cell) => JSON.stringify([cell])],
    ],
    "(list i32)": [["i32", (cell) => cell.slice(1, -1)]],
    "(list string)": [["string", (cell) => cell.slice(2, -2)]],
  };

/** As it is once its other name is forgotten. */
const settledField = (field: Drawn): Drawn => ({ ...field, was: undefined });

const written = ({ name, was, type, optional, unique, value }: Drawn): string => {
  const words = [
    ...(value === undefined ? [] : [`:default ${type === "string" ? `"${value}"` : value}`]),
    ...(unique ? [":unique"] : []),
    ...(was === undefined ? [] : [`:was ${was}`]),
  ];
  return `(${[name, optional ? `(optional ${type})` : type, ...words].join(" ")})`;
};

/** How a table stands: its columns, what may not be there twice, and the names of what sees to that. */
const shapeSql: Readonly<Record<Store, readonly string[]>> = {
  sqlite: [
    `SELECT "name", "type", "notnull", "pk" FROM pragma_table_info('users') ORDER BY 1`,
    `SELECT i."name" FROM pragma_index_list('users') l, pragma_index_info(l."name") i WHERE l."unique" = 1 ORDER BY 1`,
    `SELECT "name" FROM sqlite_master WHERE "tbl_name" = 'users' AND "sql" IS NOT NULL ORDER BY 1`,
  ],
  postgresql: [
    `SELECT column_name, data_type, is_nullable, collation_name FROM information_schema.columns WHERE table_name = 'users' AND table_schema = current_schema() ORDER BY 1`,
    `SELECT indexname, regexp_replace(indexdef, '^.* USING', '') FROM pg_indexes WHERE tablename = 'users' AND schemaname = current_schema() ORDER BY 1`,
    `SELECT conname FROM pg_constraint WHERE conrelid = 'users'::regclass AND contype IN ('p', 'u') ORDER BY 1`,
  ],
};

/** What rounds are gone through with. */
interface Ground {
  readonly templates: Templates;
  readonly databaseOf: () => Taking;
}

/** Changes an intent again and again over rows that stand, and holds the table to the one that the last intent alone makes. */
export function goThrough(ground: Ground, store: Store, start: number): void {
  const { templates, databaseOf } = ground;
  const next = random(start);
  const upTo = (most: number): number => Math.floor(next() * most);
  const oneOf = <T>(all: readonly [T, ...T[]] | readonly T[]): T | undefined =>
    all[upTo(all.length)];
  let number = 0;
  const drawField = (): Drawn => {
    const type = oneOf(Object.keys(types)) ?? "i32";
    const optional = next() < 0.5;
    const value =
      optional || type === "json" || type.startsWith("(") ? undefined : types[type]?.(1);
    return {
      name: `f${++number}`,
      was: undefined,
      type,
      optional: optional || value === undefined,
      unique: false,
      ...(value === undefined ? {} : { value }),
    };
  };
  let fields: Drawn[] = [drawField(), drawField(), drawField()];
  const distinct = new Set(fields.map(({ name }) => name));
  const rows = new Map<string, Map<string, string | null>>();
  const database = databaseOf();
  const stepped = new Stepped(templates);
  const told: string[] = [];
  /** Changes one field, or which there are; and the rows as they are to be then. */
  const change = (): void => {
    const settled = fields.filter(({ was }) => was === undefined);
    const field = oneOf(settled);
    fields = fields.map(settledField);
    const put = (
      changed: Drawn,
      cell: (old: string | null) => string | null = (old) => old,
    ): void => {
      fields = fields.map((one) => (one.name === field?.name ? changed : one));
      for (const row of rows.values()) {
        const old = row.get(field?.name ?? "") ?? null;
        row.delete(field?.name ?? "");
        row.set(changed.name, cell(old));
      }
    };
    const kind = upTo(6);
    if (field === undefined || kind === 0) {
      const added = drawField();
      fields = [...fields, added];
      for (const row of rows.values()) row.set(added.name, added.value ?? null);
      if (rows.size === 0) distinct.add(added.name);
    } else if (kind === 1 && fields.length > 1) {
      fields = fields.filter(({ name }) => name !== field.name);
      for (const row of rows.values()) row.delete(field.name);
    } else if (kind === 2) {
      const name = `f${++number}`;
      if (distinct.has(field.name)) distinct.add(name);
      put({ ...field, name, was: field.name });
    } else if (kind === 3) {
      const [type, cell] = oneOf(becomes[field.type] ?? []) ?? [];
      if (type === undefined || cell === undefined) return;
      const { value: _, ...rest } = field;
      // Another type has no default of the old one's.
      put({ ...rest, type, optional: true, unique: false }, (old) =>
        old === null ? null : cell(old),
      );
    } else if (kind === 4) {
      const value = types[field.type]?.(1);
      if (
        field.optional &&
        (value === undefined || field.unique || field.type === "json" || field.type.startsWith("("))
      )
        return;
      if (field.optional) {
        distinct.delete(field.name);
        put(
          { ...field, optional: false, ...(value === undefined ? {} : { value }) },
          (old) => old ?? value ?? null,
        );
      } else {
        const { value: __, ...rest } = field;
        put({ ...rest, optional: true, unique: false });
      }
    } else if (
      distinct.has(field.name) &&
      !field.optional &&
      ["i32", "i64", "string"].includes(field.type)
    )
      put({ ...field, unique: !field.unique });
  };
  for (let turn = 0; turn < 7; turn++) {
    const intent = intentOf(store, fields.map(written).join(" "));
    told.push(intent);
    const { steps, tables, diagnostics } = stepped.stamp(intent);
    const say = `seed ${start}\n${told.join("\n")}`;
    expect(diagnostics, say).toEqual([]);
    for (const { statements } of steps) database.take(statements);
    const [table] = tables;
    if (table === undefined) throw new Error("no table is kept");
    const list = filled(table.statements.list, ["99"]);
    const expected = [...rows].map(([key, row]) =>
      [key, ...fields.map(({ name }) => row.get(name) ?? "-")].join("|"),
    );
    expect(database.rows(list), say).toEqual(expected);
    for (let more = 0; more < 2; more++) {
      const key = String(10 + rows.size);
      const row = new Map(
        fields.map(({ name, type, optional }) => [
          name,
          optional && next() < 0.3 ? null : (types[type]?.(100 + ++number) ?? null),
        ]),
      );
      database.take([
        filled(table.statements.insert, [key, ...fields.map(({ name }) => row.get(name) ?? null)]),
      ]);
      rows.set(key, row);
    }
    change();
  }
  const last = intentOf(store, fields.map((one) => written(settledField(one))).join(" "));
  const [fresh, alone] = [databaseOf(), new Stepped(templates)];
  for (const { statements } of stepped.stamp(last).steps) database.take(statements);
  for (const { statements } of alone.stamp(last).steps) fresh.take(statements);
  const names = new Set(["id", ...fields.map(({ name }) => name)]);
  const shape = (one: Taking): string[][] =>
    shapeSql[store].map((sql, index) =>
      one.rows(sql).filter((row) => index !== 0 || names.has(row.split("|")[0] ?? "")),
    );
  expect(shape(database), `seed ${start}\n${told.join("\n")}\n${last}`).toEqual(shape(fresh));
}
