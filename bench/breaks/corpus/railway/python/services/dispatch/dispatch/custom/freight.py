"""Wagons and what lies in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from ..generated import Consignment, Kilograms, Overloaded, Wagon
from ..generated_infra import Track

WAGON_NUMBER = re.compile(r"[0-9]{11}-?[0-9]")
CENT = Decimal("0.01")
DANGER = Decimal("1.25")
REVIEW_YEARS = 6


@dataclass(frozen=True)
class Loaded:
    """A wagon with what lies in it."""

    wagon: Wagon
    load: Kilograms

    @property
    def gross(self) -> int:
        return self.wagon.tare + self.load

    @property
    def on_an_axle(self) -> float:
        return self.gross / self.wagon.axles

    def excess(self, allowed: int) -> int:
        """By how much it is too heavy for a track."""
        return max(self.gross - allowed * self.wagon.axles, 0)


def is_wagon_number(text: str) -> bool:
    """Twelve digits, the last of which the others add up to."""
    if WAGON_NUMBER.fullmatch(text) is None:
        return False
    *digits, check = (int(digit) for digit in text if digit.isdigit())
    doubled = (digit * (2 - at % 2) for at, digit in enumerate(digits))
    return -sum(sum(divmod(each, 10)) for each in doubled) % 10 == check


def loaded(consignment: Consignment) -> list[Loaded]:
    return [Loaded(wagon, consignment.loads.get(wagon.number, 0)) for wagon in consignment.wagons]


def tonnes(consignment: Consignment) -> float:
    return sum(each.gross for each in loaded(consignment)) / 1000


def net_tonnes(loads: Mapping[str, int]) -> Decimal:
    return Decimal(sum(loads.values())) / 1000


def charge(consignment: Consignment) -> Decimal:
    """What a shipper pays, to the cent."""
    plain = consignment.rate * net_tonnes(consignment.loads)
    factor = DANGER if consignment.dangerous else Decimal(1)
    return (plain * factor).quantize(CENT, ROUND_HALF_UP)


def too_heavy(consignment: Consignment, route: Iterable[Track]) -> Overloaded | None:
    """The first wagon that the weakest track does not carry."""
    allowed = min((track.axle_load for track in route), default=None)
    if allowed is None:
        return None
    for each in loaded(consignment):
        if excess := each.excess(allowed):
            return Overloaded(wagon=each.wagon.number, excess=excess)
    return None


def train_length(wagons: Iterable[Wagon]) -> float:
    return round(sum(wagon.length for wagon in wagons), 2)


def overdue_for_review(wagons: Iterable[Wagon], today: date) -> list[str]:
    return [wagon.number for wagon in wagons if today.year - wagon.reviewed.year > REVIEW_YEARS]


def by_deadline(consignments: Iterable[Consignment]) -> list[UUID]:
    """What has to leave first; the dangerous goes before the rest of its day."""
    ordered = sorted(consignments, key=lambda each: (each.deliver_by, not each.dangerous))
    return [each.id for each in ordered]


def days_left(consignment: Consignment, today: date) -> int:
    return (consignment.deliver_by - today).days


def waybill(consignment: Consignment) -> str:
    """The paper that travels along."""
    head = f"{consignment.shipper}, by {consignment.deliver_by:%d.%m.%Y}"
    mark = "  DANGEROUS GOODS" if consignment.dangerous else ""
    rows = [f"  {each.wagon.number} {each.load:>6} kg" for each in loaded(consignment)]
    return "\n".join([head + mark, *rows, f"  = {tonnes(consignment):.1f} t gross"])


def shunting_list(wagons: Sequence[Wagon]) -> str:
    """Wagons as the shunter writes them down, the heaviest first."""
    ordered = sorted(wagons, key=lambda wagon: wagon.tare, reverse=True)
    return ";".join(f"{wagon.number}:{wagon.axles}" for wagon in ordered)
