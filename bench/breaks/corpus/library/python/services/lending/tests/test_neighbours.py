"""The catalogue and the accounts, as the desk sees them."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lending.custom import readers
from lending.custom.readers import Readers
from lending.custom.titles import (
    Shelves,
    affordable,
    citation,
    cover_url,
    grams,
    offer_line,
    parcels,
)
from lending.generated import Ctx, FineKind, RemoteError, a_fine
from lending.generated_accounts import Channel, Standing, a_member
from lending.generated_catalogue import a_title
from tests.support import (
    ADA,
    ENGINES,
    NOON,
    PARTNERS,
    TIM,
    TODAY,
    WAVES,
    FakeAccounts,
    FakeCatalogue,
)


def test_titles_are_asked_for_once_in_a_while() -> None:
    async def run() -> None:
        catalogue = FakeCatalogue(away=1)
        time = [NOON]
        shelves = Shelves(catalogue, timedelta(minutes=10), lambda: time[0])
        assert await shelves.title(12, Ctx()) == ENGINES
        assert await shelves.title(12, Ctx()) == ENGINES
        assert catalogue.asked == [12, 12]
        time[0] += timedelta(minutes=11)
        assert await shelves.title(12, Ctx()) == ENGINES
        assert await shelves.title(99, Ctx()) is None
        assert catalogue.asked == [12, 12, 12, 99]
        assert shelves.forget(99)

    asyncio.run(run())


def test_a_catalogue_that_stays_away_is_an_error() -> None:
    shelves = Shelves(FakeCatalogue(away=3), timedelta(minutes=10))
    with pytest.raises(RemoteError):
        asyncio.run(shelves.title(12, Ctx()))


def test_a_search_goes_through_all_pages() -> None:
    async def run() -> list[str]:
        shelves = Shelves(FakeCatalogue(), timedelta(minutes=10))
        return [title.name async for title in shelves.search("in", Ctx())]

    assert asyncio.run(run()) == ["Waves & Wind", "Engines"]


def test_covers_and_citations() -> None:
    assert cover_url(ENGINES) == "/covers/9780000000121.jpg"
    assert cover_url(WAVES) == "/covers/by-name/waves%20%26%20wind-1998.jpg"
    assert citation(ENGINES) == "Ada Lovelace: Engines (1843)"
    assert citation(WAVES) == "Anonymous: Waves & Wind (1998, 95 min)"


def test_parcels_are_not_too_heavy() -> None:
    assert grams(0.75) == 750
    heavy = [a_title(id=id, weight=0.75) for id in (1, 2, 3)]
    packed = [[title.id for title in parcel] for parcel in parcels([WAVES, *heavy])]
    assert packed == [[1, 2, 5], [3]]


def test_partners_by_their_fee() -> None:
    assert [each.code for each in affordable(PARTNERS, None)] == ["south", "north"]
    assert [each.code for each in affordable(PARTNERS, Decimal("2.00"))] == ["south"]
    assert offer_line(PARTNERS[0]) == "North [north] 2.50 EUR for book/film, desk@north.example"


def test_libraries_are_asked_until_one_is_open() -> None:
    async def run() -> None:
        catalogue = FakeCatalogue(closed={"south"})
        shelves = Shelves(catalogue, timedelta(minutes=10))
        wanted = TODAY + timedelta(days=10)
        request = await shelves.request(ENGINES, TODAY, wanted, None, Ctx())
        assert request is not None and request.partner == "north"
        assert [each.partner for each in catalogue.requests] == ["south", "north"]
        assert catalogue.requests[0].note == "Ada Lovelace: Engines (1843)"
        assert await shelves.request(ENGINES, TODAY, TODAY, None, Ctx()) is None

    asyncio.run(run())


def test_cards_are_refused_with_a_reason() -> None:
    async def run() -> None:
        desk = Readers(FakeAccounts())
        assert await desk.of_card("C7", TODAY, Ctx()) == ADA
        assert await desk.of_card("OLD", TODAY, Ctx()) == "expired on 01.03.2026"
        assert await desk.of_card("X", TODAY, Ctx()) == "no such card"

    asyncio.run(run())


def test_labels_and_letters() -> None:
    assert readers.card_label(ADA) == "Ada Lovelace M000007"
    assert readers.envelope(ADA) == ["Ada Lovelace", "Engine Lane 1", "W1 Marylebone"]
    assert readers.standing_line(ADA) == "ok"
    owing = a_member(standing=Standing.OWING, balance=1250)
    assert readers.standing_line(owing) == "owes 12.50 EUR"


def test_letters_about_children_go_to_their_guardians() -> None:
    async def run() -> None:
        accounts = FakeAccounts()
        assert await Readers(accounts).tell(TIM, "Ready", "come", Ctx())
        letter = accounts.letters[0]
        assert (letter.member, letter.channel) == (7, Channel.LETTER)
        assert letter.body == "Hello Tim,\ncome\n"

    asyncio.run(run())


def test_fines_are_billed() -> None:
    async def run() -> None:
        accounts = FakeAccounts()
        desk = Readers(accounts)
        id = await desk.bill(ADA, a_fine(kind=FineKind.LATE, cents=80, note="4 d"), Ctx())
        assert id is not None and desk.charges == {id: 80}
        await desk.bill(ADA, a_fine(kind=FineKind.LOSS, cents=20), Ctx())
        assert [(each.cents, each.reason) for each in accounts.charges] == [
            (80, "4 d"),
            (20, "loss"),
        ]

    asyncio.run(run())


def test_who_left_is_nobody() -> None:
    async def run() -> None:
        desk = Readers(FakeAccounts())
        assert await desk.member(7, Ctx()) == ADA
        desk.leave(7)
        assert await desk.member(7, Ctx()) is None

    asyncio.run(run())


def test_the_calendar_knows_no_ages() -> None:
    assert ADA.born < date(2000, 1, 1)
