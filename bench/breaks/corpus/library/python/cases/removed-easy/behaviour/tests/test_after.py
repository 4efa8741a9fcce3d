"""The reason is all that is told."""

import asyncio

from lending.generated import NotRenewable, PlaceHoldIn, RenewLoanIn
from tests.support import Library


def test_a_wanted_title_is_not_renewed() -> None:
    async def run() -> None:
        library = Library()
        loan = await library.lent("B1")
        await library.app.place_hold(PlaceHoldIn(member=8, title=12, branch="bus"), library.ctx)
        said = await library.app.renew_loan(RenewLoanIn(id=loan.id), library.ctx)
        assert isinstance(said, NotRenewable)
        assert said.model_dump() == {"reason": "somebody waits for it"}

    asyncio.run(run())
