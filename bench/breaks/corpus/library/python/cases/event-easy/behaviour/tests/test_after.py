"""A return is told with its condition."""

import asyncio

from lending.generated import Condition, CopyReturned, ReturnCopyIn
from tests.support import NOON, Library


def test_a_return_is_told() -> None:
    async def run() -> None:
        library = Library()
        await library.lent("B1")
        back = ReturnCopyIn(barcode="B1", condition=Condition.WORN, at=NOON)
        await library.app.return_copy(back, library.ctx)
        assert library.told.returned == [CopyReturned(barcode="B1", condition=Condition.WORN)]

    asyncio.run(run())
