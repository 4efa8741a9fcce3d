"""Loans with an end are as they were; those without one upset nothing."""

from datetime import timedelta

from lending.custom import reports, rules
from lending.generated import a_loan
from tests.support import COPIES, ENGINES, NOON, TODAY

ENDLESS = a_loan(id=1, barcode="B1", lent_at=NOON, due=None)
LOAN = a_loan(id=2, barcode="F1", lent_at=NOON, due=TODAY + timedelta(days=7))


def test_days_count_where_there_are_any() -> None:
    assert rules.days_late(LOAN, NOON + timedelta(days=9)) == 2
    assert rules.is_late(LOAN, TODAY + timedelta(days=8))
    assert not rules.is_late(ENDLESS, TODAY)
    assert sorted(loan.id for loan in rules.by_urgency([ENDLESS, LOAN])) == [1, 2]
    assert "09.03.2026" in rules.slip(LOAN, ENGINES)
    assert "None" not in rules.slip(ENDLESS, ENGINES)
    report = reports.day_report(TODAY, [ENDLESS, LOAN], COPIES, NOON)
    assert report.loans == 2
