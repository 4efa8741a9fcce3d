"""Seats: how they are written, what they cost, and which of them are taken."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from ..generated import SeatKey, Ticket
from ..generated_programme import Performance, PriceBand

WRITTEN = re.compile(r"([A-Z]{1,2})-([1-9][0-9]?)")

Prices: TypeAlias = dict[str, Decimal]
Taken: TypeAlias = dict[int, set[SeatKey]]

BAND_NAMES: dict[PriceBand, str] = {
    PriceBand.STALLS: "Stalls",
    PriceBand.CIRCLE: "Dress circle",
    PriceBand.GALLERY: "Gallery",
}


@dataclass(frozen=True, order=True)
class Place:
    """A seat as it stands in the hall."""

    row: str
    place: int

    @property
    def key(self) -> SeatKey:
        return f"{self.row}-{self.place}"


def parse_seat(written: SeatKey) -> Place:
    """Reads `C-12`; raises `ValueError` where it is none."""
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError(f"{written!r} is no seat")
    return Place(found[1], int(found[2]))


def in_order(seats: Iterable[SeatKey]) -> list[SeatKey]:
    """Row by row from the stage, and `C-2` before `C-12`."""
    return sorted(seats, key=lambda seat: (len(parse_seat(seat).row), parse_seat(seat)))


def price_of(prices: Prices, band: PriceBand) -> Decimal:
    """What a seat of a band costs; where nobody said so, as much as the dearest."""
    return prices.get(band, max(prices.values(), default=Decimal(0)))


def ticket_for(performance: Performance, seat: SeatKey) -> Ticket:
    """A ticket at full price; raises `ValueError` where the hall has no such seat."""
    place = parse_seat(seat)
    row = next((row for row in performance.hall.rows if row.label == place.row), None)
    if row is None or place.place > row.places:
        raise ValueError(f"{performance.hall.name} has no seat {seat}")
    return Ticket(seat=seat, band=row.band, price=price_of(performance.prices, row.band))


class SeatPlan:
    """Which seats are gone, performance by performance."""

    def __init__(self) -> None:
        self._taken: Taken = defaultdict(set)

    def claim(self, performance_id: int, seats: Iterable[SeatKey]) -> SeatKey | None:
        """Takes all of the seats or none; answers the first that is gone already."""
        wanted = in_order(seats)
        for seat in wanted:
            if seat in self._taken[performance_id]:
                return seat
        self._taken[performance_id].update(wanted)
        return None

    def release(self, performance_id: int, seats: Iterable[SeatKey]) -> list[SeatKey]:
        freed = in_order(self._taken[performance_id].intersection(seats))
        self._taken[performance_id].difference_update(freed)
        return freed
