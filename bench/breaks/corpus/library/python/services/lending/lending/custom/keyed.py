"""Rows under their keys, pages of them, and answers that are remembered for a while."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar


class Sortable(Hashable, Protocol):
    """A key that rows are kept in the order of."""

    def __lt__(self, other: Any, /) -> bool: ...


K = TypeVar("K", bound=Sortable)
H = TypeVar("H", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")

Clock = Callable[[], datetime]
Test = Callable[[V], bool]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Page(Generic[K, V]):
    """Some rows, and the key behind which the others begin."""

    rows: list[V]
    next: K | None = None


class Register(Generic[K, V]):
    """Rows by the key that each carries, in the order of their keys."""

    def __init__(self, key: Callable[[V], K], rows: Iterable[V] = ()) -> None:
        self._key = key
        self._rows: dict[K, V] = {}
        for row in rows:
            self.put(row)

    def put(self, row: V) -> V:
        self._rows[self._key(row)] = row
        return row

    def find(self, key: K) -> V | None:
        return self._rows.get(key)

    def drop(self, key: K) -> V | None:
        return self._rows.pop(key, None)

    def select(self, wanted: Test[V]) -> Iterator[V]:
        return (row for row in self if wanted(row))

    def first(self, wanted: Test[V]) -> V | None:
        return next(self.select(wanted), None)

    def page(self, wanted: Test[V], limit: int, after: K | None = None) -> Page[K, V]:
        rows = list(self.select(wanted))
        start = 0 if after is None else bisect_right(rows, after, key=self._key)
        shown = rows[start : start + limit]
        more = len(rows) > start + limit
        return Page(shown, self._key(shown[-1]) if shown and more else None)

    def __iter__(self) -> Iterator[V]:
        return iter([self._rows[key] for key in sorted(self._rows)])

    def __len__(self) -> int:
        return len(self._rows)


def tally(rows: Iterable[V], by: Callable[[V], H]) -> dict[H, int]:
    """How many rows there are of each sort."""
    return dict(Counter(by(row) for row in rows))


def grouped(rows: Iterable[V], by: Callable[[V], H]) -> dict[H, list[V]]:
    groups: dict[H, list[V]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return groups


class Memory(Generic[V]):
    """Answers under text keys such as `title/12`, each for a limited time."""

    def __init__(self, keep: timedelta, clock: Clock = utc_now) -> None:
        self._keep = keep
        self._clock = clock
        self._held: dict[str, tuple[datetime, V]] = {}

    async def get(self, key: str, load: Callable[[], Awaitable[V]]) -> V:
        held = self._held.get(key)
        if held is not None and self._clock() - held[0] < self._keep:
            return held[1]
        value = await load()
        self._held[key] = (self._clock(), value)
        return value

    def forget(self, key: str) -> bool:
        return self._held.pop(key, None) is not None


async def attempted(
    call: Callable[[], Awaitable[T]], transient: Callable[[Exception], bool], limit: int = 3
) -> T:
    """Calls again where a failure may pass; the last one is raised."""
    for _ in range(limit - 1):
        try:
            return await call()
        except Exception as error:
            if not transient(error):
                raise
    return await call()


def chunks(rows: Sequence[V], size: int) -> Iterator[Sequence[V]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
