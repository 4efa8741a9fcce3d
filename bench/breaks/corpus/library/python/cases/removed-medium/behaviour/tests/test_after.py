"""A letter still goes to somebody."""

import asyncio

from lending.custom.readers import Readers, recipient
from lending.generated import Ctx
from lending.generated_accounts import Tier, a_member
from tests.support import ADA, TIM, FakeAccounts


def test_grown_ups_get_their_own_letters() -> None:
    assert recipient(ADA) == 7
    assert recipient(a_member(number=12, tier=Tier.PATRON)) == 12
    accounts = FakeAccounts()
    assert asyncio.run(Readers(accounts).tell(TIM, "Ready", "come", Ctx()))
    assert accounts.letters[0].body == "Hello Tim,\ncome\n"
