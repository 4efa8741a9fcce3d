"""Titles as the catalogue knows them, and libraries that have what is not here."""

from collections.abc import AsyncIterator, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol
from urllib.parse import quote

from ..generated import Ctx, RemoteError
from ..generated_catalogue import (
    GetTitleIn,
    Interloan,
    ListPartnersIn,
    Medium,
    Partner,
    PartnerClosed,
    RequestCopyIn,
    SearchTitlesIn,
    Title,
    TitleNotFound,
    TitlePage,
)
from .keyed import Clock, Memory, attempted, utc_now

SEARCH_PAGE = 50
PARCEL_GRAMS = 2000
GRAMS = 1000


class Catalogue(Protocol):
    """What is asked of the catalogue; in production its client."""

    async def get_title(
        self, input: GetTitleIn, ctx: Ctx | None = None
    ) -> Title | TitleNotFound: ...

    async def search_titles(self, input: SearchTitlesIn, ctx: Ctx | None = None) -> TitlePage: ...

    async def list_partners(
        self, input: ListPartnersIn, ctx: Ctx | None = None
    ) -> list[Partner]: ...

    async def request_copy(
        self, input: RequestCopyIn, ctx: Ctx | None = None
    ) -> Interloan | PartnerClosed: ...


def transient(error: Exception) -> bool:
    return isinstance(error, RemoteError) and (error.status is None or error.status >= 500)


def cache_key(id: int) -> str:
    return f"title/{id}"


def cover_url(title: Title) -> str:
    """Where the picture of a title stands; those without an ISBN are found by their name."""
    if title.isbn is None:
        return f"/covers/by-name/{quote(title.name.lower())}-{title.year}.jpg"
    return f"/covers/{title.isbn.replace('-', '')}.jpg"


def citation(title: Title) -> str:
    """Ada Lovelace, Grace Hopper: Engines (1843)"""
    names = ", ".join(author.name for author in title.authors)
    length = f", {title.running_time // timedelta(minutes=1)} min" if title.running_time else ""
    return f"{names or 'Anonymous'}: {title.name} ({title.year}{length})"


def grams(weight: float) -> int:
    return round(weight * GRAMS)


def parcels(titles: Iterable[Title]) -> list[list[Title]]:
    """Packs titles for the van, the heaviest first, none heavier than a parcel may be."""
    packed: list[list[Title]] = []
    for title in sorted(titles, key=lambda each: each.weight, reverse=True):
        for parcel in packed:
            if sum(grams(each.weight) for each in [*parcel, title]) <= PARCEL_GRAMS:
                parcel.append(title)
                break
        else:
            packed.append([title])
    return packed


def affordable(partners: Iterable[Partner], budget: Decimal | None) -> list[Partner]:
    """Partners by what they ask, then by how fast they are."""
    chosen = [each for each in partners if budget is None or each.fee <= budget]
    return sorted(chosen, key=lambda each: (each.fee, each.transit, each.code))


def in_time(partner: Partner, today: date, needed_by: date) -> bool:
    return today + partner.transit <= needed_by


def offer_line(partner: Partner) -> str:
    """How a partner is shown to a reader who may choose."""
    media = "/".join(sorted(partner.lends))
    contact = f", {partner.contact}" if partner.contact is not None else ""
    return f"{partner.name} [{partner.code}] {partner.fee:.2f} EUR for {media}{contact}"


class Shelves:
    """Titles by id, remembered for a while, and found by words."""

    def __init__(self, catalogue: Catalogue, keep: timedelta, clock: Clock = utc_now) -> None:
        self._catalogue = catalogue
        self._known: Memory[Title | TitleNotFound] = Memory(keep, clock)

    async def title(self, id: int, ctx: Ctx) -> Title | None:
        asked = GetTitleIn(id=id)
        found = await self._known.get(
            cache_key(id),
            lambda: attempted(lambda: self._catalogue.get_title(asked, ctx), transient),
        )
        return None if isinstance(found, TitleNotFound) else found

    async def search(
        self, query: str, ctx: Ctx, medium: Medium | None = None
    ) -> AsyncIterator[Title]:
        """All titles for some words, page after page."""
        after: int | None = None
        while True:
            asked = SearchTitlesIn(query=query, medium=medium, after=after, limit=SEARCH_PAGE)
            page = await self._catalogue.search_titles(asked, ctx)
            for title in page.titles:
                yield title
            if page.next is None:
                return
            after = page.next

    async def request(
        self, title: Title, today: date, needed_by: date, budget: Decimal | None, ctx: Ctx
    ) -> Interloan | None:
        """Asks one library after the other until one of them is not closed."""
        partners = await self._catalogue.list_partners(ListPartnersIn(medium=title.medium), ctx)
        for partner in affordable(partners, budget):
            if not in_time(partner, today, needed_by):
                continue
            asked = RequestCopyIn(
                partner=partner.code, title=title.id, needed_by=needed_by, note=citation(title)
            )
            answer = await self._catalogue.request_copy(asked, ctx)
            if not isinstance(answer, PartnerClosed):
                return answer
        return None

    def forget(self, id: int) -> bool:
        return self._known.forget(cache_key(id))
