"""What is late stays open, that of old journals too."""

import asyncio
import json
from datetime import timedelta

from lending.generated import Condition, Loan, LoanState, ReturnCopyIn, a_loan
from tests.support import NOON, TODAY, Library


def test_a_late_loan_comes_back() -> None:
    async def run() -> None:
        library = Library()
        await library.lent("B1")
        library.time = NOON + timedelta(days=40)
        assert [loan.barcode for loan in library.app.overdue()] == ["B1"]
        back = ReturnCopyIn(barcode="B1", condition=Condition.FRESH, at=library.time)
        done = await library.app.return_copy(back, library.ctx)
        assert isinstance(done, Loan) and done.state == LoanState.RETURNED

    asyncio.run(run())


def test_an_old_loan_comes_back() -> None:
    loan = a_loan(id=1, barcode="B1", title=12, member=7, lent_at=NOON, due=TODAY)
    row = json.loads(loan.model_dump_json(by_alias=True)) | {"state": "overdue"}

    async def run() -> None:
        library = Library(json.dumps({"sort": "loan", "row": row}))
        back = ReturnCopyIn(barcode="B1", condition=Condition.FRESH, at=NOON)
        assert isinstance(await library.app.return_copy(back, library.ctx), Loan)

    asyncio.run(run())
