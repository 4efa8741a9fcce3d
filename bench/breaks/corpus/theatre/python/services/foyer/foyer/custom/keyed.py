"""Rows by their keys, answers that are remembered, and calls that are tried again."""

import asyncio
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any, Generic, Protocol, TypeVar

from ..generated import RemoteError


class Ordered(Protocol):
    """What can be sorted."""

    def __lt__(self, other: Any, /) -> bool: ...


K = TypeVar("K", bound=Ordered)
V = TypeVar("V")
T = TypeVar("T")


class Shelf(Generic[K, V]):
    """Rows in the order of their keys."""

    def __init__(self, key: Callable[[V], K], rows: Iterable[V] = ()) -> None:
        self._key = key
        self._rows: dict[K, V] = {}
        for row in rows:
            self.put(row)

    def put(self, row: V) -> V:
        self._rows[self._key(row)] = row
        return row

    def get(self, key: K) -> V | None:
        return self._rows.get(key)

    def keys(self) -> list[K]:
        return sorted(self._rows)

    def __iter__(self) -> Iterator[V]:
        return iter([self._rows[key] for key in self.keys()])

    def where(self, wanted: Callable[[V], bool]) -> list[V]:
        return [row for row in self if wanted(row)]

    def page(
        self, after: K | None, limit: int, wanted: Callable[[V], bool] = lambda _: True
    ) -> tuple[list[V], K | None]:
        """At most `limit` rows behind a key, and the key to go on from where there are more."""
        keys = [key for key in self.keys() if wanted(self._rows[key])]
        start = 0 if after is None else bisect_right(keys, after)
        here = keys[start : start + limit]
        more = start + limit < len(keys)
        return [self._rows[key] for key in here], here[-1] if more and here else None


class Memo(Generic[K, V]):
    """The answers that were asked for last; what is older is forgotten."""

    def __init__(self, load: Callable[[K], Awaitable[V]], limit: int = 64) -> None:
        self._load = load
        self._limit = limit
        self._known: OrderedDict[K, V] = OrderedDict()

    async def get(self, key: K) -> V:
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        value = await self._load(key)
        self._known[key] = value
        while len(self._known) > self._limit:
            self._known.popitem(last=False)
        return value

    def forget(self, key: K) -> None:
        self._known.pop(key, None)


async def tried(
    call: Callable[[], Awaitable[T]], attempts: int = 3, pause_seconds: float = 0.05
) -> T:
    """The answer; a service that is away for a moment is asked again."""
    for attempt in range(1, attempts + 1):
        try:
            return await call()
        except RemoteError as error:
            if attempt == attempts or (error.status or 500) < 500:
                raise
            await asyncio.sleep(pause_seconds * attempt)
    raise ValueError("at least one attempt is needed")
