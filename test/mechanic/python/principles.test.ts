import { describe, expect, test } from "vitest";
import { lineStarts, positionAt, type SyntaxNode } from "#intent";
import { createHoles } from "../../../mechanic/engines/delta/shared/index.ts";
import { openEdits } from "../../../mechanic/engines/delta/python/closed.ts";
import { answerHoles } from "../../../mechanic/engines/delta/python/expected-answers.ts";
import { passedKeywords } from "../../../mechanic/engines/delta/python/keywords.ts";
import { respelt } from "../../../mechanic/engines/delta/python/retype/constructed.ts";
import { convertedAt, isCaught } from "../../../mechanic/engines/delta/python/retype/converted.ts";
import { keptBy } from "../../../mechanic/engines/delta/python/retype/kept.ts";
import { plainMark } from "../../../mechanic/engines/delta/python/retype/marks.ts";
import { originOf } from "../../../mechanic/engines/delta/python/retype/origin.ts";
import { tagNames } from "../../../mechanic/engines/delta/python/retype/printed.ts";
import { changed, unchanged } from "../../../mechanic/engines/delta/python/retype/types.ts";
import {
  follow,
  readsAlready,
  type Reads,
} from "../../../mechanic/engines/delta/python/shape/reads.ts";
import { shapeChanges } from "../../../mechanic/engines/delta/python/shape/changes.ts";
import { nodesOf, textOf } from "../../../mechanic/engines/delta/python/tree.ts";
import { change } from "./fixture.ts";
import { asked, nodeNamed, parsed, requestOf } from "./offline.ts";

test.each([
  [
    'UUID("11111111-1111-4111-8111-111111111111")',
    "UUID",
    "str",
    '"11111111-1111-4111-8111-111111111111"',
  ],
  ["uuid.UUID(int=7)", "UUID", "str", '"00000000-0000-0000-0000-000000000007"'],
  ["UUID(cell)", "UUID", "str", undefined],
  ['Decimal("1.50")', "Decimal", "float", "1.50"],
  ["Decimal(3)", "Decimal", "float", "3.0"],
  ['Decimal("1.50")', "Decimal", "int", undefined],
  ["date(2026, 4, 1)", "date", "str", '"2026-04-01"'],
  ["date(2026, month, 1)", "date", "str", undefined],
])("%s, written out as %s, in the spelling of %s", (text, before, after, expected) => {
  expect(respelt(text, { before, after })).toBe(expected);
});

describe("conversions", () => {
  test.each([
    ["date.fromisoformat(loan.due)", "str", "date", "loan.due"],
    ['datetime.strptime(cells["due"], "%Y-%m-%d").date()', "str", "date", 'cells["due"]'],
    ["clock.now().date()", "datetime", "date", "clock.now()"],
    ["date.fromisoformat(loan.due + tail)", "str", "date", undefined],
    ['datetime.strptime(loan.due, "%d.%m.%Y").date()', "str", "date", undefined],
    ["round(loan.fee)", "float", "int", undefined],
  ])("%s", async (text, from, to, expected) => {
    const module = await parsed(text);
    const call = nodesOf(module.root, "call").find(({ start, end }) => end - start === text.length);
    const found = call === undefined ? undefined : convertedAt(module, call, from, to);
    expect(found && textOf(module.text, found)).toBe(expected);
  });

  test("a conversion that takes both is not in the way", async () => {
    const module = await parsed("str(loan.id)");
    const call = nodeNamed(module, "str(loan.id)");
    const inner = module.root.children[0]?.children[0] ?? call;
    expect(convertedAt(module, inner, "UUID", "str", true)).toBeUndefined();
    expect(convertedAt(module, inner, "UUID", "str")).toBeDefined();
  });

  test("what stands in the body of a try is caught, what stands in a handler is not", async () => {
    const module = await parsed(`def read(cell, other):
    try:
        return UUID(cell)
    except ValueError:
        return UUID(other)
`);
    const caught = nodesOf(module.root, "call").map((call) => isCaught(module, call));
    expect(caught).toEqual([true, false]);
  });
});

