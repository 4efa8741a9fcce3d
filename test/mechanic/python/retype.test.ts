import { describe, test, vi } from "vitest";
import { check } from "./retype-case.ts";

vi.setConfig({ testTimeout: 120_000 });

const depot = `
class Parcel(_wire.Model):
    id: ID
    weight: _wire.I32
    city: str


class Van(_wire.Model):
    id: _wire.I32
    parcel_ids: Annotated[list[ID], _wire.name("parcelIds")]
    last: _wire.Maybe[ID] = None


class FindParcelIn(_wire.Model):
    id: ID


class FindVanIn(_wire.Model):
    id: _wire.I32


class DepotClient:
    async def find_parcel(self, input: FindParcelIn) -> Parcel | None:
        raise NotImplementedError(input)


def a_parcel(*, id: ID = ..., weight: _wire.I32 = 1, city: str = "city") -> Parcel:
    return Parcel(id=id, weight=weight, city=city)
`.replace("ID = ...", "ID");

const toText = { symbol: "depot/Parcel.id", from: "i32", to: "string", stamp: depot } as const;

describe("an id that becomes text", () => {
  test("dataclasses, comprehensions, sets of tuples", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from dataclasses import dataclass, field

from .generated_depot import Parcel


@dataclass
class Stop:
    parcel_id: «int→str»
    minutes: int


@dataclass
class Route:
    stops: list[Stop] = field(default_factory=list[Stop])
    seen: set[tuple[«int→str», str]] = field(default_factory=set[tuple[«int→str», str]])

    def add(self, parcel: Parcel, minutes: int) -> None:
        self.seen.add((parcel.id, parcel.city))
        self.stops.append(Stop(parcel_id=parcel.id, minutes=minutes + 5))

    def ids(self) -> list[«int→str»]:
        return [stop.parcel_id for stop in self.stops if stop.minutes > 3]

    def minutes(self) -> dict[«int→str», int]:
        return {stop.parcel_id: stop.minutes for stop in self.stops}

    def total(self) -> int:
        return sum(stop.minutes for stop in self.stops)
`,
        "tests/test_route.py": `from letters.custom import Route, Stop
from letters.generated_depot import a_parcel


def test_route() -> None:
    route = Route()
    for number, minutes in ((«7→"7"», 7), («8→"8"», 9)):
        route.add(a_parcel(id=number, weight=8, city="7"), minutes)
    assert route.ids() == [«7→"7"», «8→"8"»]
    assert route.minutes() == {«7→"7"»: 12, «8→"8"»: 14}
    assert route.total() == 26
    assert («7→"7"», "7") in route.seen
    assert route.stops[0] == Stop(parcel_id=«7→"7"», minutes=12)
    assert route.minutes()[«8→"8"»] == 14
`,
      },
    }));

  test("protocols, async and the fake of a test", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from .generated_depot import FindParcelIn, Parcel


class Finder(Protocol):
    async def find_parcel(self, input: FindParcelIn) -> Parcel | None: ...


class Weights(Protocol):
    def of(self, parcel_id: «int→str») -> int: ...

    def heaviest(self) -> «int→str» | None: ...


async def weigh(finder: Finder, number: «int→str», weights: Weights) -> int:
    found = await finder.find_parcel(FindParcelIn(id=number))
    return weights.of(found.id) if found is not None else 0


Done = Coroutine[Any, Any, None]


def watch(tell: Callable[[«int→str», int], Done]) -> Callable[[Parcel], Done]:
    async def told(parcel: Parcel) -> None:
        await tell(parcel.id, parcel.weight)

    return told
`,
        "tests/test_weigh.py": `import asyncio

from letters.custom import watch, weigh
from letters.generated_depot import FindParcelIn, Parcel, a_parcel


class Shelf:
    def __init__(self, *parcels: Parcel) -> None:
        self.parcels = {parcel.id: parcel for parcel in parcels}

    async def find_parcel(self, input: FindParcelIn) -> Parcel | None:
        return self.parcels.get(input.id)

    def of(self, parcel_id: «int→str») -> int:
        return self.parcels[parcel_id].weight

    def heaviest(self) -> «int→str» | None:
        return next(iter(self.parcels), None)


def test_weigh() -> None:
    shelf = Shelf(a_parcel(id=«12→"12"», weight=12))
    assert asyncio.run(weigh(shelf, «12→"12"», shelf)) == 12
    assert asyncio.run(weigh(shelf, «13→"13"», shelf)) == 0
    assert shelf.heaviest() == «12→"12"»


def test_watch() -> None:
    told: list[tuple[«int→str», int]] = []

    async def tell(number: «int→str», weight: int) -> None:
        told.append((number, weight))

    asyncio.run(watch(tell)(a_parcel(id=«5→"5"», weight=5)))
    assert told == [(«5→"5"», 5)]
`,
      },
    }));

  test("caches, named tuples, counters, and what only looks alike", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from collections import Counter, defaultdict
from functools import cache
from itertools import groupby
from typing import NamedTuple

from .generated_depot import Parcel, Van


class Row(NamedTuple):
    parcel: «int→str»
    van: int


@cache
def label(parcel_id: «int→str», width: int = 12) -> str:
    return f"parcel {parcel_id}".ljust(width)


def rows(vans: list[Van]) -> list[Row]:
    return [Row(number, van.id) for van in vans for number in van.parcel_ids]


def loads(vans: list[Van]) -> Counter[«int→str»]:
    return Counter(row.parcel for row in rows(vans))


def by_city(parcels: list[Parcel]) -> dict[str, list[«int→str»]]:
    found: defaultdict[str, list[«int→str»]] = defaultdict(list)
    for parcel in parcels:
        found[parcel.city].append(parcel.id)
    return found


def by_weight(parcels: list[Parcel]) -> dict[int, list[str]]:
    ordered = sorted(parcels, key=lambda parcel: parcel.weight)
    return {
        weight: [label(each.id) for each in group]
        for weight, group in groupby(ordered, key=lambda parcel: parcel.weight)
    }


def last_of(van: Van) -> «int→str» | None:
    return van.last or (van.parcel_ids[-1] if van.parcel_ids else None)
`,
        "tests/test_rows.py": `from letters.custom import Row, by_city, by_weight, label, last_of, loads, rows
from letters.generated_depot import Van, a_parcel

VANS = [Van(id=1, parcel_ids=[«1→"1"», «2→"2"»], last=None), Van(id=2, parcel_ids=[«2→"2"»], last=«3→"3"»)]


def test_rows() -> None:
    assert rows(VANS)[0] == Row(«1→"1"», 1)
    assert rows(VANS)[-1] == («2→"2"», 2)
    assert loads(VANS)[«2→"2"»] == 2
    assert [last_of(van) for van in VANS] == [«2→"2"», «3→"3"»]


def test_labels() -> None:
    assert label(«7→"7"») == "parcel 7    "
    assert label(«7→"7"», 1) == "parcel 7"
    parcels = [a_parcel(id=«4→"4"», weight=2), a_parcel(id=«3→"3"», weight=1)]
    assert by_city(parcels) == {"city": [«4→"4"», «3→"3"»]}
    assert list(by_weight(parcels)) == [1, 2]
`,
      },
    }));

  test("what is handled without naming its type stays as it is", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from .generated_depot import FindParcelIn, Parcel, Van


def line(parcel: Parcel) -> str:
    return f"{parcel.id} to {parcel.city}, {parcel.weight:05d} g"


def ask(parcel: Parcel) -> FindParcelIn:
    return FindParcelIn(id=parcel.id)


def has(van: Van, parcel: Parcel) -> bool:
    return parcel.id in van.parcel_ids or van.last == parcel.id


def heavy(parcels: list[Parcel]) -> list[Parcel]:
    return sorted({parcel.id: parcel for parcel in parcels}.values(), key=lambda one: -one.weight)
`,
      },
    }));

  test("orders are asked about, whatever they are spelt as", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `import heapq
from operator import attrgetter

from .generated_depot import Parcel, Van


def sorted_parcels(parcels: list[Parcel]) -> list[Parcel]:
    return «?ordering|sorted(parcels, key=lambda parcel: (parcel.city, parcel.id))»


def by_weight(parcels: list[Parcel]) -> list[Parcel]:
    return sorted(parcels, key=lambda parcel: (parcel.city, parcel.weight))


def by_attribute(parcels: list[Parcel]) -> list[Parcel]:
    return «?ordering|sorted(parcels, key=attrgetter("id"))»


def by_weight_attribute(vans: list[Van], parcels: list[Parcel]) -> list[Parcel]:
    vans.sort(key=attrgetter("id"))
    return sorted(parcels, key=attrgetter("weight"))


def newest(van: Van) -> «int→str»:
    return «?ordering|max(van.parcel_ids)»


def first(parcels: list[Parcel]) -> «int→str»:
    return «?ordering|min(parcel.id for parcel in parcels)»


def later(one: Parcel, other: Parcel) -> bool:
    return «?ordering|one.id > other.id» and one.weight > other.weight


def queue(parcels: list[Parcel]) -> list[tuple[«int→str», str]]:
    waiting: list[tuple[«int→str», str]] = []
    for parcel in parcels:
        «?ordering|heapq.heappush(waiting, (parcel.id, parcel.city))»
    return waiting
`,
        "tests/test_order.py": `from letters.custom import first, newest, sorted_parcels
from letters.generated_depot import Van, a_parcel


def test_order() -> None:
    parcels = [a_parcel(id=number) for number in («20→"20"», «10→"10"»)]
    assert [parcel.id for parcel in sorted_parcels(parcels)] == [«10→"10"», «20→"20"»]
    assert sorted({parcel.id for parcel in parcels}) == [«10→"10"», «20→"20"»]
    assert first(parcels) == «10→"10"»
    assert newest(Van(id=1, parcel_ids=[«10→"10"», «20→"20"»])) == «20→"20"»
`,
      },
    }));

  test("what made sense for a number only is asked about, also where nobody complains", () =>
    check({
      ...toText,
      green: false,
      files: {
        "letters/custom.py": `import re

from .generated_depot import FindParcelIn, Parcel


def code(parcel: Parcel) -> str:
    return f"«?silent-miss|{parcel.id:06d}»-{parcel.weight:06d}-{parcel.city:>6}"


def old_code(parcel: Parcel) -> str:
    return «?silent-miss|"%06d/%s" % (parcel.id, parcel.city)»


def shard(parcel: Parcel) -> int:
    return «?conversion|parcel.id % 16»


def check_digit(parcel: Parcel) -> int:
    return 9 - parcel.weight % 9


def is_number(parcel: Parcel) -> bool:
    return «?silent-miss|isinstance(parcel.id, int)» and isinstance(parcel.city, str)


def read(text: str) -> FindParcelIn | None:
    found = re.fullmatch(r"P-(\\d+)", text)
    if found is None:
        return None
    number = «?validation|int(found.group(1))»
    return FindParcelIn(id=number)


def copies(text: str) -> int:
    return int(text)


def is_test(parcel: Parcel) -> bool:
    return parcel.id == «?conversion|0» or parcel.weight == 0


def plain(parcel: Parcel) -> bool:
    return «?validation|re.match(r"[0-9]+", str(parcel.id))» is not None
`,
        "tests/test_code.py": `from letters.custom import code, copies, is_test, read, shard
from letters.generated_depot import a_parcel


def test_code() -> None:
    assert code(a_parcel(id=«7→"7"», weight=7)) == "000007-000007-  city"
    assert shard(a_parcel(id=«17→"17"»)) == 1
    found = read("P-12")
    assert found is not None and found.id == «12→"12"»
    assert copies("12") == 12
    assert not is_test(a_parcel(id=«1→"1"», weight=1))
`,
      },
    }));

  test("ids that are counted are converted where they become one", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from .generated_depot import Parcel


class Counter:
    def __init__(self) -> None:
        self._last = 0
        self._parcels: dict[«int→str», Parcel] = {}

    def take(self, weight: int) -> Parcel:
        self._last += 1
        parcel = Parcel(id=«self._last→str(self._last)», weight=weight, city="here")
        self._parcels[parcel.id] = parcel
        return parcel

    def count(self) -> int:
        return self._last

    def get(self, parcel_id: «int→str») -> Parcel | None:
        return self._parcels.get(parcel_id)
`,
        "tests/test_counter.py": `from letters.custom import Counter
from letters.generated_depot import a_parcel


def test_counter() -> None:
    counter = Counter()
    assert counter.take(1).id == «1→"1"»
    assert counter.take(5).id == «2→"2"»
    assert counter.count() == 2
    assert counter.get(«2→"2"») is not None
    assert counter.get(«9→"9"») is None


def test_many() -> None:
    parcels = [a_parcel(id=«number→str(number)», weight=number) for number in range(3)]
    assert len(parcels) == 3
`,
      },
    }));

  test("a helper for any number stays one, and whoever gives it an id is asked", () =>
    check({
      ...toText,
      green: false,
      files: {
        "letters/custom.py": `from .generated_depot import FindVanIn, Parcel, Van


def ordinal(number: int) -> str:
    return f"no. {number}"


def say(parcel: Parcel, van: Van) -> str:
    return ordinal(«?conversion|parcel.id») + ordinal(van.id) + ordinal(parcel.weight)


def same(parcel: Parcel, van: Van) -> bool:
    return «?silent-miss|van.id» == parcel.id


def confused(parcel: Parcel) -> FindVanIn:
    return FindVanIn(id=«?conversion|parcel.id»)
`,
        "tests/test_say.py": `from letters.custom import ordinal, say
from letters.generated_depot import Van, a_parcel


def test_say() -> None:
    assert ordinal(7) == "no. 7"
    assert say(a_parcel(id=«7→"7"», weight=3), Van(id=4, parcel_ids=[])) == "no. 7no. 4no. 3"
`,
      },
    }));

  test("new types, aliases, typed dictionaries and casts", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from typing import NewType, TypedDict, cast

from .generated_depot import Parcel

ParcelId = NewType("ParcelId", «int→str»)
VanId = NewType("VanId", int)
Key = tuple[«int→str», str]


class Line(TypedDict):
    parcel: «int→str»
    weight: int


def known(parcel: Parcel) -> ParcelId:
    return ParcelId(parcel.id)


def key(parcel: Parcel) -> Key:
    return (parcel.id, parcel.city)


def line(parcel: Parcel) -> Line:
    return {"parcel": parcel.id, "weight": parcel.weight}


def recall(memory: dict[str, object]) -> "list[«int→str»]":
    found = cast(list[«int→str»], memory["ids"])
    return [*found, *(Parcel(id=each, weight=1, city="").id for each in found)]


def van(number: int) -> VanId:
    return VanId(number)
`,
        "tests/test_known.py": `from letters.custom import ParcelId, VanId, key, known, line, van
from letters.generated_depot import a_parcel


def test_known() -> None:
    assert known(a_parcel(id=«7→"7"»)) == ParcelId(«7→"7"»)
    assert van(7) == VanId(7)
    assert key(a_parcel(id=«7→"7"»)) == («7→"7"», "city")
    assert line(a_parcel(id=«8→"8"», weight=8)) == {"parcel": «8→"8"», "weight": 8}
`,
      },
    }));

  test("pytest hands values to parameters, and helpers of tests are respelt", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from .generated_depot import Parcel


def is_heavy(parcel: Parcel) -> bool:
    return parcel.weight > 100
`,
        "tests/pytest_stand_in.py": `from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class mark:
    @staticmethod
    def parametrize(names: str, values: list[Any]) -> Callable[[F], F]: ...


def param(*values: Any, id: str = "") -> Any: ...


def fixture(function: F) -> F: ...
`,
        "tests/test_heavy.py": `from letters.custom import is_heavy
from letters.generated_depot import Parcel, a_parcel

from . import pytest_stand_in as pytest


def heavy(number: «int→str», weight: int = 101) -> Parcel:
    return a_parcel(id=number, weight=weight)


@pytest.mark.parametrize("number, weight", [(«101→"101"», 101), pytest.param(«102→"102"», 102, id="101")])
def test_heavy(number: «int→str», weight: int) -> None:
    assert is_heavy(heavy(number, weight))
    assert heavy(number).id == number


@pytest.mark.parametrize("weight", [101, 102])
def test_weights(weight: int) -> None:
    assert is_heavy(heavy(«101→"101"», weight))
`,
        "tests/__init__.py": "",
      },
    }));

  test("bodies of requests and answers", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from .generated_depot import Parcel


def same(parcel: Parcel) -> Parcel:
    return parcel
`,
        "tests/test_http.py": `from typing import Any

from letters.custom import same
from letters.generated_depot import a_parcel


class Client:
    def post(self, path: str, json: object) -> Any: ...


def test_http() -> None:
    client = Client()
    answer = client.post("/rpc/find-parcel", json={"id": «7→"7"»})
    assert answer.json() == {"id": «7→"7"», "weight": 7, "city": "7"}
    assert answer.json()["weight"] == 7
    vans = client.post("/rpc/find-van", json={"id": 7}).json()
    assert vans == {"id": 7, "parcelIds": [«7→"7"», «8→"8"»], "last": «8→"8"»}
    assert vans["parcelIds"] == [«7→"7"», «8→"8"»]
    assert client.post("/other", json={"id": «?expected-value|7»}).status == 200
    assert same(a_parcel(id=«7→"7"»)).model_dump() == {"id": «7→"7"», "weight": 1, "city": "city"}
    sizes = {"id": 7, "weight": 7}
    assert sizes["id"] == 7
`,
      },
    }));
});

