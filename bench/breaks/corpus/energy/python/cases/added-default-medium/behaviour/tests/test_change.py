from settlement.custom.prices import price_line, read_price_line
from settlement.generated_market import Product, a_price_point
from tests.support import START


def test_the_market_of_a_price_is_kept() -> None:
    for product in (Product.DAY_AHEAD, Product.INTRADAY):
        point = a_price_point(zone="n", starts_at=START, price_per_mwh=5.5, product=product)
        assert read_price_line(price_line(point)) == point
