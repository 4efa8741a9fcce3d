"""Orders, means and names under their new names."""

import asyncio
from datetime import timedelta
from decimal import Decimal

from lending.custom import readers, reports
from lending.custom.titles import Shelves
from lending.generated import Ctx, a_loan
from lending.generated_accounts import a_member
from tests.support import ENGINES, NOON, TODAY, FakeCatalogue


def test_a_mean_is_a_decimal() -> None:
    loans = [
        a_loan(id=id, lent_at=NOON, due=TODAY + timedelta(days=days))
        for id, days in ((1, 7), (2, 28))
    ]
    report = reports.day_report(TODAY, loans, [], NOON)
    assert report.mean_days == Decimal("17.5")
    assert reports.day_report(TODAY, [], [], NOON).mean_days == 0


def test_names_and_orders() -> None:
    assert readers.card_label(a_member(full_name="Bo Ek", number=3)) == "Bo Ek M000003"
    catalogue = FakeCatalogue()
    late = TODAY + timedelta(days=30)
    asked = Shelves(catalogue, NOON - NOON).request(ENGINES, TODAY, late, None, Ctx())
    found = asyncio.run(asked)
    assert found is not None and found.partner == "south"
