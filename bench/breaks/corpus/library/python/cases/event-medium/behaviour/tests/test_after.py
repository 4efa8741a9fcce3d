"""Only the loans of who left are lost."""

import asyncio

from lending.generated import LoanState
from lending.generated_accounts import a_member_left
from tests.support import ADA, NOON, Library


def test_who_left_has_no_loans() -> None:
    async def run() -> None:
        library = Library()
        await library.lent("F1", "C7")
        await library.lent("B1", "C8")
        await library.app.close_member(a_member_left(member=ADA, at=NOON), library.ctx)
        states = [loan.state for loan in library.desk.books.loans]
        assert states == [LoanState.LOST, LoanState.ACTIVE]
        assert await library.desk.readers.member(7, library.ctx) is None

    asyncio.run(run())
