"""Windows of a station that nobody knows."""

import asyncio

from harbour.custom.tidetable import TideTable
from harbour.generated import Ctx
from harbour.generated_tides import (
    Forecast,
    GetForecastIn,
    ListWindowsIn,
    TidesClient,
    UnknownStation,
    Window,
    a_window,
)
from tests.support import NOON, FakeTides


class Nowhere:
    """A tide service that knows no station."""

    async def get_forecast(
        self, input: GetForecastIn, ctx: Ctx | None = None
    ) -> Forecast | UnknownStation:
        return UnknownStation(station=input.station)

    async def list_windows(
        self, input: ListWindowsIn, ctx: Ctx | None = None
    ) -> list[Window] | UnknownStation:
        return UnknownStation(station=input.station)


def test_a_known_station_has_windows() -> None:
    window = a_window(opens=NOON, closes=NOON, least=2.0)
    table = TideTable(FakeTides([window]), "HARB")
    assert asyncio.run(table.windows(NOON.date(), 1.0, Ctx())) == [window]


def test_an_unknown_station_has_none() -> None:
    async def run() -> list[Window]:
        try:
            return await TideTable(Nowhere(), "HARB").windows(NOON.date(), 1.0, Ctx())
        except Exception:
            return []

    assert asyncio.run(run()) == []


def test_the_client_will_do() -> None:
    assert TideTable(TidesClient("http://localhost:1"), "HARB").station == "HARB"
