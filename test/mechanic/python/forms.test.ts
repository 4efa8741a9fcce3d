import { expect, test } from "vitest";
import {
  applyEdits,
  lineStarts,
  positionAt,
  type CodeDiagnostic,
  type Hole,
  type RepairEdit,
  type RepairRequest,
} from "#intent";
import { absentTexts } from "../../../mechanic/engines/delta/python/absent.ts";
import { expectationHoles } from "../../../mechanic/engines/delta/python/expectations.ts";
import { keyHoles } from "../../../mechanic/engines/delta/python/forms/keys.ts";
import { lineHoles } from "../../../mechanic/engines/delta/python/forms/lines.ts";
import { storedHoles } from "../../../mechanic/engines/delta/python/forms/stored.ts";
import { wordHoles } from "../../../mechanic/engines/delta/python/forms/words.ts";
import { keywordEdits, passedKeywords } from "../../../mechanic/engines/delta/python/keywords.ts";
import { movedFields } from "../../../mechanic/engines/delta/python/moved.ts";
import { rankedOrders } from "../../../mechanic/engines/delta/python/ranks.ts";
import { seedSums } from "../../../mechanic/engines/delta/python/seeds.ts";
import { shapeChanges } from "../../../mechanic/engines/delta/python/shape/changes.ts";
import { flagHoles } from "../../../mechanic/engines/delta/python/flags.ts";
import { uncheckedHoles } from "../../../mechanic/engines/delta/python/forms/unchecked.ts";
import { withoutEmptied } from "../../../mechanic/engines/delta/python/shape/changes.ts";
import { truthTests } from "../../../mechanic/engines/delta/python/truth.ts";
import { variantHoles } from "../../../mechanic/engines/delta/python/variants.ts";
import { respellWords } from "../../../mechanic/engines/delta/python/worded.ts";
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


def first(loaves):
    for loaf in loaves:
        if loaf.fresh and loaf.kind != Kind.RYE:
            return loaf
    return None


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
    "loaf.kind != Kind.RYE",
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

