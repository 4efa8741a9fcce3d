"""A refused card says why."""

import asyncio

from lending.custom.readers import Readers
from lending.generated import Ctx
from lending.generated_accounts import Card, CardRefused, ReadCardIn
from tests.support import TODAY, FakeAccounts


class NoCards(FakeAccounts):
    async def read_card(self, input: ReadCardIn, ctx: Ctx | None = None) -> Card | CardRefused:
        return CardRefused(barcode=input.barcode, reason="stolen")


def test_the_reason_is_handed_on() -> None:
    assert asyncio.run(Readers(NoCards()).of_card("C7", TODAY, Ctx())) == "stolen"
