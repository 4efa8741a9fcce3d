"""A letter was sent, or it was not."""

import asyncio

from lending.custom.readers import Accounts, Readers
from lending.generated import Ctx
from lending.generated_accounts import (
    BookChargeIn,
    Card,
    CardInvalid,
    Charge,
    GetMemberIn,
    Member,
    MemberNotFound,
    NotifyIn,
    Posting,
    ReadCardIn,
)
from tests.support import ADA


class Silent:
    async def read_card(self, input: ReadCardIn, ctx: Ctx | None = None) -> Card | CardInvalid:
        return CardInvalid(barcode=input.barcode, reason="none")

    async def get_member(
        self, input: GetMemberIn, ctx: Ctx | None = None
    ) -> Member | MemberNotFound:
        return ADA

    async def book_charge(
        self, input: BookChargeIn, ctx: Ctx | None = None
    ) -> Charge | MemberNotFound:
        return MemberNotFound(number=input.member)

    async def notify(self, input: NotifyIn, ctx: Ctx | None = None) -> Posting:
        return Posting(sent=False, channel=input.channel)


def test_what_was_not_sent_was_not_sent() -> None:
    accounts: Accounts = Silent()
    told: bool = asyncio.run(Readers(accounts).tell(ADA, "Ready", "come", Ctx()))
    assert told is False