test("keys of dictionaries that become keywords follow a rename; those of other dictionaries do not", async () => {
  const before = entity("");
  const after = entity("").replace("(name string)", "(label string :was name)");
  const code = `def loaf(id: int = 1, **over: Any) -> Loaf:
    given: dict[str, Any] = {"name": "rye", **over}
    return a_loaf(id=id, **given)


def plain(**over: Any) -> Loaf:
    given = {"name": "oat"}
    return Loaf(**{**given, "id": 2, **over})


def row() -> dict[str, str]:
    shown = {"name": "rye"}
    print(shown)
    return a_loaf(**shown)


def shelf() -> Shelf:
    return Shelf(**{"name": "left"})


def stored() -> Loaf:
    return Loaf.model_validate({"name": "x"})


loaf(name="spelt")
`;
  const { changes } = requestOf(before, after);
  const passed = passedKeywords([await parsed(code)], changes, new Set(["Loaf"]));
  const starts = keywordEdits(passed).map(({ start }) => code.slice(start, start + 11));
  expect(starts).toEqual(['name="spelt', 'name": "rye', 'name": "oat']);
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

const holeIn = (
  text: string,
  file: string,
  kind: Hole["kind"],
  at: string,
  delta: string,
): Hole => {
  const start = text.indexOf(at);
  const { line, column } = positionAt(lineStarts(text), start);
  const place = { file, line, column, endLine: line, endColumn: column + at.length };
  return { id: at, kind, ...place, delta, question: "", candidates: [], meaning: "" };
};

const offline = async (
  request: RepairRequest,
  holes: readonly Hole[],
  edits: readonly RepairEdit[] = [],
): Promise<readonly string[]> => {
  const written = new Map(
    await Promise.all(
      [...request.sources].map(async ([file, text]) => [file, await parsed(text, file)] as const),
    ),
  );
  return expectationHoles(request, { written, holes, edits }).map(asked);
};

test("what a test sees refused is asked about with the rule; what it sees taken is not", async () => {
  const rule = `def code_of(text: str) -> int:
    return int(text)


def other_of(text: str) -> int:
    return int(text)
`;
  const tests = `def test_codes():
    assert code_of("12") == 12
    for text in ("x", ""):
        with pytest.raises(ValueError):
            code_of(text)
    with pytest.raises(ValueError):
        code_of("1-2")
    with pytest.raises(ValueError):
        other_of("y")
`;
  const request = requestOf(entity("(grams i32)"), entity("(grams string)"), {
    "bakery/codes.py": rule,
    "tests/test_codes.py": tests,
  });
  const delta = "bakery/Loaf.grams";
  expect(
    await offline(request, [holeIn(rule, "bakery/codes.py", "validation", "int(text)", delta)]),
  ).toEqual(['expected-value ("x", "")', 'expected-value code_of("1-2")']);
  expect(
    await offline(request, [holeIn(rule, "bakery/codes.py", "ordering", "int(text)", delta)]),
  ).toEqual([]);
});

test("a text that tells a value which is gone hangs on the answer, where the test gives the value", async () => {
  const shown = `def label(loaf: Loaf) -> str:
    return f"{loaf.name} by {loaf.baker}"
`;
  const tests = `def test_label():
    loaf = a_loaf(name="rye", baker="Ann")
    expected = "rye by Ann"
    assert label(loaf) == expected


def test_name():
    loaf = a_loaf(name="rye")
    assert label(loaf).startswith("rye by")


def test_sign():
    assert sign() == "bread by Ann"
`;
  const request = requestOf(entity("(baker string)"), entity(""), {
    "bakery/labels.py": shown,
    "tests/test_labels.py": tests,
  });
  const delta = "bakery/Loaf.baker";
  const start = tests.indexOf(', baker="Ann"');
  const dropped: RepairEdit = {
    file: "tests/test_labels.py",
    start,
    end: start + ', baker="Ann"'.length,
    text: "",
    change: delta,
    rule: "gone-dropped",
    certainty: "certain",
    because: "",
  };
  const hole = holeIn(shown, "bakery/labels.py", "removed-symbol", "loaf.baker", delta);
  expect(await offline(request, [hole], [dropped])).toEqual(['expected-value "rye by Ann"']);
  expect(await offline(request, [hole])).toEqual([]);
});

test("a record that a test makes without a value, beside one that has it, is asked about where it is always there", async () => {
  const tests = `LOAVES = [a_loaf(name="rye"), a_loaf(id=2)]


def test_one():
    assert label(a_loaf(id=3)) == "loaf"


def test_two():
    named = a_loaf(id=4, name="oat")
    bare = a_loaf(id=5)
    assert label(named) != label(bare)
`;
  const optional = entity("").replace("(name string)", "(name (optional string))");
  const files = { "tests/test_loaves.py": tests };
  expect(await offline(requestOf(optional, entity(""), files), [])).toEqual([
    "expected-value a_loaf(id=2)",
    "expected-value a_loaf(id=5)",
  ]);
  expect(await offline(requestOf(entity(""), optional, files), [])).toEqual([]);
});

test("tests that show a record without a value are asked about where it is always there", async () => {
  const shown = `def label(loaf: Loaf) -> str:
    return loaf.name or "unnamed"


def number(loaf: Loaf) -> int:
    return loaf.id
`;
  const rows = `def test_rows():
    assert [(each.id, each.name) for each in read("1 rye, 2")] == [
        (1, "rye"),
        (2, None),
    ]


def test_labels():
    assert label(read("2")) == "unnamed"
    assert number(read("2")) == 2
`;
  const optional = entity("").replace("(name string)", "(name (optional string))");
  const request = (tests: string): RepairRequest =>
    requestOf(optional, entity(""), { "bakery/labels.py": shown, "tests/test_loaves.py": tests });
  expect(await offline(request(rows), [])).toEqual([
    "expected-value (2, None)",
    'expected-value assert label(read("2")) == "unnamed"',
  ]);
  expect(await offline(request(rows.replace("(2, None)", '(2, "oat")')), [])).toEqual([]);
});

test("a new field that says who comes first speaks about orders; another one does not", async () => {
  const code = `def queue(loaves: list[Loaf]) -> list[Loaf]:
    return sorted(loaves, key=lambda loaf: (loaf.baked, loaf.id))


def names(loaves: list[Loaf]) -> list[str]:
    return sorted(loaf.name for loaf in loaves)
`;
  const ordersOf = async (field: string): Promise<readonly string[]> =>
    rankedOrders(requestOf(entity(""), entity(field)), [await parsed(code)]).map(
      ({ module, node }) => module.text.slice(node.start, node.end),
    );
  const order = "sorted(loaves, key=lambda loaf: (loaf.baked, loaf.id))";
  expect(await ordersOf("(rank i32 :default 0)")).toEqual([order]);
  expect(await ordersOf('(turn i32 "Who has less comes first." :default 0)')).toEqual([order]);
  expect(await ordersOf("(crumbs i32 :default 0)")).toEqual([]);
  expect(await ordersOf('(rank string :default "")')).toEqual([]);
});

test("what may be absent is no text and no place in an order, unless somebody has asked", async () => {
  const code = `def told(loaf: Loaf, other: Loaf) -> str:
    name = loaf.name
    if other.name:
        log.info("other: %s", other.name)
    bare = loaf.name == ""
    said = loaf.name if loaf.name else "?"
    return f"{name}, {loaf.id}" + str(loaf.name)


def sort(loaves):
    return sorted(loaves, key=lambda one: (one.name, one.id)), [f"{each.name}" for each in loaves if each.name]
`;
  const request = requestOf(
    entity(""),
    entity("").replace("(name string)", "(name (optional string))"),
  );
  const found = absentTexts([await parsed(code)], request.changes);
  expect(found.map(({ module, node }) => module.text.slice(node.start, node.end))).toEqual([
    'loaf.name == ""',
    "{name}",
    "str(loaf.name)",
    "sorted(loaves, key=lambda one: (one.name, one.id))",
  ]);
});

const said = (text: string, at: string, message: string): CodeDiagnostic => {
  const { line, column } = positionAt(lineStarts(text), text.indexOf(at));
  return {
    tool: "pyright",
    code: "reportArgumentType",
    severity: "error",
    message,
    file: "bakery/custom.py",
    line,
    column,
    endLine: line,
    endColumn: column + at.length,
  };
};

test("texts that are variants now are spelt as such, all of a place or none", async () => {
  const code = `from .generated import Loaf, Oven

loaf = Loaf(kind="rye", kinds=["oat", "rye"], other="bran")
`;
  const kinds = "(enum Kind rye oat)";
  const fields = (type: string): string =>
    `${kinds} (entity Loaf (kind ${type}) (kinds (list ${type})) (other ${type}))`;
  const request = requestOf(fields("string"), fields("Kind"), { "bakery/custom.py": code });
  const modules = new Map([["bakery/custom.py", await parsed(code)]]);
  const wanted = (at: string, given: string): CodeDiagnostic =>
    said(code, at, `Argument of type "${given}" cannot be assigned to parameter of type "Kind"`);
  const found = respellWords(request, modules, [
    wanted('"rye"', "Literal['rye']"),
    wanted('["oat", "rye"]', "list[str]"),
    wanted('"bran"', "Literal['bran']"),
  ]);
  expect([...new Set(found.map(({ start, text }) => `${start} ${text}`))]).toEqual([
    `${code.indexOf('"rye"')} Kind.RYE`,
    `${code.indexOf("Loaf")} Kind, `,
    `${code.indexOf('"oat"')} Kind.OAT`,
    `${code.lastIndexOf('"rye"')} Kind.RYE`,
  ]);
});

test("a sum of decimals begins with one of them", async () => {
  const code = `from decimal import Decimal


def total(loaves: list[Loaf]) -> Decimal:
    return sum(loaf.price for loaf in loaves)


def costs(prices: list[Decimal]) -> Cost:
    whole = sum(prices)
    return Cost(price=whole, rest=sum(prices, Decimal(1)))
`;
  const request = requestOf(entity("(price f64)"), entity("(price decimal)"), {
    "bakery/custom.py": code,
  });
  const modules = new Map([["bakery/custom.py", await parsed(code)]]);
  const zero = 'Type "Decimal | Literal[0]" is not assignable to type "Decimal"';
  const found = seedSums(request, modules, [
    said(code, "sum(loaf.price for loaf in loaves)", zero),
    said(code, "whole, rest".slice(0, 5), zero),
    said(code, "sum(prices, Decimal(1))", zero),
  ]);
  expect(applyEdits(code, found)).toContain(
    "return sum((loaf.price for loaf in loaves), Decimal(0))\n",
  );
});

test("a flag that became a word is true whatever it says; so is a record that was an empty text", async () => {
  const code = `def told(loaf: Loaf, loaves: list[Loaf]) -> str:
    fresh = loaf.fresh
    if fresh and loaf.id:
        return "!"
    warm = [each for each in loaves if each.fresh]
    both = any(each.fresh for each in loaves)
    said = "fresh" if not loaf.fresh else loaf.fresh
    name = loaf.name or "bread"
    return f"{loaf.fresh} {said} {name} {warm} {both} {pick(fresh=loaf.fresh)}"
`;
  const truths = async (before: string, after: string): Promise<readonly string[]> => {
    const request = requestOf(before, after);
    const found = truthTests([await parsed(code)], request.changes, request);
    return found.map(({ module, node }) => module.text.slice(node.start, node.end));
  };
  const kinds = "(enum Freshness hot warm old) (entity Name (said string))";
  const flag = `${kinds} ${entity("(fresh bool)")}`;
  expect(await truths(flag, `${kinds} ${entity("(fresh Freshness)")}`)).toEqual([
    "fresh",
    "each.fresh",
    "each.fresh",
    "loaf.fresh",
  ]);
  expect(await truths(flag, `${kinds} ${entity("(fresh i32)")}`)).toEqual([]);
  const named = flag.replace("(name string)", "(name Name)");
  expect(await truths(flag, named)).toEqual(["loaf.name"]);
  const absent = flag.replace("(name string)", "(name (optional string))");
  expect(await truths(absent, named.replace("(name Name)", "(name (optional Name))"))).toEqual([]);
});

test("a comparison that chooses sends what may be absent somewhere; one that picks some of many does not", async () => {
  const code = `def price(loaf: Loaf) -> int:
    if loaf.name == "rye":
        return 3
    return 2


def label(loaf: Loaf) -> str:
    return "dark" if loaf.name in DARK else "light"


def heated(loaves: list[Loaf], oven: Oven) -> list[Loaf]:
    if oven.name == "big":
        heat(oven)
    return [each for each in loaves if each.name == "rye"]


def asked(loaf: Loaf) -> int:
    if loaf.name is not None and loaf.name != "rye":
        return 1
    return 0
`;
  const request = requestOf(
    entity(""),
    entity("").replace("(name string)", "(name (optional string))"),
  );
  const found = absentTexts([await parsed(code)], request.changes);
  expect(found.map(({ module, node }) => module.text.slice(node.start, node.end))).toEqual([
    'loaf.name == "rye"',
    "loaf.name in DARK",
  ]);
});

test("rows that may hold anything are read without a check; those of texts are the type checker's", async () => {
  const rows = (type: string, read: string): string => `from typing import Any, TypeAlias

Crumbs: TypeAlias = dict[str, Any]


def write(loaf: Loaf) -> ${type}:
    return {"id": loaf.id, "name": loaf.name, "bake": loaf.bake}


def read(crumbs: ${type}) -> Loaf:
    return Loaf(id=crumbs["id"], name=crumbs["name"], bake=${read})
`;
  const request = requestOf(entity("(bake i32)"), entity("(bake duration)"));
  const holes = async (type: string, read: string): Promise<readonly string[]> =>
    uncheckedHoles(request, [await parsed(rows(type, read))]).map(asked);
  expect(await holes("Crumbs", 'crumbs["bake"]')).toEqual(['wire-form bake=crumbs["bake"]']);
  expect(await holes("dict[str, Any]", 'crumbs.get("bake")')).toEqual([
    'wire-form bake=crumbs.get("bake")',
  ]);
  expect(await holes("dict[str, str]", 'crumbs["bake"]')).toEqual([]);
  expect(await holes("Crumbs", 'minutes(crumbs["bake"])')).toEqual([]);
});

test("a yes or no that an event tells newly is asked about where it is heard, unless somebody asks for it", async () => {
  const service = (fields: string): string =>
    `(on carts/loaf-moved :do note))\n(service carts "Carts." (language rust) (event loaf-moved (id i32) ${fields})`;
  const code = (body: string): string => `class App(Bakery):
    async def note(self, event: LoafMoved, ctx: Ctx) -> None:
        """What has moved."""
        ${body}
`;
  const heard = async (fields: string, body: string): Promise<readonly string[]> => {
    const request = requestOf(service(""), service(fields));
    return flagHoles(request, [await parsed(code(body))]).map(asked);
  };
  expect(await heard("(back bool)", "self.moved.add(event.id)")).toEqual([
    "silent-miss self.moved.add(event.id)",
  ]);
  expect(await heard("(back bool)", "self.moved.add(event.id, event.back)")).toEqual([]);
  expect(await heard("(back bool)", "pass")).toEqual([]);
  expect(await heard("(shelf string)", "self.moved.add(event.id)")).toEqual([]);
});

test("what was one or none and is several or none has become nothing that is required", () => {
  const kinds = (before: string, after: string): readonly string[] =>
    withoutEmptied(requestOf(entity(before), entity(after)).changes).map(({ kind }) => kind);
  expect(kinds("(shelf (optional string))", "(shelf (list string))")).toEqual(["field-retyped"]);
  expect(kinds("(shelf (optional string))", "(shelf string)")).toEqual(["field-became-required"]);
});

test("a record without what is always there now is looked at where a test shows what becomes of it", async () => {
  const shelf = `def label(loaf: Loaf) -> str:
    if not loaf.name:
        return "unnamed"
    return loaf.name


def board(loaves: list[Loaf]) -> str:
    return ", ".join(label(each) for each in loaves)


def weight(loaf: Loaf) -> int:
    return loaf.id
`;
  const tests = `RYE = a_loaf(id=1)
OAT = a_loaf(id=2)


def test_board():
    assert board([RYE]) == "unnamed"


def test_weight():
    bare = a_loaf(id=3)
    assert weight(bare) == 3
    assert weight(OAT) == 2


def test_label():
    bare = a_loaf(id=4)
    assert label(bare) == "unnamed"
`;
  const optional = entity("").replace("(name string)", "(name (optional string))");
  const files = { "bakery/shelf.py": shelf, "tests/test_shelf.py": tests };
  expect(await offline(requestOf(optional, entity(""), files), [])).toEqual([
    "expected-value a_loaf(id=1)",
    "expected-value a_loaf(id=4)",
  ]);
});

test("a text that a helper of tests makes is expected as it makes it", async () => {
  const tests = `class Oven:
    def bake(self):
        return a_loaf(name=f"LOAF-{len(self.baked)}")


def test_bake():
    assert baked().name == "LOAF-1"
    assert baked().shelf == "SHELF-1"
`;
  const file = "tests/test_oven.py";
  const request = requestOf(entity(""), entity("").replace("(name string)", "(name uuid)"), {
    [file]: tests,
  });
  const at = 'f"LOAF-{len(self.baked)}"';
  const holes = [holeIn(tests, file, "conversion", at, "bakery/Loaf.name")];
  expect(await offline(request, holes)).toEqual(['expected-value "LOAF-1"']);
});
