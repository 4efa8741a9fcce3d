import { expect, test } from "vitest";
import { keyHoles } from "../../../mechanic/engines/delta/python/forms/keys.ts";
import { lineHoles } from "../../../mechanic/engines/delta/python/forms/lines.ts";
import { storedHoles } from "../../../mechanic/engines/delta/python/forms/stored.ts";
import { wordHoles } from "../../../mechanic/engines/delta/python/forms/words.ts";
import { keywordEdits, passedKeywords } from "../../../mechanic/engines/delta/python/keywords.ts";
import { movedFields } from "../../../mechanic/engines/delta/python/moved.ts";
import { shapeChanges } from "../../../mechanic/engines/delta/python/shape/changes.ts";
import { variantHoles } from "../../../mechanic/engines/delta/python/variants.ts";
import { asked, parsed, requestOf } from "./offline.ts";

const entity = (fields: string): string => `(entity Loaf (id i32 :key) (name string) ${fields})`;

test("rows that are kept as JSON: those that change are asked about, others and answers of strangers are not", async () => {
  const kept = `def take(text):
    return Loaf.model_validate_json(text), Oven.model_validate_json(text)

def keep(loaf):
    return loaf.model_dump_json()
`;
  const oven = "(entity Oven (id i32 :key) (hot bool))";
  const before = `${oven} ${entity("(grams i32)")}`;
  const after = `${oven} ${entity("(grams string)")}`;
  const request = requestOf(before, after);
  const found = storedHoles(request, [await parsed(kept)]);
  expect(found.map(asked)).toEqual(["wire-form Loaf.model_validate_json(text)"]);
  const reader = kept.slice(0, kept.indexOf("def keep"));
  expect(storedHoles(request, [await parsed(reader)])).toEqual([]);
  const wider = requestOf(before, `${oven} ${entity('(grams i32) (note string :default "")')}`);
  expect(storedHoles(wider, [await parsed(kept)])).toEqual([]);
});

const lines = `def read(line: str) -> Loaf:
    id, name = line.split(";")
    return Loaf(id=int(id), name=name)


def write(loaf: Loaf) -> str:
    number = str(loaf.id)
    return ";".join([number, loaf.name])


def shown(loaf: Loaf) -> str:
    return f"loaf {loaf.name}"
`;

test("a line that is written and read again: both halves are asked about a new field", async () => {
  const request = requestOf(entity(""), entity("(sliced bool :default false)"));
  expect(lineHoles(request, [await parsed(lines)]).map(asked)).toEqual([
    'wire-form id, name = line.split(";")',
    'wire-form number = str(loaf.id) return ";".join([number, loaf.name])',
  ]);
  const onlyShown = lines.replace(/def write[^]*?\n\n\n/, "");
  expect(lineHoles(request, [await parsed(onlyShown)])).toEqual([]);
});

test("rows are forms as lines are; one that may be absent now is asked about where it is read", async () => {
  const rows = `def read(row: dict[str, str]) -> Loaf:
    return Loaf(id=int(row["id"]), name=row["name"])


def write(loaf: Loaf) -> dict[str, str]:
    return {"id": str(loaf.id), "name": loaf.name}
`;
  const added = requestOf(entity(""), entity("(sliced bool :default false)"));
  expect(lineHoles(added, [await parsed(rows)]).map(asked)).toEqual([
    'wire-form Loaf(id=int(row["id"]), name=row["name"])',
    'wire-form return {"id": str(loaf.id), "name": loaf.name}',
  ]);
  const absent = requestOf(
    entity(""),
    entity("").replace("(name string)", "(name (optional string))"),
  );
  expect(lineHoles(absent, [await parsed(rows)]).map(asked)).toEqual([
    'wire-form name=row["name"]',
  ]);
  const noWriter = rows.slice(0, rows.indexOf("\n\n\ndef write"));
  expect(lineHoles(absent, [await parsed(noWriter)])).toEqual([]);
});

test("a key of remembered answers: it is asked about a new parameter, a log line is not", async () => {
  const rpc = (more: string): string =>
    `(entity Loaf (id i32 :key)) (rpc find-loaf (in (id i32) ${more}) (out Loaf))`;
  const request = requestOf(rpc(""), rpc("(day date)"));
  const code = `def find(self, id):
    log.info(f"asked for {id}")
    key = f"loaf/{id}"
    if key not in self.known:
        self.known[key] = self.ask(FindLoafIn(id=id))
    return self.known[key]
`;
  expect(keyHoles(request, [await parsed(code)]).map(asked)).toEqual(['silent-miss f"loaf/{id}"']);
});

test("a word of data that is a variant which is gone; not in sentences", async () => {
  const kinds = (names: string): string =>
    `(enum Kind ${names}) (entity Loaf (id i32 :key) (kind Kind))`;
  const request = requestOf(kinds("rye oat"), kinds("rye"));
  const code = `"""Bakes oat;bread."""
LOAVES = "1;oat;200"
SIGN = "we love oat bread"
kind = Kind("oat")
`;
  expect(wordHoles(request, [await parsed(code)]).map((hole) => hole.span.start)).toEqual([
    code.indexOf("oat;200"),
    code.indexOf('oat")'),
  ]);
});

const enumOf = (names: string): string => `(enum Kind ${names})`;

