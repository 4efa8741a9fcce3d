"""When owners have to pay."""

from datetime import date

from harbour.custom.vessels import due_on
from harbour.generated_registry import a_owner
from tests.support import MAERSK


def test_an_owner_pays_within_its_days() -> None:
    assert due_on(a_owner(payment_days=10), date(2026, 2, 20)) == date(2026, 3, 2)
    assert due_on(a_owner(), date(2026, 6, 1)) == date(2026, 7, 1)
    assert due_on(MAERSK, date(2026, 6, 1)) == date(2026, 6, 15)
