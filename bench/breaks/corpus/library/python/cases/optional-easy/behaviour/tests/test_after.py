"""Cards with an end are taken until then."""

import asyncio

from lending.custom.readers import Readers
from lending.generated import Ctx
from lending.generated_accounts import Card, CardInvalid, ReadCardIn, a_card
from tests.support import ADA, TODAY, FakeAccounts


class Endless(FakeAccounts):
    async def read_card(self, input: ReadCardIn, ctx: Ctx | None = None) -> Card | CardInvalid:
        return a_card(barcode=input.barcode, member=7, expires=None)


def test_ends_count_where_there_are_any() -> None:
    async def run() -> None:
        assert await Readers(FakeAccounts()).of_card("C7", TODAY, Ctx()) == ADA
        said = await Readers(FakeAccounts()).of_card("OLD", TODAY, Ctx())
        assert said == "expired on 01.03.2026"
        endless = await Readers(Endless()).of_card("C7", TODAY, Ctx())
        assert endless == ADA or isinstance(endless, str)

    asyncio.run(run())