test("a name gets its value at one place, or it is no place to ask", async () => {
  const module = await parsed(`def take(shelf, wish):
    number = len(shelf) + 1
    shelf.put(number)
    other = 0
    other = other + 1
    shelf.put(other)
    for each in shelf:
        shelf.put(each)
    shelf.put(wish)
`);
  const origins = nodesOf(module.root, "call").flatMap((call) => {
    const [name] = nodesOf(call.children[1] ?? call, "identifier");
    if (name === undefined || !textOf(module.text, call).startsWith("shelf.put")) return [];
    const origin = originOf(module, { file: module.file, start: name.start, end: name.end });
    return [origin === undefined ? "" : module.text.slice(origin.start, origin.end)];
  });
  expect(origins).toEqual(["len(shelf) + 1", "", "", ""]);
});

test("plain marks of log lines and texts", async () => {
  const module =
    await parsed(`log.info("tram %d at %s, %04d of %d%%", tram.number, stop, tram.car, tram.load)
text = f"{tram.number:d} {tram.car:04d}"
say("%d", tram.number)
`);
  const marks = [
    ...nodesOf(module.root, "attribute"),
    ...nodesOf(module.root, "interpolation"),
  ].flatMap((node) => {
    const mark = plainMark(module, node);
    return mark === undefined
      ? []
      : [
          `${textOf(module.text, node)} ${module.text.slice(mark.span.start, mark.span.end)}→${mark.text}`,
        ];
  });
  expect(marks).toEqual(["tram.number d→s", "tram.load d→s", "{tram.number:d} :d→"]);
});

test("keys that a function makes are told where pyright gives up", async () => {
  const module = await parsed("Shelf(lambda tram: tram.number)\n");
  const message = 'Type "Shelf[Never, Never]" is not assignable to return type "Shelf[FwT3, Tram]"';
  const finding = {
    file: module.file,
    start: 0,
    end: module.text.length - 1,
    message,
    code: "",
    isError: true,
  };
  const told = (members: Readonly<Record<string, number>>): readonly unknown[] =>
    keptBy(finding, module, tagNames("int", new Map()), new Map(Object.entries(members))).map(
      ({ from, to }) => [from, to],
    );
  expect(told({ "Tram.number": unchanged, "Stop.number": changed })).toEqual([[unchanged, 3]]);
  expect(told({ "Tram.number": changed })).toEqual([[changed, 3]]);
  expect(told({ "Tram.car": changed })).toEqual([]);
});

describe("reads of what holds more", () => {
  const reads = async (code: string, path: readonly ("list" | "map")[]): Promise<string[]> => {
    const module = await parsed(code);
    const found: Reads = { values: [], compared: [], doubtful: [], looked: [], gathered: [] };
    for (const node of nodesOf(module.root, "attribute"))
      if (textOf(module.text, node) === "kiln.shelves") follow(module, node, path, found);
    const say = (label: string, nodes: readonly SyntaxNode[]): string[] =>
      nodes.map((node) => `${label} ${textOf(module.text, node)}`);
    return [
      ...say("value", found.values),
      ...say("gathered", found.gathered),
      ...say("doubt", found.doubtful),
    ];
  };
  test.each([
    ["largest = max(kiln.shelves)", []],
    ["known = name in kiln.shelves", []],
    ["names = [*kiln.shelves]", []],
    ["total = sum(kiln.shelves.values())", ["gathered kiln.shelves.values()"]],
    ["row = sorted(kiln.shelves.values())", ["gathered kiln.shelves.values()"]],
    ["row = [one + 1 for one in kiln.shelves.values()]", ["value one"]],
    ["show(kiln.shelves)", ["doubt kiln.shelves"]],
    ["same = kiln.shelves == other", ["doubt kiln.shelves"]],
  ])("of a map: %s", async (code, expected) => {
    expect(await reads(code, ["map"])).toEqual(expected);
  });
  test("of a list: what takes all of it takes its parts", async () => {
    expect(await reads("show(kiln.shelves)", ["list"])).toEqual(["gathered kiln.shelves"]);
    expect(await reads("first = kiln.shelves[0]", ["list"])).toEqual(["value kiln.shelves[0]"]);
  });
});

