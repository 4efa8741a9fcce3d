"""Members are known by texts, those of old journals too."""

import asyncio
import json

from lending.custom import readers
from lending.custom.journal import Books, MemoryJournal
from lending.custom.queue import HoldQueue
from lending.custom.readers import Readers
from lending.generated import Ctx, a_loan
from lending.generated_accounts import a_member
from tests.support import NOON, FakeAccounts


def test_labels_are_as_they_were() -> None:
    assert readers.card_label(a_member(name="Ada", number="7")) == "Ada M000007"
    assert HoldQueue().place(3, "x-1", "main", NOON).member == "x-1"


def test_old_loans_have_members() -> None:
    row = json.loads(a_loan(id=4, member="7").model_dump_json(by_alias=True)) | {"member": 7}
    books = Books(MemoryJournal([json.dumps({"sort": "loan", "row": row})]))
    assert [loan.id for loan in books.latest("7", 3)] == [4]


def test_strangers_are_nobody() -> None:
    assert asyncio.run(Readers(FakeAccounts()).member("nobody", Ctx())) is None
