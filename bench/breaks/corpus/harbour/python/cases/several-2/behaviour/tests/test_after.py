"""Calls that are announced quietly, and listed page by page."""

import asyncio

from harbour.custom.tidetable import TideTable
from harbour.generated import Ctx, ListCallsIn
from harbour.generated_tides import a_window
from tests.support import NOON, FakeTides, Port


def test_pages() -> None:
    async def run() -> None:
        port = Port()
        for hours in (3, 2, 1):
            await port.announced(hours=hours)
        page = await port.app.list_calls(ListCallsIn(limit=2), Ctx())
        assert page.following == 2
        last = await port.app.list_calls(ListCallsIn(limit=2, after=page.following), Ctx())
        assert ([call.id for call in last.calls], last.following) == ([3], None)

    asyncio.run(run())


def test_the_water_that_is_needed() -> None:
    tides = FakeTides([a_window(least=2.0), a_window(least=1.0)])
    found = asyncio.run(TideTable(tides, "HARB").windows(NOON.date(), 1.5, Ctx()))
    assert [each.least for each in found] == [2.0]
    assert tides.asked[0].needed == 1.5
