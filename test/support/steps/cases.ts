import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Templates } from "../../../forge/template/templates.ts";
import { PostgresServer } from "../postgres.ts";
import { shippedTemplates } from "../stamp-python.ts";
import { goThrough } from "./random.ts";
import { intentOf, type Store } from "./intent.ts";
import { filled, postgresqlSchema, sqliteDatabase, Stepped, type Taking } from "./stepped.ts";

let templates: Templates;
let server: PostgresServer | undefined;
let count = 0;

const databaseOf = (store: Store): Taking =>
  store === "postgresql" && server !== undefined
    ? postgresqlSchema(server, `steps_${count++}`)
    : sqliteDatabase();

type Cells = readonly (string | null)[];

/** A database that goes through intents: rows are put in with the first one. */
function through(
  store: Store,
  rows: readonly Cells[],
  intents: readonly string[],
  database = databaseOf(store),
): string[] {
  const stepped = new Stepped(templates);
  let list = "";
  for (const [index, intent] of intents.entries()) {
    const { steps, tables, diagnostics } = stepped.stamp(intent);
    expect(diagnostics).toEqual([]);
    for (const { statements } of steps) database.take(statements);
    const [table] = tables;
    if (table === undefined) throw new Error("no table is kept");
    if (index === 0) for (const row of rows) database.take([filled(table.statements.insert, row)]);
    list = filled(table.statements.list, ["99"]);
    // Whatever is wanted next, what was there can be written and read under what is there now.
    expect(() => database.rows(list)).not.toThrow();
  }
  return database.rows(list);
}