test("a member that is renamed and holds more is found by its old name", () => {
  const loaf = (fields: string): string => `(entity Loaf (id i32 :key) ${fields})`;
  const request = requestOf(loaf("(shop string)"), loaf("(shops (list string) :was shop)"));
  expect(shapeChanges(request).map(({ name, into }) => [name, into.kind])).toEqual([
    ["shop", "list"],
  ]);
});

test("keywords are fields of the record that a helper answers with, or builds", async () => {
  const module = await parsed(
    `def loaf(size: Size = Size.BIG, **more: object) -> Loaf:
    plain = a_loaf(size=size)
    return plain.model_copy(update=more)


def crust(**more: Any):
    return a_loaf(**more)


def rack(**loaves: int) -> Rack:
    return a_rack(loaves=loaves)


one, other, none = loaf(burnt=True), crust(burnt=False), rack(burnt=3)
`,
    "tests/test_bakery.py",
  );
  const gone = change("field-removed", "bakery/Loaf.burnt");
  const records = new Set(["Loaf", "Rack", "Size"]);
  const passed = passedKeywords([module], [gone], records);
  expect(passed.map(({ name }) => positionAt(lineStarts(module.text), name.start).column)).toEqual([
    25, 44,
  ]);
});

test("a test that gave what is gone expects something of whoever is asked; a way there and back does not", async () => {
  const production = await parsed(`def pace(loaves):
    return sum(one.grams for one in loaves if not one.burnt)


def best(loaves):
    return pace(loaves) > 3


def name(loaf):
    return loaf.name
`);
  const tests = await parsed(
    `def test_pace():
    burnt = loaf(burnt=True)
    assert pace([burnt]) == 3
    found = best([burnt])
    assert not found
    assert name(burnt) == "rye"
    assert read(written(burnt)) == burnt


def test_others():
    assert pace([loaf()]) == 2
`,
    "tests/test_bakery.py",
  );
  const gone = change("field-removed", "bakery/Loaf.burnt");
  const scope = nodesOf(tests.root, "function_definition")[0];
  const given = [{ delta: gone.symbol, file: tests.file, scope, word: undefined }];
  const holes = answerHoles([tests], [{ change: gone, name: "pace", module: production }], given);
  expect(holes.map(asked)).toEqual([
    "expected-value assert pace([burnt]) == 3",
    "expected-value assert not found",
  ]);
});

test("a closed file is asked about once a change, and not edited", () => {
  const text = "from bakery.generated import Loaf\n\n\ndef loaf() -> Loaf: ...\n";
  const file = "tests/conftest.py";
  const request = requestOf("", "", { [file]: text });
  const at = (start: number, path = file): Parameters<typeof openEdits>[1][number] => ({
    file: path,
    start,
    end: start + 4,
    text: "Bread",
    change: "bakery/Loaf",
    rule: "rename-type",
    certainty: "certain",
    because: "Loaf was renamed.",
  });
  const holes = createHoles();
  const open = [at(text.indexOf("Loaf"), "bakery/custom.py")];
  const edits = [...open, at(text.indexOf("Loaf")), at(text.lastIndexOf("Loaf"))];
  expect(openEdits(request, edits, holes)).toEqual(open);
  expect(holes.all().map(({ file: asks, line, question }) => [asks, line, question])).toEqual([
    [
      file,
      1,
      "Loaf was renamed. Fixtures of this file are edited by people. 2 places of it change alike.",
    ],
  ]);
});

test.each([
  ["event.into.id", "event.into", "id", true],
  ["event.into", "event.into", "id", false],
  ["event.into.id()", "event.into", "name", false],
  ["stay.length.days", "stay.length", "days", false],
])("whether %s reads %s as a record by its %s already: %s", async (text, read, field, expected) => {
  const module = await parsed(text);
  const node = nodeNamed(module, read);
  expect(readsAlready(module, node, field)).toBe(expected);
});
