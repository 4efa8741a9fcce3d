import asyncio

from settlement.generated import Ctx
from settlement.generated_market import Product, a_prices_published
from tests.support import START, price, service


def test_prices_of_the_day_itself_are_final() -> None:
    app = service(prices=[price(0, 50.0)])
    asyncio.run(app.board.load("north", START.date(), Ctx()))
    event = a_prices_published(zone="north", day=START.date(), product=Product.INTRA_DAY)
    asyncio.run(app.refresh_prices(event, Ctx()))
    assert app.board.cache == {}
