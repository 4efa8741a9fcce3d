import { expect, test, vi } from "vitest";
import { diffModels } from "#intent";
import { modelOf } from "../../support/model-of.ts";
import { change, repairCase } from "./fixture.ts";

vi.setConfig({ testTimeout: 120_000 });

const stamp = (burnt: boolean): string => `from . import generated_wire as _wire


class Loaf(_wire.Model):
    name: str
${burnt ? "    grams: int\n" : ""}

class Raw(_wire.Model):
    name: str

${burnt ? "\nclass Burnt(_wire.Model):\n    name: str\n\n" : ""}
class BakeryClient:
    async def bake(self, name: str) -> Loaf | Raw${burnt ? " | Burnt" : ""}:
        raise ValueError(name)
`;

const custom = `from typing import Any, Protocol

from .generated_bakery import Burnt, Loaf, Raw


class Bakery(Protocol):
    async def bake(self, name: str) -> Loaf | Raw | Burnt: ...


def weight(loaf: Loaf) -> str:
    return f"{loaf.grams} g"


def made(name: str) -> Loaf:
    grams = len(name) * 10
    return Loaf(name=name, grams=grams)


def laid(**more: Any) -> Loaf:
    given: dict[str, Any] = {"name": "rye", "grams": 5, **more}
    return Loaf(**given)


async def ask(bakery: Bakery, name: str) -> str:
    found = await bakery.bake(name)
    if isinstance(found, Burnt):
        return "burnt"
    if isinstance(found, (Raw, Burnt)):
        return "raw"
    return found.name
`;

const left = `from typing import Any, Protocol

from .generated_bakery import Loaf, Raw


class Bakery(Protocol):
    async def bake(self, name: str) -> Loaf | Raw: ...


def weight(loaf: Loaf) -> str:
    return f"{loaf.grams} g"


def made(name: str) -> Loaf:
    return Loaf(name=name)


def laid(**more: Any) -> Loaf:
    given: dict[str, Any] = {"name": "rye", **more}
    return Loaf(**given)


async def ask(bakery: Bakery, name: str) -> str:
    found = await bakery.bake(name)
    if isinstance(found, (Raw)):
        return "raw"
    return found.name
`;

test("what is gone goes where it was passed on, and is asked about where it is used", async () => {
  const { outcome, texts, again } = await repairCase({
    changes: [
      change("field-removed", "bakery/Loaf.grams", { service: "bakery", from: "i32" }),
      change("rpc-error-removed", "bakery/rpc:bake", {
        service: "bakery",
        from: "bakery/error:burnt",
      }),
    ],
    before: { "__init__.py": "", "generated_bakery.py": stamp(true) },
    after: { "__init__.py": "", "generated_bakery.py": stamp(false) },
    sources: { "letters/custom.py": custom },
  });
  expect(texts["letters/custom.py"]).toBe(left);
  expect(outcome.holes.map(({ kind, line }) => [kind, line])).toEqual([["removed-symbol", 11]]);
  expect(
    outcome.edits.every(({ because, rule }) => because !== "" && rule.startsWith("gone")),
  ).toBe(true);
  expect(again.edits).toEqual([]);
});

const rates = (event: string): string => `from . import generated_wire as _wire


class Piece(_wire.Model):
    id: int
    name: str


def a_piece(*, id: int = 1, name: str = "name") -> Piece:
    return Piece(id=id, name=name)


class RateChanged(_wire.Model):
${event}
`;

test("a member that went into a record is asked about beside one that went nowhere, the second time, too", async () => {
  const models = (
    ["(id Piece.id) (before i32) (after i32)", "(piece Piece) (before i32)"] as const
  ).map((fields) =>
    modelOf(`(service stock "Stock." (language python)
        (entity Piece (id i32 :key) (name string))
        (event rate-changed ${fields}))`),
  );
  const [before, after] = models;
  if (before === undefined || after === undefined) throw new Error("no models");
  const test = `from letters.generated_stock import RateChanged


def test_rate() -> None:
    told = RateChanged(id=4, before=1, after=2)
    assert told.before == 1
`;
  const { outcome, again } = await repairCase({
    changes: diffModels(before, after).changes,
    models: [before, after],
    before: {
      "__init__.py": "",
      "generated_stock.py": rates("    id: int\n    before: int\n    after: int"),
    },
    after: {
      "__init__.py": "",
      "generated_stock.py": rates("    piece: Piece\n    before: int"),
    },
    sources: { "tests/test_rate.py": test },
  });
  expect(outcome.edits.map(({ rule, text }) => [rule, text])).toEqual([["gone-dropped", ""]]);
  expect(outcome.holes.map(({ kind, line }) => [kind, line])).toEqual([
    ["required-value", 5],
    ["removed-symbol", 5],
  ]);
  expect(again.edits).toEqual([]);
});
