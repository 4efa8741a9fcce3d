"""Amounts, seats and shelves."""

import asyncio
from decimal import Decimal

import pytest

from foyer.custom.keyed import Memo, Shelf
from foyer.custom.money import cents_shown, from_cents, less, shown, to_cents, total_of
from foyer.custom.seats import SeatPlan, in_order, parse_seat, price_of, ticket_for
from foyer.generated_programme import PriceBand

from .support import a_night, an_order


def test_amounts() -> None:
    assert [cents_shown(cents) for cents in (1250, -5)] == ["12.50 EUR", "-0.05 EUR"]
    assert to_cents(from_cents(1250)) == 1250
    assert shown(Decimal("1234.5")) == "1,234.50 EUR"
    assert total_of([Decimal("0.105"), Decimal("0.2")]) == Decimal("0.31")
    assert less(Decimal("29.50"), 5) == Decimal("28.03")
    with pytest.raises(ValueError, match="no discount"):
        less(Decimal(1), 101)


def test_seats_stand_row_by_row() -> None:
    assert in_order(["AA-1", "B-12", "B-2", "A-3"]) == ["A-3", "B-2", "B-12", "AA-1"]
    assert parse_seat("B-12").key == "B-12"
    for written in ("", "B12", "b-1", "B-0", "B-100"):
        with pytest.raises(ValueError, match="is no seat"):
            parse_seat(written)


def test_a_ticket_costs_what_its_band_costs() -> None:
    ticket = ticket_for(a_night(), "B-12")
    assert (ticket.band, ticket.price) == ("circle", Decimal("29.50"))
    with pytest.raises(ValueError, match="has no seat B-13"):
        ticket_for(a_night(), "B-13")
    assert price_of({"circle": Decimal(20), "gallery": Decimal(9)}, PriceBand.STALLS) == 20


def test_seats_are_claimed_all_or_none() -> None:
    plan = SeatPlan()
    assert plan.claim(11, ["A-2", "A-1"]) is None
    assert plan.claim(11, ["A-3", "A-2"]) == "A-2"
    assert plan.claim(12, ["A-2"]) is None
    assert plan.release(11, ["A-2", "B-1"]) == ["A-2"]


def test_pages_go_on_behind_a_key() -> None:
    shelf = Shelf(lambda order: order.id, [an_order(id) for id in (10, 2, 9)])
    rows, following = shelf.page(None, 2)
    assert ([row.id for row in rows], following) == ([2, 9], 9)
    rows, following = shelf.page(following, 2)
    assert ([row.id for row in rows], following) == ([10], None)


def test_answers_are_remembered_for_a_while() -> None:
    loaded: list[int] = []

    async def load(key: int) -> str:
        loaded.append(key)
        return f"answer {key}"

    async def ask() -> None:
        memo = Memo[int, str](load, limit=2)
        for key in (1, 2, 1, 3, 2):
            assert await memo.get(key) == f"answer {key}"

    asyncio.run(ask())
    assert loaded == [1, 2, 3, 2]
