"""A card is taken on its last day, and not on the next."""

import asyncio
from datetime import timedelta

from lending.custom.readers import Readers
from lending.generated import Ctx
from lending.generated_accounts import Card, CardInvalid, ReadCardIn, a_card
from tests.support import ADA, TODAY, FakeAccounts


class OneCard(FakeAccounts):
    async def read_card(self, input: ReadCardIn, ctx: Ctx | None = None) -> Card | CardInvalid:
        return a_card(barcode=input.barcode, member=7, valid_until=TODAY)


def test_the_last_day_counts() -> None:
    async def run() -> None:
        readers = Readers(OneCard())
        assert await readers.of_card("C", TODAY, Ctx()) == ADA
        refused = await readers.of_card("C", TODAY + timedelta(days=1), Ctx())
        assert refused == f"expired on {TODAY:%d.%m.%Y}"

    asyncio.run(run())
