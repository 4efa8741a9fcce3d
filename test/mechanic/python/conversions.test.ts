import { describe, test, vi } from "vitest";
import { check } from "./retype-case.ts";

vi.setConfig({ testTimeout: 120_000 });

const dairy = `
class Cheese(_wire.Model):
    code: Annotated[str, _wire.name("cheeseCode")]
    ripe: ID
    cut: str
    farm: str


def a_cheese(*, code: str = "code", ripe: BUILT, cut: str = "cut", farm: str = "farm") -> Cheese:
    return Cheese(code=code, ripe=ripe, cut=cut, farm=farm)
`;

const toDay = {
  symbol: "dairy/Cheese.ripe",
  from: "string",
  to: "date",
  stamp: dairy.replace("ripe: BUILT", "ripe: ID"),
} as const;

describe("conversions that the change makes needless", () => {
  test("a text that became a day is not read, and a day is not written; its like goes on", () =>
    check({
      ...toDay,
      files: {
        "letters/custom.py": `from collections.abc import Iterable
from datetime import date«, datetime→»

from .generated_dairy import Cheese


def is_ripe(cheese: Cheese, today: date) -> bool:
    return «date.fromisoformat(cheese.ripe)→cheese.ripe» <= today


def days(cheeses: Iterable[Cheese], today: date) -> list[int]:
    return [(«datetime.strptime(each.ripe, "%Y-%m-%d").date()→each.ripe» - today).days for each in cheeses]


def is_late(cheese: Cheese, today: date) -> bool:
    return cheese.ripe < «today.isoformat()→today»


def since(cheese: Cheese) -> date:
    return date.fromisoformat(cheese.cut)


def made(code: str, ripe: date, cut: date) -> Cheese:
    return Cheese(code=code, ripe=«ripe.isoformat()→ripe», cut=cut.isoformat(), farm=str(cut))
`,
        "tests/test_custom.py": `from letters.custom import since
from letters.generated_dairy import a_cheese


def test_since() -> None:
    cheese = a_cheese(ripe=«"2026-04-01"→date(2026, 4, 1)», cut="2026-04-02")
    assert since(cheese).day == 2
`.replace("from letters.custom", "«→from datetime import date\n\n»from letters.custom"),
      },
    }));

  test("what somebody catches was a rule", () =>
    check({
      ...toDay,
      green: false,
      files: {
        "letters/custom.py": `from datetime import date

from .generated_dairy import Cheese


def ripe(cheese: Cheese) -> date | None:
    try:
        return «?validation|date.fromisoformat(cheese.ripe)»
    except ValueError:
        return None
`,
      },
    }));

  test("a UUID that a test writes out is the text of it", () =>
    check({
      ...toDay,
      from: "uuid",
      to: "string",
      files: {
        "tests/test_custom.py": `«from uuid import UUID\n→»\nfrom letters.generated_dairy import Cheese, a_cheese

FIRST = «UUID("11111111-1111-4111-8111-111111111111")→"11111111-1111-4111-8111-111111111111"»


def cheese(ripe: «UUID→str» = FIRST) -> Cheese:
    return a_cheese(ripe=ripe)


def test_cheese() -> None:
    assert cheese().ripe == FIRST
`,
      },
    }));
});

const forge = `
class Ingot(_wire.Model):
    number: Annotated[_wire.I32, _wire.name("ingotNumber")]
    weight: ID
    heat: float


def an_ingot(*, number: _wire.I32 = 1, weight: ID = 1.5, heat: float = 1.5) -> Ingot:
    return Ingot(number=number, weight=weight, heat=heat)
`;

const toExact = {
  symbol: "forge/Ingot.weight",
  from: "f64",
  to: "decimal",
  stamp: forge.replace("weight: ID = 1.5", "weight: ID"),
} as const;

describe("fractions that become exact", () => {
  test("what is made of them is, defaults beside them too, and the text is read as one", () =>
    check({
      ...toExact,
      files: {
        "letters/custom.py": `from collections import defaultdict
from collections.abc import Iterable
«→from decimal import Decimal\n»from functools import reduce

from .generated_forge import Ingot


def weight(ingots: Iterable[Ingot]) -> «float→Decimal»:
    return reduce(lambda total, each: total + each.weight, ingots, «0.0→Decimal(0)»)


def mean(ingots: list[Ingot]) -> «float→Decimal»:
    return weight(ingots) / len(ingots) if ingots else «0.0→Decimal(0)»


def heat(ingots: list[Ingot]) -> float:
    return sum(each.heat for each in ingots) / len(ingots) if ingots else 0.0


def by_number(ingots: Iterable[Ingot]) -> dict[int, «float→Decimal»]:
    found: defaultdict[int, «float→Decimal»] = defaultdict(«float→Decimal»)
    heats: defaultdict[int, float] = defaultdict(float)
    for ingot in ingots:
        found[ingot.number] += ingot.weight
        heats[ingot.number] += ingot.heat
    return dict(found)


def read(line: str) -> Ingot:
    number, weight, heat = line.split(";")
    return Ingot(number=int(number), weight=«float→Decimal»(weight), heat=float(heat))
`,
      },
    }));

  test("a whole number that was a fraction is spelt as one", () =>
    check({
      ...toExact,
      to: "i32",
      green: false,
      files: {
        "letters/custom.py": `from .generated_forge import Ingot

HEAVY = «400.0→400»


def is_heavy(ingot: Ingot) -> bool:
    return ingot.weight > HEAVY


def share(ingot: Ingot, of: float) -> float:
    return ingot.weight / of
`,
        "tests/test_custom.py": `from letters.custom import is_heavy
from letters.generated_forge import an_ingot


def test_heavy() -> None:
    assert is_heavy(an_ingot(weight=«401.0→401»))
    assert not is_heavy(an_ingot(weight=«?expected-value|0.5»))
`,
      },
    }));
});

const tram = `
class Stop(_wire.Model):
    number: ID
    name: Annotated[str, _wire.name("stopName")]


class Line(_wire.Model):
    number: _wire.I32


def a_stop(*, number: ID, name: str = "name") -> Stop:
    return Stop(number=number, name=name)
`;

describe("numbers that become names", () => {
  test("a plain mark prints texts as well; one that lays out is asked about", () =>
    check({
      symbol: "tram/Stop.number",
      from: "i32",
      to: "string",
      stamp: tram,
      green: false,
      files: {
        "letters/custom.py": `import logging

from .generated_tram import Line, Stop

log = logging.getLogger("tram")


def seen(stop: Stop, line: Line) -> str:
    log.info("line %d at %«d→s»", line.number, stop.number)
    log.info("stop %04d", «?silent-miss|stop.number»)
    return f"{stop.number«:d→»} of {line.number:d}"
`,
      },
    }));

  test("a name that is given on is asked about where it gets its value", () =>
    check({
      symbol: "tram/Stop.number",
      from: "i32",
      to: "uuid",
      stamp: tram,
      green: false,
      files: {
        "letters/custom.py": `from .generated_tram import Line, Stop


def both(lines: list[Line], name: str) -> tuple[Stop, Stop]:
    number = «?conversion|len(lines) * 3»
    return Stop(number=number, name=name), Stop(number=number, name=name.upper())
`,
      },
    }));
});
