from datetime import date

from dispatch.custom.freight import overdue_for_review
from dispatch.generated import a_wagon


def test_a_wagon_without_a_review_does_no_harm() -> None:
    wagons = [
        a_wagon(number="old", reviewed=date(2015, 1, 1)),
        a_wagon(number="new", reviewed=None),
        a_wagon(number="good", reviewed=date(2025, 1, 1)),
    ]
    found = overdue_for_review(wagons, date(2026, 5, 4))
    assert found[0] == "old"
    assert "good" not in found
