import { expect, test, vi } from "vitest";
import { diffModels } from "#intent";
import { modelOf } from "../../support/model-of.ts";
import { repairCase, type Result } from "./fixture.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Repairs code over two intents of a service `hotel`, with its stamped module before and after. */
function repaired(
  intents: readonly [string, string],
  stamps: readonly [string, string],
  custom: string,
): Promise<Result> {
  const [before, after] = intents.map((forms) =>
    modelOf(`(service hotel "Rooms." (language python)\n${forms})`),
  );
  if (before === undefined || after === undefined) throw new Error("no models");
  const stamped = (text: string): Record<string, string> => ({
    "__init__.py": "",
    "generated_hotel.py": text,
  });
  return repairCase({
    changes: diffModels(before, after).changes,
    models: [before, after],
    before: stamped(stamps[0]),
    after: stamped(stamps[1]),
    sources: { "letters/custom.py": custom },
  });
}

const wire = "from . import generated_wire as _wire\n\n\n";
const enums = "from enum import StrEnum\n\n\n";

const askedOf = ({ outcome }: Result): readonly (readonly [string, number])[] =>
  outcome.holes.map(({ kind, line }) => [kind, line] as const);

test("a field that has another name and may be absent is renamed, and asked about where it is printed", async () => {
  const result = await repaired(
    [
      "(entity Guest (id i32 :key) (note string))",
      "(entity Guest (id i32 :key) (remark (optional string) :was note))",
    ],
    [
      `${wire}class Guest(_wire.Model):\n    id: int\n    note: str\n`,
      `${wire}class Guest(_wire.Model):\n    id: int\n    remark: str | None = None\n`,
    ],
    `from .generated_hotel import Guest


def told(guest: Guest) -> str:
    return f"{guest.id}: {guest.note}"


def is_known(guest: Guest) -> bool:
    return guest.note.startswith("known")
`,
  );
  expect(result.texts["letters/custom.py"]?.match(/guest\.\w+/g)).toEqual([
    "guest.id",
    "guest.remark",
    "guest.remark",
  ]);
  expect(askedOf(result)).toEqual([
    ["absent-value", 5],
    ["absent-value", 9],
  ]);
  expect(result.again.edits).toEqual([]);
});

test("an enum that has another name and a new variant is renamed, and asked about where it is told apart", async () => {
  const result = await repaired(
    ["(enum Tier plain fine)", "(enum Level :was Tier plain fine grand)"],
    [
      `${enums}class Tier(StrEnum):\n    PLAIN = "plain"\n    FINE = "fine"\n`,
      `${enums}class Level(StrEnum):\n    PLAIN = "plain"\n    FINE = "fine"\n    GRAND = "grand"\n`,
    ],
    `from .generated_hotel import Tier

PRICES: dict[Tier, int] = {Tier.PLAIN: 80, Tier.FINE: 120}


def price(tier: Tier) -> int:
    return PRICES[tier]
`,
  );
  expect(result.texts["letters/custom.py"]).not.toContain("Tier");
  expect(result.texts["letters/custom.py"]).toContain("{Level.PLAIN: 80, Level.FINE: 120}");
  expect(askedOf(result)).toEqual([["variant-arm", 3]]);
  expect(result.again.edits).toEqual([]);
});