describe("other changes of type", () => {
  test("an id that becomes a UUID is spelt and imported", () =>
    check({
      symbol: "depot/Parcel.id",
      from: "i32",
      to: "uuid",
      stamp: depot,
      files: {
        "letters/custom.py": `import json
from collections.abc import Iterable
«→from uuid import UUID
»
from .generated_depot import Parcel, Van


def index(parcels: Iterable[Parcel]) -> dict[«int→UUID», Parcel]:
    return {parcel.id: parcel for parcel in parcels}


def missing(van: Van, known: set[«int→UUID»]) -> list[«int→UUID»]:
    return [number for number in van.parcel_ids if number not in known]


def note(parcel: Parcel) -> str:
    return json.dumps({"weight": parcel.weight, "text": f"parcel {parcel.id}"})
`,
        "tests/test_index.py": `«→from uuid import UUID

»from letters.custom import index, missing
from letters.generated_depot import Van, a_parcel


def test_index() -> None:
    found = index([a_parcel(id=«7→UUID("00000000-0000-4000-8000-000000000007")», weight=10)])
    assert list(found) == [«7→UUID("00000000-0000-4000-8000-000000000007")»]
    van = Van(id=10, parcel_ids=[«7→UUID("00000000-0000-4000-8000-000000000007")», «10→UUID("00000000-0000-4000-8000-00000000000a")»])
    assert missing(van, {«7→UUID("00000000-0000-4000-8000-000000000007")»}) == [«10→UUID("00000000-0000-4000-8000-00000000000a")»]
`,
      },
    }));

  test("a number that becomes a UUID and was counted is asked about", () =>
    check({
      symbol: "depot/Parcel.id",
      from: "i32",
      to: "uuid",
      stamp: depot,
      green: false,
      files: {
        "letters/custom.py": `import uuid

from .generated_depot import Parcel


class Desk:
    def __init__(self) -> None:
        self.last = 0
        self.token = uuid.uuid4()
        self.taken: dict[«int→uuid.UUID», Parcel] = {}

    def take(self) -> Parcel:
        self.last += 1
        parcel = Parcel(id=«?conversion|self.last», weight=1, city="")
        self.taken[parcel.id] = parcel
        return parcel
`,
        "tests/test_desk.py": `from letters.custom import Desk
from letters.generated_depot import a_parcel


def test_desk() -> None:
    assert Desk().take().weight == a_parcel(id=«?expected-value|-1»).weight
`,
      },
    }));

  test("text that becomes a UUID", () =>
    check({
      symbol: "depot/Parcel.id",
      from: "string",
      to: "uuid",
      stamp: depot,
      files: {
        "letters/custom.py": `from dataclasses import dataclass
«→from uuid import UUID
»
from .generated_depot import Parcel


@dataclass
class Stop:
    parcel_id: «str→UUID»
    city: str


def stop(parcel: Parcel) -> Stop:
    return Stop(parcel_id=parcel.id, city=parcel.city)


def line(stops: list[Stop]) -> str:
    return ", ".join(f"{stop.parcel_id} in {stop.city}" for stop in stops)
`,
        "tests/test_stop.py": `from uuid import «uuid4→uuid4, UUID»

from letters.custom import line, stop
from letters.generated_depot import a_parcel


def test_stop() -> None:
    parcel = a_parcel(id=«"6f1c2d3e-0000-4000-8000-000000000001"→UUID("6f1c2d3e-0000-4000-8000-000000000001")», city="6f1c")
    assert stop(parcel).city == "6f1c"
    assert line([]) == "" and str(uuid4()) != "x"
`.replace("«uuid4→uuid4, UUID»", "«→UUID, »uuid4"),
      },
    }));

  test("a wider number is another text on the wire, and the same in code", () =>
    check({
      symbol: "depot/Parcel.id",
      from: "i32",
      to: "i64",
      stamp: depot,
      files: {
        "letters/custom.py": `from .generated_depot import Parcel


def ids(parcels: list[Parcel]) -> list[int]:
    return sorted(parcel.id + 1 for parcel in parcels)
`,
        "tests/test_ids.py": `from typing import Any

from letters.custom import ids
from letters.generated_depot import a_parcel


class Client:
    def post(self, path: str, json: object) -> Any: ...


def test_ids() -> None:
    assert ids([a_parcel(id=7)]) == [8]
    answer = Client().post("/rpc/find-parcel", json={"id": «7→"7"»})
    assert answer.json() == {"id": «7→"7"», "weight": 7, "city": ""}
`,
      },
    }));
});
