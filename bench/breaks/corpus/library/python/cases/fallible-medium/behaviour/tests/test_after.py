"""Whoever is charged is charged."""

import asyncio

from lending.custom.readers import Accounts, Readers
from lending.generated import Ctx, FineKind, a_fine
from lending.generated_accounts import BookChargeIn, Charge, a_charge, a_member
from tests.support import FakeAccounts


class Certain(FakeAccounts):
    async def book_charge(self, input: BookChargeIn, ctx: Ctx | None = None) -> Charge:
        return a_charge(member=input.member, cents=input.cents)


def test_strangers_are_charged() -> None:
    accounts: Accounts = Certain()
    readers = Readers(accounts)
    id = asyncio.run(readers.bill(a_member(number=99), a_fine(kind=FineKind.LOSS, cents=7), Ctx()))
    assert list(readers.charges.values()) == [7]
    assert [id] == list(readers.charges)
