# Stamped by Flywheel from the intent of `pooled`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=pooled digest=… templates=…
"""Some of many, one page after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from pydantic import ConfigDict

from . import generated_wire as _wire

T = TypeVar("T")


@dataclass
class Page(Generic[T]):
    """Some of many, in their order."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        allow_inf_nan=False, extra="ignore", hide_input_in_errors=True, strict=True
    )

    items: list[T]
    next: _wire.Maybe[str] = None
    """The cursor of those that follow; without it there are no more."""


async def walk(ask: Callable[[str | None], Awaitable[Page[T]]]) -> AsyncIterator[T]:
    """All items of all pages, one after the other.

    `ask` fetches the page at a cursor, and the first one without. Raises `ValueError` where a page
    leads to itself, since that would never end.
    """
    cursor: str | None = None
    while True:
        page = await ask(cursor)
        for item in page.items:
            yield item
        if page.next is None:
            return
        if page.next == cursor:
            raise ValueError(f"the page at {cursor} leads to itself")
        cursor = page.next
