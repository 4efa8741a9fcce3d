import { expect, test, vi } from "vitest";
import { change, repairCase, type Case } from "./fixture.ts";

vi.setConfig({ testTimeout: 120_000 });

const stamp = (answer: string): string => `from . import generated_wire as _wire


class Car(_wire.Model):
    plate: str
    seats: int


class CarNotFound(_wire.Model):
    plate: str


class CarSold(_wire.Model):
    plate: str


class OutOfTown(_wire.Model):
    plate: str


class FindCarIn(_wire.Model):
    plate: str


class GarageClient:
    async def find_car(self, input: FindCarIn) -> ${answer}:
        raise NotImplementedError(input)
`;

const fake = `from letters.custom import Desk, Finder
from letters.generated_garage import Car, CarNotFound, FindCarIn


class FakeGarage:
    async def find_car(self, input: FindCarIn) -> Car | CarNotFound:
        return Car(plate=input.plate, seats=4)


async def test_seats() -> None:
    garage: Finder = FakeGarage()
    assert await Desk(garage).seats("B-1") == 4
    found = await garage.find_car(FindCarIn(plate="B-1"))
    assert not isinstance(found, CarNotFound)
`;

const errors = (...added: readonly string[]): Case["changes"] =>
  added.map((name) =>
    change("rpc-error-added", "garage/rpc:find-car", {
      service: "garage",
      to: `garage/error:${name}`,
    }),
  );

async function check(
  given: Pick<Case, "changes"> & {
    readonly answer: string;
    readonly custom: string;
    readonly repaired?: string;
  },
): Promise<readonly string[]> {
  const { changes, answer, custom, repaired = custom } = given;
  const { outcome, texts, again } = await repairCase({
    changes,
    before: { "__init__.py": "", "generated_garage.py": stamp("Car | CarNotFound") },
    after: { "__init__.py": "", "generated_garage.py": stamp(answer) },
    sources: { "letters/custom.py": custom, "tests/test_desk.py": fake },
  });
  expect(texts["letters/custom.py"]).toBe(repaired);
  expect(texts["tests/test_desk.py"]).toBe(fake);
  expect(again.edits).toEqual([]);
  const lines = custom.split("\n");
  return outcome.holes.map(({ kind, file, line, column, endColumn, question }) => {
    expect(file).toBe("services/letters/letters/custom.py");
    return `${kind} ${lines[line - 1]?.slice(column - 1, endColumn - 1)}: ${question}`;
  });
}

const desk = (imports: string, answer: string): string => `from dataclasses import dataclass
from typing import Protocol

from .generated_garage import ${imports}


class Finder(Protocol):
    async def find_car(self, input: FindCarIn) -> ${answer}: ...


class Seller(Protocol):
    async def find_car(self, input: FindCarIn) -> Car: ...


class Lot:
    cars: dict[str, Car]

    def find_cars(self, plate: str) -> Car | CarNotFound:
        found = self.cars.get(plate) or CarNotFound(plate=plate)
        return found if isinstance(found, Car) else CarNotFound(plate=plate)


@dataclass
class Desk:
    garage: Finder

    async def seats(self, plate: str) -> int:
        car = await self.garage.find_car(FindCarIn(plate=plate))
        if isinstance(car, CarNotFound):
            return 0
        return car.seats

    async def is_there(self, plate: str) -> bool:
        return isinstance(await self.garage.find_car(FindCarIn(plate=plate)), Car)


async def sell(seller: Seller) -> int:
    return (await seller.find_car(FindCarIn(plate="B-1"))).seats


def open_desk() -> Desk:
    return Desk(GarageClient())
`;

test("a new error: the protocol takes it in, and one question where the answer is taken apart", async () => {
  const holes = await check({
    changes: errors("car-sold"),
    answer: "Car | CarNotFound | CarSold",
    custom: desk("Car, CarNotFound, FindCarIn, GarageClient", "Car | CarNotFound"),
    repaired: desk(
      "Car, CarNotFound, CarSold, FindCarIn, GarageClient",
      "Car | CarNotFound | CarSold",
    ),
  });
  expect(holes).toEqual([
    "variant-arm isinstance(car, CarNotFound): `garage/rpc:find-car` may answer with `garage/error:car-sold` now: what happens on that error here?",
  ]);
});

test("two new errors at once come in together", async () => {
  const holes = await check({
    changes: errors("out-of-town", "car-sold"),
    answer: "Car | CarNotFound | OutOfTown | CarSold",
    custom: desk("Car, CarNotFound, FindCarIn, GarageClient", "Car | CarNotFound"),
    repaired: desk(
      "Car, CarNotFound, CarSold, FindCarIn, GarageClient, OutOfTown",
      "Car | CarNotFound | CarSold | OutOfTown",
    ),
  });
  expect(holes.length).toBe(1);
});

test("a protocol that spells its answers otherwise is asked about, and an unlike one with the same name stays", async () => {
  const custom = desk("Car, CarNotFound, FindCarIn, GarageClient", "Found").replace(
    "\n\n\nclass Finder",
    "\n\nFound = Car | CarNotFound\n\n\nclass Finder",
  );
  const holes = await check({
    changes: errors("car-sold"),
    answer: "Car | CarNotFound | CarSold",
    custom,
  });
  expect(holes).toEqual([
    "variant-arm Found: `garage/rpc:find-car` may answer with `garage/error:car-sold` now: does this answer with it, too?",
    "variant-arm isinstance(car, CarNotFound): `garage/rpc:find-car` may answer with `garage/error:car-sold` now: what happens on that error here?",
  ]);
});

test("a name that is taken by something else is not imported over", async () => {
  const custom = `${desk("Car, CarNotFound, FindCarIn, GarageClient", "Car | CarNotFound")}

class CarSold:
    price = 1
`;
  const holes = await check({
    changes: errors("car-sold"),
    answer: "Car | CarNotFound | CarSold",
    custom,
  });
  expect(holes.map((hole) => hole.split(":")[0])).toEqual([
    "variant-arm Car | CarNotFound",
    "variant-arm isinstance(car, CarNotFound)",
  ]);
});

test("who passes an answer on passes the new error on, and whoever asks there is asked", async () => {
  const custom = (imports: string, answer: string): string => `${desk(imports, answer)}

class Office:
    def __init__(self, garage: Finder) -> None:
        self.garage = garage
        self.known: dict[str, Car] = {}

    async def car(self, plate: str) -> ${answer}:
        found = self.known.get(plate) or await self.garage.find_car(FindCarIn(plate=plate))
        return found

    async def any_car(self, plate: str) -> ${answer}:
        return await self.car(plate)

    async def seats(self, plate: str) -> int:
        car = await self.any_car(plate)
        if isinstance(car, CarNotFound):
            return 1
        return car.seats

    async def is_there(self, plate: str) -> bool:
        return isinstance(await self.car(plate), Car)
`;
  const holes = await check({
    changes: errors("car-sold"),
    answer: "Car | CarNotFound | CarSold",
    custom: custom("Car, CarNotFound, FindCarIn, GarageClient", "Car | CarNotFound"),
    repaired: custom(
      "Car, CarNotFound, CarSold, FindCarIn, GarageClient",
      "Car | CarNotFound | CarSold",
    ),
  });
  expect(holes.map((hole) => hole.split(":")[0])).toEqual([
    "variant-arm isinstance(car, CarNotFound)",
    "variant-arm isinstance(car, CarNotFound)",
  ]);
});
