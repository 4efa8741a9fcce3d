import { describe, expect, test } from "vitest";
import { applyEdits } from "#intent";
import { cutsOf } from "../../../mechanic/engines/delta/python/gone/drops.ts";
import { fold } from "../../../mechanic/engines/delta/python/gone/fold.ts";
import { purity } from "../../../mechanic/engines/delta/python/gone/pure.ts";
import { unusedIn } from "../../../mechanic/engines/delta/python/gone/unused.ts";
import { nodeNamed, parsed } from "./offline.ts";

/** What is left of a text where some of its nodes are taken out; nothing where that cannot be. */
async function without(text: string, ...spelt: readonly string[]): Promise<string | undefined> {
  const module = await parsed(text);
  const cuts = cutsOf(module, new Set(spelt.map((one) => nodeNamed(module, one))));
  return cuts === undefined
    ? undefined
    : applyEdits(
        text,
        cuts.map((cut) => ({ file: "", ...cut })),
      );
}

/** What is left of a text where one of its conditions is decided. */
async function decided(text: string, spelt: string, truth: boolean): Promise<string | undefined> {
  const module = await parsed(text);
  const cuts = fold(module, nodeNamed(module, spelt), truth, purity([module]));
  return cuts === undefined
    ? undefined
    : applyEdits(
        text,
        cuts.map((cut) => ({ file: "", ...cut })),
      );
}

describe("what is gone is taken out of what it stands in", () => {
  test.each([
    ["loaf(flour=1, salt=2)", ["salt=2"], "loaf(flour=1)"],
    ["loaf(flour=1, salt=2)", ["flour=1"], "loaf(salt=2)"],
    ["loaf(flour=1, salt=2)", ["flour=1", "salt=2"], "loaf()"],
    ["loaf(a=1, b=2, c=3, d=4)", ["b=2", "c=3"], "loaf(a=1, d=4)"],
    ["loaf(a=1, b=2, c=3)", ["b=2", "c=3"], "loaf(a=1)"],
    ["kinds = {Kind.RYE, Kind.OAT}", ["Kind.OAT"], "kinds = {Kind.RYE}"],
    ["kinds = {Kind.OAT}", ["Kind.OAT"], undefined],
    ["def bake() -> Loaf | Burnt: ...", ["Burnt"], "def bake() -> Loaf: ..."],
    ["def bake() -> Loaf | Burnt | Raw: ...", ["Burnt"], "def bake() -> Loaf | Raw: ..."],
    [
      "from .generated import Loaf, Oven\nx = 1\n",
      ["Oven"],
      "from .generated import Loaf\nx = 1\n",
    ],
    ["from .generated import Oven\nx = 1\n", ["Oven"], "x = 1\n"],
    ["if hot:\n    tell(Oven)\nrest()\n", ["tell(Oven)"], "rest()\n"],
    ["for each in all:\n    tell(each)\n", ["tell(each)"], undefined],
  ] as const)("%s without %s", async (text, spelt, left) => {
    expect(await without(text, ...spelt)).toBe(left);
  });
});

describe("a decided condition is no condition", () => {
  test.each([
    ["x = a if test else b\n", false, "x = b\n"],
    ["x = a if test else b\n", true, "x = a\n"],
    ["if test:\n    one()\nrest()\n", false, "rest()\n"],
    ["if test:\n    one()\n    two()\nrest()\n", true, "one()\ntwo()\nrest()\n"],
    ["if test:\n    one()\nelse:\n    two()\n    three()\n", false, "two()\nthree()\n"],
    ["if test:\n    one()\nelif other:\n    two()\n", false, "if other:\n    two()\n"],
    [
      "if one:\n    a()\nelif test:\n    b()\nelse:\n    c()\n",
      true,
      "if one:\n    a()\nelse:\n    b()\n",
    ],
    ["if one:\n    a()\nelif test:\n    b()\n", false, "if one:\n    a()\n"],
    ["if ready and test:\n    one()\n", true, "if ready:\n    one()\n"],
    ["if test or ready:\n    one()\n", false, "if ready:\n    one()\n"],
    ["if ready and test:\n    one()\nrest()\n", false, "rest()\n"],
    ["if not (test):\n    one()\nrest()\n", true, "rest()\n"],
    ["x = [each for each in all if test]\n", true, "x = [each for each in all]\n"],
    ["x = [each for each in all if test]\n", false, undefined],
    ["if (await ask()) and test:\n    one()\n", false, undefined],
    ["return_it = test\n", true, undefined],
  ] as const)("%s %s", async (text, truth, left) => {
    expect(await decided(text, "test", truth)).toBe(left);
  });
});

test("what only computes is pure, also through functions of one's own; what does something is not", async () => {
  const module = await parsed(`
def weigh(loaf):
    total = sum(each.grams for each in loaf.parts)
    return round(total, 1)

def bake(loaf):
    loaf.done = True
    return loaf

def chosen(rows, wanted):
    return [row for row in rows if wanted(row)]

x = (weigh(a), bake(a), chosen(rows, lambda row: row.id), chosen(rows, bake), a.name.strip(), queue.pop(), [len(b), Loaf(c=1)])
`);
  const isPure = purity([module]);
  const told = (spelt: string): boolean => isPure(module, nodeNamed(module, spelt));
  expect(
    ["weigh(a)", "chosen(rows, lambda row: row.id)", "a.name.strip()", "[len(b), Loaf(c=1)]"].map(
      told,
    ),
  ).toEqual([true, true, true, true]);
  expect(["bake(a)", "chosen(rows, bake)", "queue.pop()"].map(told)).toEqual([false, false, false]);
});

test("what nothing else uses goes along, where making it does nothing", async () => {
  const module = await parsed(`from .shelf import roomiest, tell, unread


def send(loaf):
    place = roomiest(loaf.size)
    told = tell(loaf)
    for number, part in loaf.parts:
        note(loaf, place=place, told=told, number=number, part=part)
`);
  const dead = ["place=place", "told=told", "number=number"].map((one) => nodeNamed(module, one));
  const shelf = await parsed("def roomiest(size):\n    return size + 1\n", "bakery/shelf.py");
  const { drops, doubtful } = unusedIn(module, dead, purity([module, shelf]));
  const spelt = (node: { start: number; end: number }): string =>
    module.text.slice(node.start, node.end);
  expect(drops.map(spelt)).toEqual(["place = roomiest(loaf.size)"]);
  expect(doubtful.map(spelt)).toEqual(["number", "told = tell(loaf)"]);
  const more = unusedIn(module, [...dead, ...drops], purity([module, shelf]));
  expect(more.drops.map(spelt)).toContain("roomiest");
});
