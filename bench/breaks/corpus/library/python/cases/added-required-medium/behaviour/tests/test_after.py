"""Loans know their branch, those of old journals too."""

import asyncio

from lending.custom.journal import Books, MemoryJournal
from tests.support import Library


def test_a_loan_is_made_at_a_branch() -> None:
    async def run() -> None:
        library = Library()
        assert (await library.lent("B1")).branch == "main"
        again = Books(MemoryJournal(library.journal.kept)).loans.find(1)
        assert again is not None and again.branch == "main"

    asyncio.run(run())
