"""Days are counted as they were, wherever in a day an hour lies."""

import asyncio
import json
from datetime import date, datetime, timedelta

from lending.custom import rules
from lending.custom.journal import Books, MemoryJournal
from lending.generated import Loan, RenewLoanIn, a_loan
from tests.support import NOON, TODAY, Library


def test_days_between_hours() -> None:
    loan = a_loan(id=1, due=NOON, lent_at=NOON - timedelta(days=7))
    assert rules.days_late(loan, NOON + timedelta(days=3)) == 3
    assert rules.is_late(loan, TODAY + timedelta(days=1))
    assert not rules.is_late(loan, TODAY - timedelta(days=1))


def test_loans_are_due_on_an_open_day() -> None:
    async def run() -> None:
        library = Library()
        loan = await library.lent("B1", days=7)
        assert loan.due.date() == date(2026, 3, 9)
        again = await library.app.renew_loan(RenewLoanIn(id=loan.id), library.ctx)
        assert isinstance(again, Loan)
        stored: object = again.due
        assert isinstance(stored, datetime) and stored.date() == date(2026, 4, 6)

    asyncio.run(run())


def test_an_old_day_is_read() -> None:
    row = json.loads(a_loan(id=4).model_dump_json(by_alias=True)) | {"due": "2026-02-02"}
    loan = Books(MemoryJournal([json.dumps({"sort": "loan", "row": row})])).loans.find(4)
    assert loan is not None and loan.due.date() == date(2026, 2, 2)
