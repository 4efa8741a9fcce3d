import asyncio
from dataclasses import dataclass, field
from datetime import date

from settlement.custom.app import App
from settlement.custom.prices import PriceBoard
from settlement.generated import Ctx, Estimate, EstimateCostIn
from settlement.generated_market import (
    DayPricesIn,
    Forecast,
    GetForecastIn,
    GetZoneIn,
    NoForecast,
    NoPrices,
    PricePoint,
    UnknownZone,
    Zone,
)
from tests.support import FakeMarket, FakeMetering, Heard, flat


@dataclass
class Cloudy:
    """Forecasts the first of a month alone."""

    inner: FakeMarket = field(default_factory=FakeMarket)

    async def day_prices(
        self, input: DayPricesIn, ctx: Ctx | None = None
    ) -> list[PricePoint] | NoPrices:
        return await self.inner.day_prices(input, ctx)

    async def get_zone(self, input: GetZoneIn, ctx: Ctx | None = None) -> Zone | UnknownZone:
        return await self.inner.get_zone(input, ctx)

    async def get_forecast(
        self, input: GetForecastIn, ctx: Ctx | None = None
    ) -> Forecast | NoForecast:
        if input.day.day != 1:
            return NoForecast(zone=input.zone, day=input.day)
        return await self.inner.get_forecast(input, ctx)


def test_estimates_with_and_without_a_forecast() -> None:
    app = App(FakeMetering(), PriceBoard(Cloudy(), pause_seconds=0.0), Heard())
    app.catalogue.add(flat())
    input = EstimateCostIn(tariff_code="basic", kwh=10.0, zone="north", day=date(2026, 3, 2))
    without = asyncio.run(app.estimate_cost(input, Ctx()))
    assert not isinstance(without, Estimate) or without.low <= 1200 <= without.high
    input.day = date(2026, 3, 1)
    estimate = asyncio.run(app.estimate_cost(input, Ctx()))
    assert isinstance(estimate, Estimate)
    assert (estimate.low, estimate.high) == (1080, 1320)
