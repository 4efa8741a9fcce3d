"""Small values that the rest of the desk is written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

TRAIN_NUMBER = re.compile(r"(?P<product>IC|RE|S|GZ) ?(?P<digits>[1-9][0-9]{0,4})")


@dataclass(frozen=True, order=True)
class TrainNumber:
    """`IC 512`: what is printed on boards; even numbers run towards the capital."""

    product: str
    digits: int

    @classmethod
    def parse(cls, text: str) -> Self:
        found = TRAIN_NUMBER.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"no train number: {text!r}")
        return cls(found["product"], int(found["digits"]))

    @property
    def inbound(self) -> bool:
        return self.digits % 2 == 0

    def __str__(self) -> str:
        return f"{self.product} {self.digits}"


@dataclass(frozen=True)
class Window:
    """A stretch of time; the end does not belong to it."""

    starts: datetime
    ends: datetime

    @classmethod
    def lasting(cls, starts: datetime, length: timedelta) -> Self:
        return cls(starts, starts + length)

    @property
    def length(self) -> timedelta:
        return self.ends - self.starts

    def __contains__(self, moment: datetime) -> bool:
        return self.starts <= moment < self.ends

    def overlaps(self, other: Window) -> bool:
        return self.starts < other.ends and other.starts < self.ends

    def gap(self, later: Window) -> timedelta:
        """What lies between this one and a later one."""
        return later.starts - self.ends


@dataclass(frozen=True, order=True)
class Money:
    """Cents; nobody adds euros as floats twice."""

    cents: int

    @classmethod
    def of_euros(cls, euros: float) -> Self:
        return cls(round(euros * 100))

    def share(self, percent: int) -> Money:
        return Money(self.cents * percent // 100)

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __str__(self) -> str:
        whole, rest = divmod(abs(self.cents), 100)
        return f"{'-' if self.cents < 0 else ''}{whole}.{rest:02d} €"


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def hours(length: timedelta) -> float:
    return length.total_seconds() / 3600


def merged(windows: Iterable[Window]) -> Iterator[Window]:
    """The same time without overlaps, in order."""
    current: Window | None = None
    for window in sorted(windows, key=lambda each: each.starts):
        if current is None or window.starts > current.ends:
            if current is not None:
                yield current
            current = window
        else:
            current = Window(current.starts, max(current.ends, window.ends))
    if current is not None:
        yield current
