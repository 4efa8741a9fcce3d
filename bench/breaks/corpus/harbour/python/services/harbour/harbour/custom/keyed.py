"""Small containers that the harbour's books are kept in."""

from bisect import bisect_right
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, Protocol, Self, TypeVar


class Ordered(Hashable, Protocol):
    """What can be a key and stand in an order."""

    def __lt__(self, other: Any, /) -> bool: ...


K = TypeVar("K", bound=Ordered)
H = TypeVar("H", bound=Hashable)
V = TypeVar("V")
Clock = Callable[[], datetime]


def now() -> datetime:
    """The time of day as the harbour reckons it."""
    return datetime.now(UTC)


class Table(Generic[K, V]):
    """Values by their keys; goes through them in the order of the keys."""

    def __init__(self, key: Callable[[V], K], values: Iterable[V] = ()) -> None:
        self._key = key
        self._rows: dict[K, V] = {key(value): value for value in values}

    def put(self, value: V) -> V:
        self._rows[self._key(value)] = value
        return value

    def get(self, key: K) -> V | None:
        return self._rows.get(key)

    def where(self, wanted: Callable[[V], bool]) -> list[V]:
        return [value for value in self if wanted(value)]

    def grouped(self, by: Callable[[V], H]) -> dict[H, list[V]]:
        groups: dict[H, list[V]] = {}
        for value in self:
            groups.setdefault(by(value), []).append(value)
        return groups

    def page(self, after: K | None, limit: int, rows: Sequence[V]) -> tuple[list[V], K | None]:
        """At most `limit` of the rows behind a key, and the key to go on from where there are more."""
        keys = [self._key(row) for row in rows]
        start = 0 if after is None else bisect_right(keys, after)
        chosen = list(rows[start : start + limit])
        more = start + limit < len(rows) and chosen
        return chosen, self._key(chosen[-1]) if more else None

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[V]:
        return iter([self._rows[key] for key in sorted(self._rows)])

    def __len__(self) -> int:
        return len(self._rows)


class Cache(Generic[H, V]):
    """What was loaded not too long ago."""

    def __init__(self, ttl: timedelta, clock: Clock = now) -> None:
        self._ttl = ttl
        self._clock = clock
        self._held: dict[H, tuple[datetime, V]] = {}
        self.misses = 0

    async def get(self, key: H, load: Callable[[], Awaitable[V]]) -> V:
        held = self._held.get(key)
        if held is not None and self._clock() - held[0] < self._ttl:
            return held[1]
        self.misses += 1
        value = await load()
        self._held[key] = (self._clock(), value)
        return value

    def drop(self, wanted: Callable[[V], bool]) -> int:
        """Forgets what matches, and says how much that was."""
        stale = [key for key, (_, value) in self._held.items() if wanted(value)]
        for key in stale:
            del self._held[key]
        return len(stale)


@dataclass(frozen=True, order=True)
class Span:
    """From a moment up to another one, which is no part of it."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, start: datetime, length: timedelta) -> Self:
        return cls(start, start + length)

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def widened(self, by: timedelta) -> "Span":
        return Span(self.start - by, self.end + by)
