from decimal import Decimal

from settlement.custom.prices import average, by_hour, price_line, read_price_line, spread
from settlement.custom.tariffs import RATERS, Usage
from settlement.generated import TariffKind, a_tariff
from settlement.generated_market import a_price_point
from tests.support import START


def test_prices_keep_their_digits() -> None:
    point = a_price_point(price_per_mwh=Decimal("81.30"), starts_at=START)
    assert read_price_line(price_line(point)) == point
    assert spread([point]) == (Decimal("81.3"), Decimal("81.3"))
    assert average([point]) == 81.3
    assert by_hour([point])[0].price_per_mwh == Decimal("81.3")


def test_energy_at_decimal_prices() -> None:
    prices = {START: Decimal("81.30")}
    rate = RATERS[TariffKind.DYNAMIC]
    (line,) = rate(a_tariff(kind=TariffKind.DYNAMIC), [Usage(START, 100.0)], prices.get)
    assert line.amount == 813
