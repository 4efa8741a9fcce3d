import asyncio
from dataclasses import dataclass

from settlement.custom.prices import PriceBoard
from settlement.generated import Ctx
from settlement.generated_market import Currency, DayPricesIn, NoPrices, PricePoint
from tests.support import START, FakeMarket, price


@dataclass
class Noting(FakeMarket):
    """Remembers in which currency it was asked."""

    currency: Currency | None = None

    async def day_prices(
        self, input: DayPricesIn, ctx: Ctx | None = None
    ) -> list[PricePoint] | NoPrices:
        self.currency = input.currency
        return await super().day_prices(input, ctx)


def test_prices_are_asked_for_in_a_currency() -> None:
    market = Noting(prices=[price(0, 50.0)])
    board = PriceBoard(market, pause_seconds=0.0)
    loaded = asyncio.run(board.load("north", START.date(), Ctx()))
    assert loaded[0].price_per_mwh == 50.0
    assert market.currency is not None and market.currency.is_known
