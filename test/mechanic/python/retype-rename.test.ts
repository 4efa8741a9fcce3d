import { expect, test, vi } from "vitest";
import type { PrimitiveName, TypeRef } from "#intent";
import { change, repairCase } from "./fixture.ts";

vi.setConfig({ testTimeout: 120_000 });

const type = (name: PrimitiveName): TypeRef => ({
  kind: "primitive",
  name,
  span: { start: 0, end: 0 },
});

const stamp = (name: string, python: string): string => `from . import generated_wire as _wire


class Tree(_wire.Model):
    ${name}: ${python}
    height: int
`;

test("a field that is renamed and retyped at once", async () => {
  const custom = (
    field: string,
    python: string,
    value: string,
  ): string => `from .generated_orchard import Tree

planted = 0


def plant(height: int) -> Tree:
    global planted
    planted += 1
    return Tree(${field}=${value}, height=height)


def rows(trees: list[Tree]) -> dict[${python}, int]:
    return {tree.${field}: tree.height for tree in trees}
`;
  const tests = (field: string, value: string): string => `from letters.custom import plant, rows
from letters.generated_orchard import Tree


def test_rows() -> None:
    assert rows([Tree(${field}=${value}, height=7)]) == {${value}: 7}
    assert plant(7).height == 7
`;
  const result = await repairCase({
    changes: [
      change("field-renamed", "orchard/Tree.tag", { fromSymbol: "orchard/Tree.number" }),
      change("field-retyped", "orchard/Tree.tag", {
        fromType: type("i32"),
        toType: type("string"),
      }),
    ],
    before: { "__init__.py": "", "generated_orchard.py": stamp("number", "int") },
    after: { "__init__.py": "", "generated_orchard.py": stamp("tag", "str") },
    sources: {
      "letters/custom.py": custom("number", "int", "planted"),
      "tests/test_rows.py": tests("number", "7"),
    },
  });
  expect(result.texts).toEqual({
    "letters/custom.py": custom("tag", "str", "str(planted)"),
    "tests/test_rows.py": tests("tag", '"7"'),
  });
  expect(result.outcome.holes).toEqual([]);
  expect(result.errors).toEqual([]);
  expect(result.again.edits).toEqual([]);
});

test("a change of shape that nobody can carry leaves no half edit", async () => {
  const custom = `from .generated_orchard import Tree


def tall(tree: Tree) -> bool:
    return tree.number > 3 and tree.height > 3
`;
  const result = await repairCase({
    changes: [change("field-retyped", "orchard/Tree.number")],
    before: { "__init__.py": "", "generated_orchard.py": stamp("number", "int") },
    after: { "__init__.py": "", "generated_orchard.py": stamp("number", "list[str]") },
    sources: { "letters/custom.py": custom },
  });
  expect(result.outcome.edits).toEqual([]);
  expect(result.outcome.holes.map(({ kind, line }) => [kind, line])).toEqual([["conversion", 5]]);
});
