"""A renewed loan is due later, in the books and in what is written of it."""

import asyncio
import json
from datetime import date

from lending.custom.reports import loans_csv
from lending.generated import Loan, RenewLoanIn, a_loan
from tests.support import TODAY, Library


def test_a_renewal_moves_the_day() -> None:
    async def run() -> None:
        library = Library()
        loan = await library.lent("B1", days=7)
        assert loan.due_on == date(2026, 3, 9)
        again = await library.app.renew_loan(RenewLoanIn(id=loan.id), library.ctx)
        assert isinstance(again, Loan)
        assert again.due_on == date(2026, 4, 6)
        assert json.loads(library.journal.kept[-1])["row"]["due"] == "2026-04-06"

    asyncio.run(run())


def test_the_sheet_keeps_its_head() -> None:
    sheet = loans_csv([a_loan(id=2, due_on=TODAY)]).splitlines()
    assert sheet[0] == "loan,member,title,state,due,cents"
    assert str(TODAY) in sheet[1]
