import asyncio
from datetime import date

from settlement.generated import Ctx, Estimate, QuoteCostIn, UnknownTariff
from tests.support import service


def test_a_quote_is_an_estimate() -> None:
    app = service()
    input = QuoteCostIn(tariff_code="basic", kwh=20.0, zone="north", day=date(2026, 3, 1))
    quote = asyncio.run(app.quote_cost(input, Ctx()))
    assert isinstance(quote, Estimate)
    assert (quote.low, quote.high) == (1350, 1650)
    input.tariff_code = "none"
    assert asyncio.run(app.quote_cost(input, Ctx())) == UnknownTariff(tariff_code="none")
