"""Umbrellas, mostly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from ..generated import ItemState, LostItem
from .shelf import Page, paged

KEPT_FOR = {ItemState.FOUND: timedelta(days=90), ItemState.CLAIMED: timedelta(days=180)}
SAFE_FROM = Decimal(50)


@dataclass(frozen=True)
class Query:
    """What somebody says about what they lost."""

    words: frozenset[str]
    colours: frozenset[str] = field(default_factory=frozenset[str])

    @classmethod
    def read(cls, text: str, colours: Iterable[str]) -> Query:
        words = frozenset(word for word in text.lower().split() if len(word) > 2)
        return cls(words, frozenset(colour.lower() for colour in colours))

    def score(self, item: LostItem) -> int:
        told = set(item.description.lower().split())
        alike = self.colours & {colour.lower() for colour in item.colours}
        return 2 * len(self.words & told) + len(alike)


def matching(
    items: Iterable[LostItem], query: Query, offset: int = 0, limit: int = 20
) -> Page[LostItem]:
    """The best first, then the newest."""
    scored = [
        (query.score(item), item.found_on, item)
        for item in items
        if item.state != ItemState.RETURNED
    ]
    ordered = sorted(scored, key=lambda row: row[:2], reverse=True)
    return paged([item for score, _, item in ordered if score > 0], offset, limit)


def to_auction(items: Iterable[LostItem], today: date) -> list[LostItem]:
    """What was kept long enough."""

    def kept(item: LostItem) -> timedelta:
        return today - item.found_on

    return [item for item in items if kept(item) > KEPT_FOR.get(item.state, timedelta.max)]


def in_the_safe(item: LostItem) -> bool:
    return item.worth is not None and item.worth >= SAFE_FROM


def reserve_price(items: Iterable[LostItem]) -> Decimal:
    """Where the bidding for a box starts."""
    return sum((item.worth or Decimal(1) for item in items), Decimal(0))


def shelf_label(item: LostItem) -> str:
    """A tag with where and when, and a mark for what needs a safe."""
    colours = "/".join(item.colours) or "-"
    mark = " *" if in_the_safe(item) else ""
    return f"{item.id:05d} {item.station} {item.found_on:%d.%m.%y} {colours}{mark}"


def by_station(items: Iterable[LostItem], name_of: Callable[[str], str]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for item in items:
        counts[item.station] = counts.get(item.station, 0) + 1
    return [(name_of(code), count) for code, count in sorted(counts.items())]
