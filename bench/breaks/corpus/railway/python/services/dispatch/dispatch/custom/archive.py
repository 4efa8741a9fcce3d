"""Rows on disk: one JSON object on a line, with the shelf it belongs to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeAlias, TypeVar

from ..generated import Cause, Delay, ItemState, LostItem, Reservation

T = TypeVar("T")
Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Codec(Generic[T]):
    """How one kind of thing becomes a row and comes back."""

    name: str
    write: Callable[[T], Row]
    read: Callable[[Row], T]

    def line(self, value: T) -> str:
        return json.dumps({"kind": self.name, **self.write(value)}, sort_keys=True)

    def lines(self, values: Iterable[T]) -> str:
        return "".join(f"{self.line(value)}\n" for value in values)

    def parse(self, text: str) -> Iterator[T]:
        """Skips what belongs to others."""
        for line in text.splitlines():
            row: Row = json.loads(line)
            if row.pop("kind") == self.name:
                yield self.read(row)


def write_delay(delay: Delay) -> Row:
    return {
        "train": delay.train_id,
        "minutes": delay.minutes,
        "cause": str(delay.cause),
        "noticed": delay.noticed.isoformat(),
        "note": delay.note,
    }


def read_delay(row: Row) -> Delay:
    return Delay(
        train_id=row["train"],
        minutes=row["minutes"],
        cause=Cause(row["cause"]),
        noticed=datetime.fromisoformat(row["noticed"]),
        note=row.get("note"),
    )


def write_item(item: LostItem) -> Row:
    return {
        "id": item.id,
        "description": item.description,
        "station": item.station,
        "found": item.found_on.isoformat(),
        "state": str(item.state),
        "worth": None if item.worth is None else str(item.worth),
        "colours": item.colours,
    }


def read_item(row: Row) -> LostItem:
    worth = row.get("worth")
    return LostItem(
        id=row["id"],
        description=row["description"],
        station=row["station"],
        found_on=date.fromisoformat(row["found"]),
        state=ItemState(row["state"]),
        worth=None if worth is None else Decimal(worth),
        colours=row["colours"],
    )


DELAYS = Codec[Delay]("delay", write_delay, read_delay)
ITEMS = Codec[LostItem]("item", write_item, read_item)
RESERVATIONS = Codec[Reservation](
    "reservation",
    lambda reservation: reservation.model_dump(mode="json", by_alias=True),
    lambda row: Reservation.model_validate_json(json.dumps(row)),
)


def seats_csv(reservations: Iterable[Reservation]) -> str:
    """What the conductor's tablet reads."""
    rows = [
        (reservation.coach, f"{reservation.seat}", f"{reservation.ticket}", f"{reservation.fee}")
        for reservation in sorted(reservations, key=lambda each: (each.coach, each.seat))
    ]
    return "\n".join(";".join(row) for row in [("coach", "seat", "ticket", "fee"), *rows])
