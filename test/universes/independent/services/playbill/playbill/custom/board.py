"""The board in the foyer, and the tray of letters below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..generated import Medium, Notice


class Board:
    """Notices by performance, in the order in which they were pinned."""

    def __init__(self) -> None:
        self._pinned: defaultdict[int, list[Notice]] = defaultdict(list)
        self._retracted: dict[int, str] = {}

    def pin(self, notice: Notice) -> None:
        self._retracted.pop(notice.performance_id, None)
        self._pinned[notice.performance_id].append(notice)

    def of(self, performance_id: int) -> list[Notice]:
        return list(self._pinned.get(performance_id, ()))

    def is_retracted(self, performance_id: int) -> bool:
        return performance_id in self._retracted

    def retract(self, performance_id: int, reason: str) -> None:
        """Strikes the posters through; letters are already in the post."""
        self._retracted[performance_id] = reason
        self._pinned[performance_id] = [
            self._struck(notice, reason) if notice.medium == Medium.POSTER else notice
            for notice in self._pinned[performance_id]
        ]

    def busiest(self, count: int = 3) -> list[tuple[int, int]]:
        """The evenings with the most paper: (performance, copies)."""
        totals = ((key, sum(each.copies for each in kept)) for key, kept in self._pinned.items())
        return sorted(totals, key=lambda pair: -pair[1])[:count]

    def __iter__(self) -> Iterator[Notice]:
        for kept in self._pinned.values():
            yield from kept

    @staticmethod
    def _struck(notice: Notice, reason: str) -> Notice:
        return notice.model_copy(
            update={"headline": f"CANCELLED: {notice.headline}", "body": reason, "copies": 1}
        )
