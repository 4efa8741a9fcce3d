"""Keeping things by their keys, and handing them out in pages."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from ..generated import RemoteError

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")

log = logging.getLogger("dispatch.shelf")


class Shelf(Generic[K, V]):
    """What stands under a key; the key is a part of what stands there."""

    def __init__(self, key: Callable[[V], K]) -> None:
        self._key = key
        self._kept: dict[K, V] = {}

    def put(self, value: V) -> V:
        self._kept[self._key(value)] = value
        return value

    def get(self, key: K) -> V | None:
        return self._kept.get(key)

    def take(self, key: K) -> V | None:
        return self._kept.pop(key, None)

    def where(self, wanted: Callable[[V], bool]) -> list[V]:
        return [value for value in self._kept.values() if wanted(value)]

    def __iter__(self) -> Iterator[V]:
        return iter(self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)


@dataclass
class Memory(Generic[K, V]):
    """Remembers answers for a while."""

    lifetime: timedelta
    now: Callable[[], datetime]
    kept: dict[K, tuple[datetime, V]] = field(default_factory=dict[K, tuple[datetime, V]])

    async def of(self, key: K, ask: Callable[[K], Awaitable[V]]) -> V:
        known = self.kept.get(key)
        if known is not None and self.now() - known[0] < self.lifetime:
            return known[1]
        value = await ask(key)
        self.kept[key] = (self.now(), value)
        return value

    def forget(self, key: K) -> bool:
        return self.kept.pop(key, None) is not None


@dataclass(frozen=True)
class Page(Generic[T]):
    """A part of a list and where the next part begins."""

    items: list[T]
    total: int
    next_offset: int | None


def paged(items: Sequence[T], offset: int, limit: int) -> Page[T]:
    end = offset + max(limit, 0)
    following = end if end < len(items) else None
    return Page(list(items[offset:end]), len(items), following)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


async def every_page(ask: Callable[[int], Awaitable[list[T]]], most: int = 20) -> list[T]:
    """All pages up to the first empty one."""
    found: list[T] = []
    for page in range(most):
        part = await ask(page)
        if not part:
            break
        found.extend(part)
    return found


async def patiently(call: Callable[[], Awaitable[T]], attempts: int = 3, pause: float = 0.05) -> T:
    """Asks again while the other side is away; a refusal is final."""
    for attempt in range(1, attempts + 1):
        try:
            return await call()
        except RemoteError as error:
            if attempt == attempts or (error.status or 503) < 500:
                raise
            log.info("attempt %d of %d: %s", attempt, attempts, error.code)
            await asyncio.sleep(pause * attempt)
    raise ValueError("at least one attempt")
