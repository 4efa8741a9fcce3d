"""A card with too many attempts is refused, and every partner has a contact."""

import asyncio

from lending.custom.readers import Readers
from lending.custom.titles import offer_line
from lending.generated import Ctx, Hold, a_hold_ready
from lending.generated_accounts import Card, CardInvalid, ReadCardIn, a_card
from tests.support import ADA, PARTNERS, TODAY, FakeAccounts


class Tried(FakeAccounts):
    async def read_card(self, input: ReadCardIn, ctx: Ctx | None = None) -> Card | CardInvalid:
        attempts = 3 if input.barcode == "X" else 2
        return a_card(barcode=input.barcode, member=7, expires=TODAY, attempts=attempts)


def test_attempts_have_an_end() -> None:
    async def run() -> None:
        assert await Readers(Tried()).of_card("C7", TODAY, Ctx()) == ADA
        assert await Readers(Tried()).of_card("X", TODAY, Ctx()) == "too many tries"

    asyncio.run(run())


def test_offers_name_a_contact() -> None:
    for partner in PARTNERS:
        assert offer_line(partner).endswith(f", {partner.contact}")
    assert isinstance(a_hold_ready().hold, Hold)