test("variants are told apart by tables, lists, comparisons and matches; one that is given away tells nothing", async () => {
  const request = requestOf(enumOf("rye oat spelt"), enumOf("rye oat spelt wheat"));
  const code = `NAMES = {Kind.RYE: "r"}
DARK = frozenset({Kind.RYE, Kind.OAT})
order(kinds=[Kind.RYE, Kind.OAT])
loaf.kind = Kind.RYE
if loaf.kind == Kind.RYE:
    one()
elif loaf.kind in (Kind.OAT, Kind.SPELT):
    two()
match loaf.kind:
    case Kind.RYE:
        one()
    case _:
        two()
`;
  const found = variantHoles([await parsed(code)], request.changes, request.before);
  expect(found.map(({ text, span }) => text.slice(span.start, span.end).split("\n")[0])).toEqual([
    'NAMES = {Kind.RYE: "r"}'.slice("NAMES = ".length),
    "{Kind.RYE, Kind.OAT}",
    "loaf.kind == Kind.RYE",
    "match loaf.kind:",
  ]);
});

test("a statement that does what concerns one variant tells nothing apart; one that answers for the others does", async () => {
  const request = requestOf(enumOf("rye oat spelt"), enumOf("rye oat spelt wheat"));
  const code = `SHELVES = ("rye", "oat", "spelt")
COLORS = {"rye": "brown", "oat": "pale"}
WORDS = ("rye", "bread")


def bake(loaf):
    if loaf.kind == Kind.RYE:
        loaf.hours = 2
    if loaf.fresh and loaf.kind != Kind.OAT:
        tell(loaf)
    for other in loaf.others:
        if other.kind is Kind.RYE:
            continue
        tell(other)


def hours(loaf):
    if loaf.kind == Kind.RYE:
        return 2
    return 1


def is_dark(loaf):
    return loaf.kind == Kind.RYE


def dark(loaves):
    return [loaf for loaf in loaves if loaf.kind != Kind.OAT]


def mark(loaf):
    if loaf.kind == Kind.SPELT:
        loaf.mark = "s"
    else:
        loaf.mark = "-"
`;
  const found = variantHoles([await parsed(code)], request.changes, request.before);
  expect(found.map(({ text, span }) => text.slice(span.start, span.end))).toEqual([
    '("rye", "oat", "spelt")',
    '{"rye": "brown", "oat": "pale"}',
    "loaf.kind == Kind.RYE",
    "loaf.kind == Kind.RYE",
    "loaf.kind != Kind.OAT",
    "loaf.kind == Kind.SPELT",
  ]);
});

test("keywords that are passed on as names of fields follow a rename; those that are looked into do not", async () => {
  const before = entity("");
  const after = entity("").replace("(name string)", "(label string :was name)");
  const request = requestOf(before, after);
  const code = `class Books:
    def change(self, loaf: Loaf, **fields: object) -> Loaf:
        return self.kept(loaf, fields)

    def kept(self, row, changes):
        return row.model_copy(update=changes)

    def told(self, loaf: Loaf, **fields: object) -> None:
        print(fields["name"])


books.change(loaf, name="x", id=2)
books.told(loaf, name="x")
`;
  const passed = passedKeywords([await parsed(code)], request.changes, new Set(["Loaf"]));
  expect(keywordEdits(passed).map(({ start, text }) => [start, text])).toEqual([
    [code.indexOf('name="x", id'), "label"],
  ]);
});

test("a meaning moves where the words of a field change and its like is new beside it", () => {
  const fields = (text: string): string => entity(text);
  const one = '(price decimal "What it costs.")';
  const two = '(price decimal "What it cost last year.") (list-price decimal "What it costs.")';
  const other = '(price decimal "What it costs.") (list-price decimal "What it cost.")';
  const names = (before: string, after: string): readonly string[] =>
    movedFields(requestOf(fields(before), fields(after))).map(
      ({ field, other: now }) => `${field} ${now}`,
    );
  expect(names(one, two)).toEqual(["price list-price"]);
  expect(names(one, other)).toEqual([]);
  expect(names(one, '(price decimal "What it cost.") (grams i32)')).toEqual([]);
});

test("the old value is the field of the new record that it was declared as, or the only one of its type", () => {
  const shapes = (before: string, after: string): readonly unknown[] =>
    shapeChanges(requestOf(before, after)).map(({ path, into }) => [
      path.join(" "),
      into.kind === "record" ? into.field : into.kind,
    ]);
  const kinds = "(enum Kind rye oat)";
  expect(
    shapes(
      `${kinds} ${entity("(kind Kind)")}`,
      `${kinds} (entity Sort (since date) (kind Kind)) ${entity("(kind Sort)")}`,
    ),
  ).toEqual([["", "kind"]]);
  expect(
    shapes(
      entity("(places (map i32 (list string)))"),
      `(entity Place (shelf string) (row i32 :default 1)) ${entity("(places (map i32 (list Place)))")}`,
    ),
  ).toEqual([["map list", "shelf"]]);
  expect(
    shapes(
      entity("(place string)"),
      `(entity Place (shelf string) (row string)) ${entity("(place Place)")}`,
    ),
  ).toEqual([]);
  expect(shapes(entity("(place string)"), entity("(place (list string))"))).toEqual([["", "list"]]);
});
