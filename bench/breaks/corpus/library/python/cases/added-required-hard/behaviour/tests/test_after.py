"""Charges are of a known kind, and a fine is payable after it was raised."""

import asyncio

from lending.custom.readers import Readers
from lending.generated import Ctx, FineKind, a_fine
from lending.generated_accounts import a_member_left
from tests.support import ADA, NOON, TODAY, FakeAccounts, Library


def test_a_charge_has_a_kind() -> None:
    accounts = FakeAccounts()
    asyncio.run(Readers(accounts).bill(ADA, a_fine(kind=FineKind.LATE, cents=80), Ctx()))
    assert accounts.charges[0].kind.is_known
    assert accounts.charges[0].cents == 80


def test_a_fine_is_payable_some_day() -> None:
    async def run() -> None:
        library = Library()
        await library.lent("B1")
        await library.app.close_member(a_member_left(number=7, at=NOON), library.ctx)
        assert [event.payable >= TODAY for event in library.told.raised] == [True]

    asyncio.run(run())
