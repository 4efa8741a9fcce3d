"""Reminders are kept, and none were sent where nothing says so."""

from lending.custom.journal import Books, MemoryJournal
from lending.generated import a_loan


def test_reminders_are_read_again() -> None:
    journal = MemoryJournal()
    Books(journal).keep_loan(a_loan(id=1))
    Books(journal).keep_loan(a_loan(id=2), reminders=2)
    assert [loan.reminders for loan in Books(journal).loans] == [0, 2]
