"""A charge is remembered under its text."""

import asyncio

from lending.custom.readers import Readers
from lending.generated import Ctx, FineKind, a_fine
from lending.generated_accounts import BookChargeIn, Charge, MemberNotFound, a_charge
from tests.support import ADA, FakeAccounts


class Texts(FakeAccounts):
    async def book_charge(
        self, input: BookChargeIn, ctx: Ctx | None = None
    ) -> Charge | MemberNotFound:
        return a_charge(id="R-17", cents=input.cents)


def test_a_charge_has_a_text() -> None:
    readers = Readers(Texts())
    fine = a_fine(kind=FineKind.LATE, cents=80)
    id: str | None = asyncio.run(readers.bill(ADA, fine, Ctx()))
    assert id == "R-17"
    charges: dict[str, int] = readers.charges
    assert charges == {"R-17": 80}
