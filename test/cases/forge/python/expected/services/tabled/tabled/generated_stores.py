# Stamped by Flywheel from the intent of `tabled`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=tabled digest=… templates=…
"""Where things are kept, the same in every service that keeps any."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from .generated_pages import Page

Thing = TypeVar("Thing", bound=BaseModel)


@dataclass(frozen=True)
class Kept(Generic[Thing]):
    """How things of one kind are told apart."""

    key: Callable[[Thing], str]
    unique: Callable[[Thing], Mapping[str, str]]
    """The text of what no two may share, by the name of its field."""


@dataclass(frozen=True)
class Taken:
    """Another thing has the same value in this field."""

    field: str


class Store(ABC, Generic[Thing]):
    """Where things of one kind are kept; whoever implements it may be put in place of a stamped one."""

    @abstractmethod
    async def insert(self, value: Thing) -> Thing | Taken:
        """Adds a thing, unless another one has its key or a value that no two may share."""
        ...

    @abstractmethod
    async def find(self, key: str) -> Thing | None: ...

    @abstractmethod
    async def update(self, key: str, change: Callable[[Thing], Thing]) -> Thing | Taken | None:
        """Puts what `change` makes of a thing in its place; nothing where it is not there."""
        ...

    @abstractmethod
    async def delete(self, key: str) -> bool:
        """Whether there was such a thing."""
        ...

    @abstractmethod
    async def list_after(self, after: str | None, limit: int) -> list[Thing]:
        """At most `limit` things in the order of their keys, from behind the key `after` on."""
        ...


class MemoryStore(Store[Thing]):
    """Keeps things in the process's own memory, and forgets them with it."""

    def __init__(self, kept: Kept[Thing]) -> None:
        self._kept = kept
        self._things: dict[str, Thing] = {}

    async def insert(self, value: Thing) -> Thing | Taken:
        key = self._kept.key(value)
        return Taken("key") if key in self._things else self._put(key, value)

    async def find(self, key: str) -> Thing | None:
        found = self._things.get(key)
        return None if found is None else found.model_copy(deep=True)

    async def update(self, key: str, change: Callable[[Thing], Thing]) -> Thing | Taken | None:
        found = self._things.get(key)
        return None if found is None else self._put(key, change(found))

    async def delete(self, key: str) -> bool:
        return self._things.pop(key, None) is not None

    async def list_after(self, after: str | None, limit: int) -> list[Thing]:
        keys = sorted(key for key in self._things if after is None or key > after)
        return [self._things[key].model_copy(deep=True) for key in keys[:limit]]

    def _put(self, key: str, value: Thing) -> Thing | Taken:
        others = [thing for other, thing in self._things.items() if other != key]
        theirs = [self._kept.unique(other) for other in others]
        for field, text in self._kept.unique(value).items():
            if any(other.get(field) == text for other in theirs):
                return Taken(field)
        self._things[key] = value.model_copy(deep=True)
        return value


async def page_of(
    store: Store[Thing], kept: Kept[Thing], cursor: str | None, limit: int
) -> Page[Thing]:
    """One page of a store, which leads to the next by the key of its last thing."""
    found = await store.list_after(cursor, limit + 1)
    items = found[:limit]
    return Page(items, kept.key(items[-1]) if len(found) > limit else None)
