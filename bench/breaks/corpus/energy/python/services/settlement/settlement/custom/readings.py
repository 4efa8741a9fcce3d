"""Readings: kept by meter and register, in the order of time, and the energy between them."""

from bisect import bisect_left, insort
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from ..generated import Ctx
from ..generated_metering import (
    ListReadingsIn,
    Meter,
    MeterNotFound,
    Quality,
    Reading,
    ReadingPage,
)
from .tariffs import Usage
from .values import MeterId, kwh_of

T = TypeVar("T")

PAGE_LIMIT = 200

QUALITY_RANK = {Quality.ESTIMATED: 0, Quality.SUBSTITUTED: 1, Quality.MEASURED: 2}

MANUAL_SOURCES = frozenset({"customer", "fitter"})


class Series(Generic[T]):
    """Things in the order of their instants; two at one instant do not stand beside each other."""

    def __init__(self, instant: Callable[[T], datetime], prefer: Callable[[T, T], T]) -> None:
        self._instant = instant
        self._prefer = prefer
        self._items: list[T] = []

    def put(self, item: T) -> bool:
        """Whether the item is in the series now."""
        at = bisect_left(self._items, self._instant(item), key=self._instant)
        if at < len(self._items) and self._instant(self._items[at]) == self._instant(item):
            self._items[at] = self._prefer(self._items[at], item)
            return self._items[at] is item
        insort(self._items, item, key=self._instant)
        return True

    def between(self, since: datetime, until: datetime) -> list[T]:
        """From `since` up to `until`, both of them included."""
        low = bisect_left(self._items, since, key=self._instant)
        return [each for each in self._items[low:] if self._instant(each) <= until]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def rank(reading: Reading) -> int:
    """How far a reading is to be trusted; what nobody knows is trusted least."""
    bonus = 0 if reading.source in MANUAL_SOURCES else 1
    return 2 * QUALITY_RANK.get(reading.quality, -1) + bonus


def better(old: Reading, new: Reading) -> Reading:
    return new if rank(new) >= rank(old) else old


def describe(reading: Reading) -> str:
    """One line for the log."""
    line = f"meter {reading.meter_id}/{reading.channel}: {kwh_of(reading.watt_hours):.3f} kWh"
    match reading.quality:
        case Quality.ESTIMATED:
            line += " (estimated)"
        case Quality.SUBSTITUTED:
            line += " (substituted)"
        case _:
            pass
    if reading.voltage is not None:
        line += f" at {reading.voltage:.0f} V"
    return f"{line}, source {reading.source}"


@dataclass
class Readings:
    """Every reading that arrived: meter, then register, then instant."""

    kept: dict[MeterId, dict[str, Series[Reading]]] = field(
        default_factory=dict[MeterId, dict[str, Series[Reading]]]
    )

    def add(self, reading: Reading) -> bool:
        registers = self.kept.setdefault(reading.meter_id, {})
        if reading.channel not in registers:
            registers[reading.channel] = Series(lambda each: each.taken_at, better)
        return registers[reading.channel].put(reading)

    def registers_of(self, meter_id: MeterId) -> list[str]:
        return sorted(self.kept.get(meter_id, {}))

    def usages(self, meter: Meter, direction: str, since: datetime, until: datetime) -> list[Usage]:
        """What went one way through a meter, over all registers that count it."""
        found: list[Usage] = []
        for register in meter.registers:
            if register.direction != direction:
                continue
            series = self.kept.get(meter.id, {}).get(register.code)
            if series is not None:
                found.extend(differences(series.between(since, until), register.factor))
        return sorted(found, key=lambda each: each.started_at)


def differences(readings: Sequence[Reading], factor: float) -> list[Usage]:
    """The energy between each reading and the next; a register that ran backwards counts nothing."""
    return [
        Usage(first.taken_at, round(kwh_of(second.watt_hours - first.watt_hours) * factor, 3))
        for first, second in pairwise(readings)
        if second.watt_hours >= first.watt_hours
    ]


def feeds_in(meter: Meter) -> bool:
    return any(register.direction == "feed" for register in meter.registers)


class ReadingSource(Protocol):
    """Where readings come from; in production the client of `metering`."""

    async def list_readings(
        self, input: ListReadingsIn, ctx: Ctx | None = None
    ) -> ReadingPage | MeterNotFound: ...


async def each_page(
    fetch: Callable[[str | None], Awaitable[ReadingPage | MeterNotFound]],
) -> list[Reading]:
    """All pages one after the other; a meter that is not there has none."""
    found: list[Reading] = []
    cursor: str | None = None
    while True:
        page = await fetch(cursor)
        if isinstance(page, MeterNotFound):
            return found
        found += page.readings
        cursor = page.next_cursor
        if cursor is None:
            return found


async def fetch_readings(
    source: ReadingSource, meter_id: MeterId, since: datetime, until: datetime, ctx: Ctx
) -> list[Reading]:
    return await each_page(
        lambda cursor: source.list_readings(
            ListReadingsIn(
                meter_id=meter_id, since=since, until=until, cursor=cursor, limit=PAGE_LIMIT
            ),
            ctx,
        )
    )
