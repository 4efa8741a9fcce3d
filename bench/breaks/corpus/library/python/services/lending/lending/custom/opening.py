"""When branches are open, and on which day a copy can be brought back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ..generated import Branch

HOURS = re.compile(r"(?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS_AHEAD = 60


@dataclass(frozen=True, order=True)
class Span:
    """From opening to closing on one day."""

    opens: time
    closes: time

    def holds(self, at: time) -> bool:
        return self.opens <= at < self.closes

    @property
    def length(self) -> timedelta:
        start, end = (
            timedelta(hours=each.hour, minutes=each.minute) for each in (self.opens, self.closes)
        )
        return end - start


def read_span(text: str) -> Span:
    found = HOURS.fullmatch(text)
    if found is None:
        raise ValueError(f"hours such as 10:00-18:30 are wanted, not {text!r}")
    span = Span(time.fromisoformat(found["opens"]), time.fromisoformat(found["closes"]))
    if span.closes <= span.opens:
        raise ValueError(f"{text} closes before it opens")
    return span


class OpeningCalendar:
    """The week of each branch, and the days on which all of them are shut."""

    def __init__(self, branches: Iterable[Branch], holidays: Iterable[date] = ()) -> None:
        self._weeks: dict[str, dict[int, Span]] = {
            branch.code: {day: read_span(text) for day, text in branch.hours.items()}
            for branch in branches
        }
        self._holidays = frozenset(holidays)

    def span(self, branch: str, day: date) -> Span | None:
        if day in self._holidays:
            return None
        return self._weeks.get(branch, {}).get(day.weekday())

    def is_open(self, branch: str, at: datetime) -> bool:
        span = self.span(branch, at.date())
        return span is not None and span.holds(at.time())

    def open_day(self, branch: str, day: date) -> date:
        """The day itself where the branch is open then, or the next on which it is."""
        ahead = (day + timedelta(days=each) for each in range(DAYS_AHEAD))
        return next((each for each in ahead if self.span(branch, each) is not None), day)


def week_lines(branch: Branch) -> list[str]:
    """The board at the door."""
    lines = [f"{WEEKDAYS[day]} {text}" for day, text in sorted(branch.hours.items())]
    if branch.desk_phone is not None:
        lines.append(f"Tel. {branch.desk_phone}")
    return [branch.name.upper(), *lines]


def free_places(branch: Branch, taken: dict[str, int]) -> dict[str, int]:
    """How many copies each shelf still takes."""
    return {shelf: size - taken.get(shelf, 0) for shelf, size in branch.shelves.items()}


def roomiest(branch: Branch, taken: dict[str, int]) -> str | None:
    """The shelf with the most places, of equals the first by name."""
    free = free_places(branch, taken)
    ranked = sorted(free, key=lambda shelf: (-free[shelf], shelf))
    return next((shelf for shelf in ranked if free[shelf] > 0), None)
