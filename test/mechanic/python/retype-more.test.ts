import { describe, test, vi } from "vitest";
import { check } from "./retype-case.ts";

vi.setConfig({ testTimeout: 120_000 });

const radio = `
class Track(_wire.Model):
    id: ID
    length: _wire.I32
    title: str


class Show(_wire.Model):
    number: _wire.I32
    track_ids: Annotated[list[ID], _wire.name("trackIds")]


class GetTrackIn(_wire.Model):
    id: ID


class RadioClient:
    async def get_track(self, input: GetTrackIn) -> Track | None:
        raise NotImplementedError(input)

    async def newest(self) -> ID:
        raise NotImplementedError


def a_track(*, id: ID, length: _wire.I32 = 1, title: str = "title") -> Track:
    return Track(id=id, length=length, title=title)
`;

const toText = { symbol: "radio/Track.id", from: "i32", to: "string", stamp: radio } as const;

describe("more idioms", () => {
  test("subclasses, callables that are kept, nested maps, and wrappers", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial, reduce, wraps
from typing import ParamSpec, TypeAlias, TypeVar

from .generated_radio import GetTrackIn, RadioClient, Show, Track

P = ParamSpec("P")
R = TypeVar("R")
TrackId: TypeAlias = «int→str»
Plays = dict[«int→str», dict[int, int]]
Listener = Callable[[«int→str», str], None]


def logged(function: Callable[P, R]) -> Callable[P, R]:
    @wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return inner


class Charts(ABC):
    @abstractmethod
    def rank(self, track_id: «int→str») -> int: ...

    @abstractmethod
    def top(self) -> Sequence[«int→str»]: ...


class Counted(Charts):
    def __init__(self, listeners: list[Listener] | None = None) -> None:
        self.plays: Plays = {}
        self.listeners = listeners or []
        self.skipped: frozenset[«int→str»] = frozenset()

    @logged
    def play(self, track: Track, hour: int = 12) -> int:
        hours = self.plays.setdefault(track.id, {})
        hours[hour] = hours.get(hour, 0) + 1
        for listener in self.listeners:
            listener(track.id, track.title)
        return hours[hour]

    def rank(self, track_id: «int→str») -> int:
        return sum(self.plays.get(track_id, {}).values())

    def top(self) -> Sequence[«int→str»]:
        return sorted(self.plays, key=self.rank, reverse=True)[:3]

    def skip(self, *track_ids: TrackId) -> None:
        self.skipped |= set(track_ids)
        with suppress(KeyError):
            for track_id in track_ids:
                del self.plays[track_id]


@lru_cache(maxsize=128)
def link(track_id: «int→str», base: str = "/") -> str:
    return base + str(track_id)


@contextmanager
def on_air(track: Track, now: list[«int→str»]):
    now.append(track.id)
    try:
        yield track.length
    finally:
        now.remove(track.id)


async def lengths(client: RadioClient, show: Show) -> dict[«int→str», int]:
    asked = [client.get_track(GetTrackIn(id=each)) for each in show.track_ids]
    tracks = await asyncio.gather(*asked)
    return {track.id: track.length for track in tracks if track is not None}


def longest(tracks: Sequence[Track]) -> «int→str» | None:
    best = reduce(lambda one, other: one if one.length > other.length else other, tracks)
    return best.id if best.length > 128 else None


def links(show: Show) -> list[str]:
    shown = partial(link, base="/t/")
    return [shown(each) for each in show.track_ids]


async def newest(client: RadioClient) -> «int→str»:
    return await client.newest()


def later(ask: Callable[[«int→str»], Awaitable[int]], track: Track) -> Awaitable[int]:
    return ask(track.id)
`,
        "tests/test_charts.py": `from letters.custom import Counted, link, links, longest, on_air
from letters.generated_radio import Show, a_track


def test_charts() -> None:
    heard: list[tuple[«int→str», str]] = []
    charts = Counted([lambda number, title: heard.append((number, title))])
    for number in («3→"3"», «5→"5"», «3→"3"»):
        charts.play(a_track(id=number, length=3))
    assert charts.plays == {«3→"3"»: {12: 2}, «5→"5"»: {12: 1}}
    assert charts.plays[«3→"3"»][12] == 2
    assert charts.rank(«3→"3"») == 2
    assert list(charts.top()) == [«3→"3"», «5→"5"»]
    assert heard[0] == («3→"3"», "title")
    charts.skip(«3→"3"», «4→"4"»)
    assert charts.skipped == {«3→"3"», «4→"4"»}
    assert «3→"3"» not in charts.plays


def test_links() -> None:
    assert link(«7→"7"») == "/7"
    assert links(Show(number=7, track_ids=[«7→"7"», «8→"8"»])) == ["/t/7", "/t/8"]
    assert longest([a_track(id=«1→"1"», length=200), a_track(id=«2→"2"», length=200)]) == «2→"2"»


def test_on_air() -> None:
    now: list[«int→str»] = []
    with on_air(a_track(id=«9→"9"», length=9), now) as length:
        assert length == 9
        assert now == [«9→"9"»]
`,
      },
    }));

  test("a set of ids beside numbers of the same kind, in unannotated code", () =>
    check({
      ...toText,
      files: {
        "letters/custom.py": `from .generated_radio import Show, Track


class Desk:
    def __init__(self, shows: list[Show]) -> None:
        self.numbers = {show.number for show in shows}
        self.tracks = {track for show in shows for track in show.track_ids}
        self.lengths: dict[int, int] = {}

    def missing(self, tracks: list[Track]) -> bool:
        return any(track.id not in self.tracks for track in tracks)

    def note(self, show: Show, length: int) -> None:
        self.lengths[show.number] = length

    def length(self, number: int) -> int:
        return self.lengths.get(number, 0)

    def has_show(self, number: int) -> bool:
        return number in self.numbers
`,
        "tests/test_desk.py": `from letters.custom import Desk
from letters.generated_radio import Show, a_track

SHOWS = [Show(number=number, track_ids=[«1→"1"», «2→"2"»]) for number in (1, 2)]


def test_desk() -> None:
    desk = Desk(SHOWS)
    assert desk.numbers == {1, 2}
    assert desk.tracks == {«1→"1"», «2→"2"»}
    assert desk.missing([a_track(id=«3→"3"»)])
    desk.note(SHOWS[1], 2)
    assert desk.length(2) == 2
    assert desk.length(1) == 0
    assert desk.has_show(1)
`,
      },
    }));

  test("zero and JSON, where nobody complains", () =>
    check({
      symbol: "radio/Track.id",
      from: "i32",
      to: "uuid",
      stamp: radio,
      files: {
        "letters/custom.py": `import json

from .generated_radio import Show, Track


def known(track: Track) -> bool:
    if «?silent-miss|track.id»:
        return True
    return «?silent-miss|not track.id» and not track.length


def first(show: Show, known: dict[str, Track]) -> Track | None:
    found = known.get("first")
    if found:
        return found
    return next(iter(known.values())) if show.number else None


def written(track: Track) -> str:
    return json.dumps({«?wire-form|"id": track.id», "length": track.length})


def text(track: Track) -> str:
    return json.dumps({"id": str(track.id), "length": track.length})
`,
      },
    }));

  test("a builder that makes its default itself, and what a test makes with it", () =>
    check({
      symbol: "harbour/Ship.number",
      from: "i32",
      to: "uuid",
      stamp: `
class Ship(_wire.Model):
    number: ID
    length: _wire.I32


class Berth(_wire.Model):
    place: _wire.I32
    ship: Annotated[ID, _wire.name("shipNumber")]


class NoSuchShip(_wire.Model):
    number: ID


class FindShipIn(_wire.Model):
    number: ID


def a_ship(*, number: BUILT, length: _wire.I32 = 1) -> Ship:
    raise NotImplementedError((number, length))


def a_berth(*, place: _wire.I32 = 1, ship: BUILT) -> Berth:
    raise NotImplementedError((place, ship))
`,
      files: {
        "letters/custom.py": `«→from uuid import UUID

»from .generated_harbour import Berth, FindShipIn, NoSuchShip, Ship


class Quay:
    def __init__(self, *ships: Ship) -> None:
        self.ships = {ship.number: ship for ship in ships}
        self.moored: dict[«int→UUID», list[int]] = {}

    def find(self, input: FindShipIn) -> Ship | NoSuchShip:
        return self.ships.get(input.number) or NoSuchShip(number=input.number)

    def moor(self, berth: Berth) -> None:
        self.moored.setdefault(berth.ship, []).append(berth.place)

    def busiest(self) -> «int→UUID» | None:
        return max(self.moored, key=lambda ship: len(self.moored[ship]), default=None)
`,
        "tests/test_quay.py": `«→from uuid import UUID

»from letters.custom import Quay
from letters.generated_harbour import FindShipIn, NoSuchShip, a_berth, a_ship


def test_find() -> None:
    quay = Quay(a_ship(number=«3→UUID("00000000-0000-4000-8000-000000000003")», length=3))
    found = quay.find(FindShipIn(number=«3→UUID("00000000-0000-4000-8000-000000000003")»))
    assert not isinstance(found, NoSuchShip) and found.length == 3
    assert quay.find(FindShipIn(number=«9→UUID("00000000-0000-4000-8000-000000000009")»)) == NoSuchShip(number=«9→UUID("00000000-0000-4000-8000-000000000009")»)


def test_the_busiest() -> None:
    quay = Quay()
    assert quay.busiest() is None
    quay.moor(a_berth(place=1, ship=«1→UUID("00000000-0000-4000-8000-000000000001")»))
    quay.moor(a_berth(place=2, ship=«2→UUID("00000000-0000-4000-8000-000000000002")»))
    assert quay.busiest() == «2→UUID("00000000-0000-4000-8000-000000000002")»
`,
      },
    }));

  test("rows that are kept as JSON, which has no form for the new type", () =>
    check({
      ...toText,
      to: "uuid",
      green: false,
      files: {
        "letters/custom.py": `import json
from typing import TypedDict

from .generated_radio import Track


class Row(TypedDict):
    id: int
    title: str


def keep(track: Track) -> str:
    row: Row = {«?wire-form|"id": track.id», "title": track.title}
    return json.dumps(row)


def read(line: str) -> Track:
    row: Row = json.loads(line)
    return Track(id=«?conversion|row["id"]», length=1, title=row["title"])
`,
      },
    }));

  test("ids that are counted up, read out of rows, logged, and written by hand", () =>
    check({
      ...toText,
      green: false,
      files: {
        "letters/custom.py": `import json
import logging

from .generated_radio import Track

log = logging.getLogger("radio")


class Shelf:
    def __init__(self) -> None:
        self.tracks: dict[«int→str», Track] = {}

    def next_id(self) -> «int→str»:
        return «?conversion|max(self.tracks, default=0) + 1»

    def take(self, row: dict[str, str]) -> Track:
        return Track(id=«int(row["id"])→row["id"]», length=int(row["length"]), title=row["title"])

    def typed(self, row: dict[str, str]) -> Track | None:
        try:
            return Track(id=«?validation|int(row["id"])», length=1, title="")
        except ValueError:
            return None

    def add(self, title: str) -> Track:
        track = Track(id=self.next_id(), length=0, title=title)
        self.tracks[track.id] = track
        log.info("new: %s is %«d→s»", title, track.id)
        log.info("of %d tracks: %s", len(self.tracks), track.id)
        return track


def card(track: Track) -> str:
    return json.dumps({«?wire-form|"track": track.id», "seconds": track.length})


def shown(track: Track) -> str:
    return f"{track.length!r} s, «?silent-miss|{track.id!r}»"
`,
        "tests/test_shelf.py": `import json

from letters.custom import Shelf, card
from letters.generated_radio import a_track


def test_next() -> None:
    shelf = Shelf()
    assert shelf.next_id() == «?expected-value|1»
    shelf.tracks[«4→"4"»] = a_track(id=«4→"4"», length=5)
    assert shelf.tracks[«4→"4"»].length == 5


def test_kept() -> None:
    def run() -> None:
        shelf = Shelf()
        shelf.tracks[«1→"1"»] = a_track(id=«1→"1"», length=5)

    run()


def test_card() -> None:
    assert json.loads(card(a_track(id=«7→"7"», length=9))) == {«?expected-value|"track": 7», "seconds": 9}


def test_one_number_for_both() -> None:
    tracks = [a_track(id=«count→str(count)», length=count) for count in (10, 9)]
    assert [track.length for track in tracks] == [10, 9]
`,
      },
    }));

  test("a float is no decimal by another name: code that counts goes on in floats", () =>
    check({
      symbol: "bakery/Loaf.price",
      from: "f64",
      to: "decimal",
      stamp: `
class Loaf(_wire.Model):
    price: ID
    weight: Annotated[float, _wire.name("kilos")]
`,
      green: false,
      files: {
        "letters/custom.py": `«→from decimal import Decimal
»from statistics import fmean
from typing import TypeAlias
from collections.abc import Callable, Sequence

from .generated_bakery import Loaf

PriceOf: TypeAlias = Callable[[str], «float→Decimal» | None]


def grams(loaves: Sequence[Loaf]) -> float:
    return sum(loaf.weight for loaf in loaves)


def by_weight(loaves: Sequence[Loaf]) -> Loaf:
    price, weight = 0.0, 1.0
    if loaves:
        price = grams(loaves) / 100
    return Loaf(price=«?conversion|price», weight=weight)


def cheapest(loaves: Sequence[Loaf]) -> «float→Decimal» | None:
    return min((loaf.price for loaf in loaves), default=None)


def mean(loaves: Sequence[Loaf]) -> float:
    return «?silent-miss|fmean([loaf.price for loaf in loaves], [loaf.weight for loaf in loaves])»


def board(loaves: Sequence[Loaf]) -> PriceOf:
    prices = {str(loaf.weight): loaf.price for loaf in loaves}
    return prices.get


def asked(name: str, price_of: PriceOf) -> bool:
    return price_of(name) is not None
`,
        "tests/test_loaves.py": `«→from decimal import Decimal

»from letters.custom import asked, cheapest
from letters.generated_bakery import Loaf


def test_cheapest() -> None:
    loaves = [Loaf(price=«2.5→Decimal("2.5")», weight=0.5), Loaf(price=«3.1→Decimal("3.1")», weight=0.5)]
    assert cheapest(loaves) == 2.5
    assert loaves[1].price == «3.1→Decimal("3.1")»


def test_asked() -> None:
    prices = {"rye": «1.5→Decimal("1.5")»}
    assert asked("rye", prices.get)
`,
      },
    }));

  test("operators of value classes, and dictionaries with types, carry an id", () =>
    check({
      symbol: "bakery/Loaf.id",
      from: "i32",
      to: "string",
      stamp: `
class Loaf(_wire.Model):
    id: ID
    grams: Annotated[int, _wire.name("weight")]
`,
      files: {
        "letters/custom.py": `from collections.abc import Iterable
from typing import NotRequired, TypedDict

from .generated_bakery import Loaf


class Row(TypedDict):
    id: «int→str»
    grams: NotRequired[int]


class Tray:
    def __init__(self, loaves: Iterable[Loaf]) -> None:
        self.loaves = list(loaves)

    def __contains__(self, id: «int→str») -> bool:
        return any(loaf.id == id for loaf in self.loaves)

    def __add__(self, grams: int) -> int:
        return grams + sum(loaf.grams for loaf in self.loaves)


def rows(loaves: Iterable[Loaf]) -> list[Row]:
    return [{"id": loaf.id, "grams": loaf.grams} for loaf in loaves]


def first(row: Row) -> «int→str»:
    return row["id"]
`,
        "tests/test_trays.py": `from letters.custom import Tray, first, rows
from letters.generated_bakery import Loaf


def test_trays() -> None:
    rye = Loaf(id=«7→"7"», grams=500)
    assert «7→"7"» in Tray([rye])
    assert «8→"8"» not in Tray([rye])
    assert Tray([rye]) + 8 == 508
    assert first(rows([rye])[0]) == «7→"7"»
`,
      },
    }));

  test("a number named after its unit is that length of time", () =>
    check({
      symbol: "bakery/Loaf.minutes",
      from: "i32",
      to: "duration",
      stamp: `
class Loaf(_wire.Model):
    minutes: ID
    grams: Annotated[int, _wire.name("weight")]
`,
      green: false,
      files: {
        "letters/custom.py": `from datetime import datetime, timedelta

from .generated_bakery import Loaf

LONG = «40→timedelta(minutes=40)»
MANY = 40


def is_long(loaf: Loaf) -> bool:
    return loaf.minutes > LONG


def is_heavy(loaf: Loaf) -> bool:
    return loaf.grams > MANY


def done(loaf: Loaf, at: datetime) -> datetime:
    return at + «timedelta(minutes=→»loaf.minutes«)→»


def said(loaf: Loaf) -> str:
    return f"«?silent-miss|{loaf.minutes}» minutes"


def bake(minutes: int) -> Loaf:
    return Loaf(minutes=«minutes→timedelta(minutes=minutes)», grams=500)


def hours(loaf: Loaf) -> float:
    return «?conversion|loaf.minutes / 60»
`,
        "tests/test_bread.py": `from datetime import «datetime→datetime, timedelta»

from letters.custom import bake, done, is_long
from letters.generated_bakery import Loaf


def test_minutes() -> None:
    assert is_long(Loaf(minutes=«50→timedelta(minutes=50)», grams=40))
    assert bake(30).minutes == «30→timedelta(minutes=30)»
    assert done(bake(30), datetime(2026, 1, 1)) == datetime(2026, 1, 1, 0, 30)
`,
      },
    }));

  test("what gathers decimals is decimal, also where it was counted in floats", () =>
    check({
      symbol: "bakery/Loaf.price",
      from: "f64",
      to: "decimal",
      stamp: `
class Loaf(_wire.Model):
    name: str
    price: ID
    kilos: Annotated[float, _wire.name("weight")]
`,
      files: {
        "letters/custom.py": `from collections.abc import Iterable
«→from decimal import Decimal
»
from .generated_bakery import Loaf


def takings(loaves: Iterable[Loaf]) -> dict[str, «float→Decimal»]:
    sums: dict[str, «float→Decimal»] = {}
    for loaf in loaves:
        sums[loaf.name] = sums.get(loaf.name, «0.0→Decimal(0)») + loaf.price
    return sums


def halves(loaf: Loaf, people: int) -> «float→Decimal»:
    return loaf.price * people / 2


def kilos(loaves: Iterable[Loaf]) -> float:
    total = 0.0
    for loaf in loaves:
        total += loaf.kilos
    return total
`,
        "tests/test_takings.py": `«→from decimal import Decimal

»from letters.custom import halves, kilos, takings
from letters.generated_bakery import Loaf


def test_takings() -> None:
    loaves = [Loaf(name="rye", price=«2.5→Decimal("2.5")», kilos=0.5)]
    assert takings(loaves) == {"rye": 2.5}
    assert halves(loaves[0], 4) == 5.0
    assert kilos(loaves) == 0.5
`,
      },
    }));
});
