"""When the water stands high enough, and how high it stands."""

import asyncio
import logging
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Protocol, TypeVar

from ..generated import Ctx, RemoteError
from ..generated_tides import (
    Confidence,
    Forecast,
    GetForecastIn,
    ListWindowsIn,
    Swell,
    Tide,
    UnknownStation,
    Window,
)

log = logging.getLogger("harbour.tides")

ATTEMPTS_MAX = 3
UNDER_KEEL = 0.5
T = TypeVar("T")

MARGINS: dict[Confidence, float] = {
    Confidence.MEASURED: 0.0,
    Confidence.COMPUTED: 0.1,
    Confidence.GUESSED: 0.4,
}


class Tides(Protocol):
    """What the harbour asks of the tide service; in production its client."""

    async def get_forecast(
        self, input: GetForecastIn, ctx: Ctx | None = None
    ) -> Forecast | UnknownStation: ...

    async def list_windows(self, input: ListWindowsIn, ctx: Ctx | None = None) -> list[Window]: ...


async def retried(call: Callable[[], Awaitable[T]], pause: float = 0.05) -> T:
    """Asks again where the other side was away; raises its last failure."""
    for attempt in range(1, ATTEMPTS_MAX + 1):
        try:
            return await call()
        except RemoteError as error:
            if attempt == ATTEMPTS_MAX or (error.status or 500) < 500:
                raise
            log.info("attempt %d: %s", attempt, error.code)
        await asyncio.sleep(pause * attempt)
    raise AssertionError("there is at least one attempt")


def missing_water(draft: float, depth: float) -> float:
    """How much the tide has to bring, in steps of a tenth of a metre."""
    return max(0.0, round(draft + UNDER_KEEL - depth, 1))


def level_at(turns: list[Tide], when: datetime) -> float | None:
    """The level between two turns of the water, on the straight line from one to the other."""
    ordered = sorted(turns, key=lambda turn: turn.at)
    index = bisect_left([turn.at for turn in ordered], when)
    if index < len(ordered) and ordered[index].at == when:
        return ordered[index].level
    if index == 0 or index == len(ordered):
        return None
    low, high = ordered[index - 1], ordered[index]
    share = (when - low.at) / (high.at - low.at)
    return low.level + share * (high.level - low.level)


def safe_level(tide: Tide) -> float:
    """The level that a pilot may count on."""
    return tide.level - MARGINS.get(tide.confidence, 0.5)


def highest(turns: Iterable[Tide]) -> Tide | None:
    return max(turns, key=safe_level, default=None)


def with_surge(forecast: Forecast, when: datetime) -> float:
    """What the wind adds to the tide at a moment; nothing where nobody foretold it."""
    hour = (when - forecast.issued) // timedelta(hours=1)
    return forecast.surge_by_hour.get(hour, 0.0)


class TideTable:
    """The windows of one station, remembered by day and by the water that is needed."""

    def __init__(self, tides: Tides, station: str, pause: float = 0.05) -> None:
        self._tides = tides
        self._pause = pause
        self.station = station
        self._windows: dict[date, dict[str, list[Window]]] = {}

    async def windows(self, day: date, least: float, ctx: Ctx) -> list[Window]:
        """The windows of a day, the calm ones first."""
        known = self._windows.setdefault(day, {})
        key = f"{self.station}/{day:%Y%m%d}/{least:.1f}"
        if key not in known:
            asked = ListWindowsIn(station=self.station, day=day, least=least)
            found = await retried(lambda: self._tides.list_windows(asked, ctx), self._pause)
            known[key] = sorted(found, key=lambda each: (each.swell != Swell.CALM, each.opens))
        return known[key]

    async def window_for(self, least: float, eta: datetime, ctx: Ctx) -> Window | None:
        """The first window of the day or the next one that closes after a vessel is there."""
        for day in (eta.date(), eta.date() + timedelta(days=1)):
            for window in await self.windows(day, least, ctx):
                if window.closes > eta and window.swell != Swell.ROUGH:
                    return window
        return None

    async def water_at(self, when: datetime, ctx: Ctx) -> float | None:
        """The level at a moment with what the wind adds; nothing where nobody can tell."""
        asked = GetForecastIn(station=self.station, day=when.astimezone(UTC).date())
        found = await retried(lambda: self._tides.get_forecast(asked, ctx), self._pause)
        if isinstance(found, UnknownStation):
            log.warning("no such station: %s", found.station)
            return None
        level = level_at(found.turns, when)
        return None if level is None else level + with_surge(found, when)

    def forget(self, day: date) -> None:
        self._windows.pop(day, None)