/** What steps make of a database with rows in it, asked of a database of its own for each case. */
export const describeSteps = (store: Store, rounds: number): void =>
  void describe(`steps of a database: ${store}`, () => {
    beforeAll(async () => {
      templates = await shippedTemplates();
      if (store === "postgresql") server = await PostgresServer.start();
    });
    afterAll(() => server?.stop());

    const was =
      (...intents: readonly (readonly [fields: string, entity?: string, key?: string])[]) =>
      (rows: readonly Cells[]): string[] =>
        through(
          store,
          rows,
          intents.map((given) => intentOf(store, ...given)),
        );

    const table: readonly (readonly [
      what: string,
      given: (rows: readonly Cells[]) => string[],
      rows: readonly Cells[],
      expected: readonly string[],
    ])[] = [
      ["nothing changed", was(["(a string)"], ["(a string)"]), [["1", "x"]], ["1|x"]],
      [
        "an optional field",
        was(["(a string)"], ["(a string) (b (optional u64))"]),
        [["1", "x"]],
        ["1|x|-"],
      ],
      [
        "fields with defaults",
        was(
          ["(a string)"],
          [
            `(a string) (b string :default "it's") (c bool :default true) (d i64 :default 5) (e f64 :default 1.5) (f Plan :default pro) (g (list string) :default ()) (h decimal :default 1.50)`,
          ],
        ),
        [["1", "x"]],
        ["1|x|it's|true|5|1.5|the-pro|[]|1.50"],
      ],
      [
        "a field that goes, and comes again: its rows are as they were",
        was(["(a string) (b string)"], ["(a string)"], ["(a string) (b (optional string))"]),
        [["1", "x", "y"]],
        ["1|x|y"],
      ],
      [
        "a field that was absent and needs a value now",
        was([`(a (optional string))`], [`(a string :default "none")`]),
        [
          ["1", "x"],
          ["2", null],
        ],
        ["1|x", "2|none"],
      ],
      [
        "a field that may be absent now",
        was(["(a i32)"], ["(a (optional i32))"]),
        [["1", "7"]],
        ["1|7"],
      ],
      [
        "a name, in two steps",
        was(["(a string)"], ["(b string :was a)"], ["(b string)"]),
        [["1", "x"]],
        ["1|x"],
      ],
      [
        "a name that another field had",
        was(
          ["(a string) (b string)"],
          ["(a string)"],
          ["(b string :was a)"],
          ["(b string)"],
          ["(b string) (b-left (optional string))"],
        ),
        [["1", "x", "y"]],
        ["1|x|y"],
      ],
      ["a number that is wider", was(["(a i32)"], ["(a i64)"]), [["1", "7"]], ["1|7"]],
      ["a number that is a text", was(["(a i64)"], ["(a string)"]), [["1", "7"]], ["1|7"]],
      ["a text that is a number", was(["(a string)"], ["(a i32)"]), [["1", "7"]], ["1|7"]],
      ["a truth that is a text", was(["(a bool)"], ["(a string)"]), [["1", "true"]], ["1|true"]],
      ["a text that is a truth", was(["(a string)"], ["(a bool)"]), [["1", "false"]], ["1|false"]],
      [
        "a text that is a list",
        was(["(a string)"], ["(a (list string))"]),
        [["1", 'x"y']],
        ['1|["x\\"y"]'],
      ],
      ["a number that is a list", was(["(a i32)"], ["(a (list i32))"]), [["1", "7"]], ["1|[7]"]],
      [
        "a list of one that is a value",
        was(["(a (list i32))"], ["(a i32)"]),
        [["1", "[7]"]],
        ["1|7"],
      ],
      [
        "a list of a text that is a value",
        was(["(a (list string))"], ["(a string)"]),
        [["1", '["x"]']],
        ["1|x"],
      ],
      [
        "an empty list that is no value",
        was(["(a (list string))"], ["(a (optional string))"]),
        [["1", "[]"]],
        ["1|-"],
      ],
      [
        "an entity that is a list",
        was(["(a Place)"], ["(a (list Place))"]),
        [["1", '{"street":"x"}']],
        ['1|[{"street":"x"}]'],
      ],
      [
        "a list that is an entity",
        was(["(a (list Place))"], ["(a Place)"]),
        [["1", '[{"street":"x"}]']],
        ['1|{"street":"x"}'],
      ],
      ["a text that is JSON", was(["(a string)"], ["(a json)"]), [["1", "x"]], ['1|"x"']],
      [
        "a value that may be absent and is a list",
        was(["(a (optional string))"], ["(a (optional (list string)))"]),
        [
          ["1", null],
          ["2", "x"],
        ],
        ["1|-", '2|["x"]'],
      ],
      [
        "an entity that has another name, in two steps",
        was(
          ["(a string :unique)"],
          ["(a string :unique)", "Member :was User"],
          ["(a string :unique)", "Member"],
        ),
        [["1", "x"]],
        ["1|x"],
      ],
      [
        "another key, and a key of another type",
        was(
          ["(a string :unique)"],
          ["(a string :unique)", "User", "(id i64 :key)"],
          ["(a string :key)", "User", "(id i64)"],
        ),
        [["1", "x"]],
        ["1|x"],
      ],
      [
        "a key that goes",
        was(["(a string :unique)"], ["(a string :key)", "User", ""]),
        [["1", "x"]],
        ["x"],
      ],
    ];
    test.each(table)("%s", (_, given, rows, expected) => {
      expect(given(rows)).toEqual(expected);
    });

    test("a table whose entity is kept no more stays, and gives its name away", () => {
      const database = databaseOf(store);
      const intents = ["User", "Member", "User :was Member", "User"].map((entity) =>
        intentOf(store, "(a string :unique)", entity),
      );
      expect(through(store, [["1", "x"]], intents, database)).toEqual([]);
      expect(database.rows(`SELECT "id", "a" FROM "users_left"`)).toEqual(["1|x"]);
    });

    const fails = (rows: readonly Cells[], ...given: readonly string[]): void => {
      const database = databaseOf(store);
      const stepped = new Stepped(templates);
      const [first = "", second = ""] = given.map((fields) => intentOf(store, fields));
      const made = stepped.stamp(first);
      const insert = made.tables[0]?.statements.insert ?? [];
      for (const { statements } of made.steps) database.take(statements);
      for (const row of rows) database.take([filled(insert, row)]);
      const before = database.rows(`SELECT * FROM "users"`);
      const [step] = stepped.stamp(second).steps;
      expect(() => database.take(step?.statements ?? [])).toThrow();
      expect(database.rows(`SELECT * FROM "users"`)).toEqual(before);
    };
    test.each<readonly [what: string, rows: readonly Cells[], before: string, after: string]>([
      ["a text that is no number", [["1", "x"]], "(a string)", "(a i32)"],
      ["a text that is no truth", [["1", "maybe"]], "(a string)", "(a bool)"],
      ["a list of several that is to be one", [["1", "[1,2]"]], "(a (list i32))", "(a i32)"],
      ["an absent value that is needed", [["1", null]], "(a (optional i32))", "(a i32)"],
      [
        "what is to be unique and is there twice",
        [
          ["1", "x"],
          ["2", "x"],
        ],
        "(a string)",
        "(a string :unique)",
      ],
    ])("%s: the step is refused, and the rows are as they were", (_, rows, before, after) => {
      fails(rows, before, after);
    });

    test("random intents, one after the other, end with the table that the last one alone makes", () => {
      for (let round = 0; round < rounds; round++)
        goThrough({ templates, databaseOf: () => databaseOf(store) }, store, seed + round);
    });
  });

const seed = Number(process.env["FLYWHEEL_SEED"] ?? 20_261_123);
