"""Prices: their mean, their lines, and how often the market is asked."""

import asyncio
from datetime import date

import pytest

from settlement.custom.prices import (
    PriceBoard,
    average,
    cache_key,
    patiently,
    price_line,
    price_tag,
    read_price_line,
    spread,
)
from settlement.generated import Ctx, RemoteError
from settlement.generated_market import Currency, a_price_point
from tests.support import START, FakeMarket, price

DAY = date(2026, 3, 1)


def test_the_mean_is_weighted_where_volumes_are_known() -> None:
    assert average([]) is None
    assert average([price(0, 50.0), price(1, 70.0)]) == 60.0
    weighted = [
        a_price_point(price_per_mwh=50.0, volume_mwh=3.0),
        a_price_point(price_per_mwh=70.0, volume_mwh=1.0),
    ]
    assert average(weighted) == 55.0
    assert spread(weighted) == (50.0, 70.0)


def test_prices_as_text() -> None:
    point = a_price_point(zone="north", starts_at=START, price_per_mwh=81.25, currency=Currency.CHF)
    assert price_tag(point) == "Fr. 81.25"
    assert price_line(point) == "north;2026-03-01T00:00:00+00:00;81.25;chf"
    assert read_price_line(price_line(point) + "\n") == point
    assert cache_key("north", DAY) == "prices/north/20260301"


def test_a_day_is_loaded_once_and_may_be_forgotten() -> None:
    market = FakeMarket(prices=[price(0, 50.0), price(1, 70.0)])
    board = PriceBoard(market, pause_seconds=0.0)
    for _ in range(2):
        loaded = asyncio.run(board.load("north", DAY, Ctx()))
        assert [loaded[hour].price_per_mwh for hour in (0, 1)] == [50.0, 70.0]
    assert market.asked == [("north", DAY)]
    assert board.price_at("north")(START) == 50.0
    assert board.price_at("south")(START) is None
    assert board.forget("north", DAY)
    assert not board.forget("north", DAY)


def test_no_prices_are_asked_for_again() -> None:
    market = FakeMarket()
    board = PriceBoard(market, pause_seconds=0.0)
    for _ in range(2):
        assert asyncio.run(board.load("north", DAY, Ctx())) == {}
    assert len(market.asked) == 2


@pytest.mark.parametrize(("status", "calls"), [(503, 3), (None, 3), (400, 1)])
def test_only_what_is_away_is_asked_again(status: int | None, calls: int) -> None:
    made: list[int] = []

    async def fail() -> None:
        made.append(1)
        raise RemoteError("market", status, "internal", "no")

    with pytest.raises(RemoteError):
        asyncio.run(patiently(fail, pause_seconds=0.0))
    assert len(made) == calls
