"""Letters have a reference."""

import asyncio

from lending.custom.readers import Readers
from lending.generated import Ctx
from tests.support import ADA, FakeAccounts


def test_a_letter_refers_to_something() -> None:
    accounts = FakeAccounts()
    assert asyncio.run(Readers(accounts).tell(ADA, "Ready", "come", Ctx()))
    assert accounts.letters[0].reference != ""
    assert accounts.letters[0].subject == "Ready"
