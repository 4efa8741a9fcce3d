"""Who works on which train, for how long, and when they sleep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ..generated import Duty, Role
from .shelf import grouped
from .values import Window, hours, merged

LONGEST = {
    Role.DRIVER: timedelta(hours=9),
    Role.CONDUCTOR: timedelta(hours=10),
    Role.SHUNTER: timedelta(hours=8),
}
REST = timedelta(hours=11)


@dataclass(frozen=True)
class Breach:
    """A rule that a roster does not keep."""

    crew: str
    rule: str
    length: timedelta

    def __str__(self) -> str:
        return f"{self.crew}: {self.rule} ({hours(self.length):.1f} h)"


def window_of(duty: Duty) -> Window:
    return Window.lasting(duty.starts, duty.length)


def too_long(role: Role, length: timedelta) -> bool:
    return length > LONGEST.get(role, REST)


def breaches(duties: Iterable[Duty]) -> list[Breach]:
    """Everything that is wrong with a roster, person by person."""
    found: list[Breach] = []
    for crew, mine in sorted(grouped(duties, lambda duty: duty.crew).items()):
        found += [
            Breach(crew, "too long", duty.length)
            for duty in mine
            if too_long(duty.role, duty.length)
        ]
        for before, after in pairwise(merged(map(window_of, mine))):
            rest = before.gap(after)
            if rest < REST:
                found.append(Breach(crew, "too little rest", rest))
    return found


def worked(duties: Iterable[Duty]) -> dict[str, float]:
    """Hours by person."""
    totals: dict[str, timedelta] = {}
    for duty in duties:
        totals[duty.crew] = totals.get(duty.crew, timedelta()) + duty.length
    return {crew: round(hours(length), 2) for crew, length in totals.items()}


def staffed(duties: Iterable[Duty]) -> set[int]:
    """Trains that can leave: somebody drives, and somebody is with the passengers."""
    roles = grouped(duties, lambda duty: duty.train_id)
    return {
        train_id
        for train_id, mine in roles.items()
        if {Role.DRIVER, Role.CONDUCTOR} <= {duty.role for duty in mine}
    }


def on_day(duties: Iterable[Duty], day: date) -> Counter[str]:
    return Counter(str(duty.role) for duty in duties if duty.starts.date() == day)


def roster_line(duty: Duty) -> str:
    time = window_of(duty)
    return f"{duty.crew:<12}{duty.role:<10} {time.starts:%H:%M}-{time.ends:%H:%M} #{duty.train_id}"
