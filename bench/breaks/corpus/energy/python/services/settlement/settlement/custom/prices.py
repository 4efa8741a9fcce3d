"""Wholesale prices: fetched once a day and zone, kept, and asked for again when that failed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import fmean
from typing import Protocol, TypeVar

from ..generated import Ctx, RemoteError
from ..generated_market import (
    Currency,
    DayPricesIn,
    Forecast,
    GetForecastIn,
    GetZoneIn,
    NoPrices,
    PricePoint,
    Product,
    UnknownZone,
    Zone,
)

log = logging.getLogger("settlement.prices")

T = TypeVar("T")

CURRENCY_SIGNS = {Currency.EUR: "€", Currency.CHF: "Fr.", Currency.DKK: "kr."}

FINAL_PRODUCTS = {Product.DAY_AHEAD, Product.INTRADAY}


class Market(Protocol):
    """What settlement asks of `market`."""

    async def day_prices(
        self, input: DayPricesIn, ctx: Ctx | None = None
    ) -> list[PricePoint] | NoPrices: ...

    async def get_forecast(self, input: GetForecastIn, ctx: Ctx | None = None) -> Forecast: ...

    async def get_zone(self, input: GetZoneIn, ctx: Ctx | None = None) -> Zone | UnknownZone: ...


async def patiently(
    call: Callable[[], Awaitable[T]], attempts: int = 3, pause_seconds: float = 0.05
) -> T:
    """Calls again while a service is away; what it refuses is not asked twice."""
    for attempt in range(1, attempts):
        try:
            return await call()
        except RemoteError as error:
            if error.status is not None and error.status < 500:
                raise
            log.warning("attempt %d of %d: %s", attempt, attempts, error)
        await asyncio.sleep(pause_seconds * attempt)
    return await call()


def cache_key(zone: str, day: date) -> str:
    return f"prices/{zone}/{day:%Y%m%d}"


def by_hour(points: Iterable[PricePoint]) -> dict[int, PricePoint]:
    return {point.starts_at.hour: point for point in points}


def average(points: Iterable[PricePoint]) -> float | None:
    """The mean of the prices, weighted by volume where every volume is known."""
    known = list(points)
    if not known:
        return None
    volumes = [0.0 if each.volume_mwh is None else each.volume_mwh for each in known]
    if not all(volumes):
        return fmean(each.price_per_mwh for each in known)
    return fmean((each.price_per_mwh for each in known), volumes)


def spread(points: Iterable[PricePoint]) -> tuple[float, float]:
    """The lowest and the highest price of a day."""
    prices = sorted(each.price_per_mwh for each in points)
    return (prices[0], prices[-1]) if prices else (0.0, 0.0)


def price_tag(point: PricePoint) -> str:
    """`€ 81.50`, as the board in the hall shows it."""
    sign = CURRENCY_SIGNS[point.currency]
    return f"{sign} {point.price_per_mwh:.2f}"


def price_line(point: PricePoint) -> str:
    """One price as the nightly file holds it."""
    return f"{point.zone};{point.starts_at.isoformat()};{point.price_per_mwh!r};{point.currency}"


def read_price_line(line: str) -> PricePoint:
    zone, starts_at, price, currency = line.rstrip("\n").split(";")
    return PricePoint(
        zone=zone,
        starts_at=datetime.fromisoformat(starts_at),
        price_per_mwh=float(price),
        currency=Currency(currency),
    )


@dataclass
class PriceBoard:
    """Prices by day and zone, each by its hour."""

    market: Market
    pause_seconds: float = 0.05
    cache: dict[str, dict[int, PricePoint]] = field(
        default_factory=dict[str, dict[int, PricePoint]]
    )

    async def load(self, zone: str, day: date, ctx: Ctx) -> Mapping[int, PricePoint]:
        """The prices of a day, from the cache where they are; no prices are not kept."""
        key = cache_key(zone, day)
        if key in self.cache:
            return self.cache[key]
        answer = await patiently(
            lambda: self.market.day_prices(DayPricesIn(zone=zone, day=day), ctx),
            pause_seconds=self.pause_seconds,
        )
        if isinstance(answer, NoPrices):
            log.info("no prices in %s on %s", answer.zone, answer.day)
            return {}
        self.cache[key] = by_hour(answer)
        return self.cache[key]

    def forget(self, zone: str, day: date) -> bool:
        """Whether there was something to be forgotten."""
        return self.cache.pop(cache_key(zone, day), None) is not None

    def price_at(self, zone: str) -> Callable[[datetime], float | None]:
        """Looks prices up that were loaded before."""

        def look_up(instant: datetime) -> float | None:
            point = self.cache.get(cache_key(zone, instant.date()), {}).get(instant.hour)
            return None if point is None else point.price_per_mwh

        return look_up
