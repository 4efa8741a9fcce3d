"""Where partners are known they are asked."""

import asyncio
from datetime import timedelta

from lending.custom.titles import Catalogue, Shelves
from lending.generated import Ctx
from tests.support import ENGINES, NOON, TODAY, FakeCatalogue


def test_the_cheapest_is_asked() -> None:
    async def run() -> None:
        catalogue = FakeCatalogue()
        asked: Catalogue = catalogue
        shelves = Shelves(asked, NOON - NOON)
        late = TODAY + timedelta(days=30)
        found = await shelves.request(ENGINES, TODAY, late, None, Ctx())
        assert found is not None and found.partner == "south"

    asyncio.run(run())
