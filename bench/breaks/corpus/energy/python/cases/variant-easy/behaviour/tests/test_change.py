from settlement.custom.prices import price_line, price_tag, read_price_line
from settlement.generated_market import Currency, a_price_point
from tests.support import START


def test_pounds_stand_on_the_board() -> None:
    point = a_price_point(starts_at=START, price_per_mwh=7.5, currency=Currency.GBP)
    assert price_tag(point).endswith(" 7.50")
    assert read_price_line(price_line(point)) == point
