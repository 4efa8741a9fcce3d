"""Who may come in, by a standing that is a record."""

from datetime import date

import pytest

from harbour.custom.vessels import Fleet
from harbour.generated_registry import Standing, a_certificate, a_standing_record
from tests.support import EMMA, NOON, FakeRegistry


@pytest.mark.parametrize(
    ("level", "lapsed", "expected"),
    [
        (Standing.GOOD, True, None),
        (Standing.WATCHED, False, None),
        (Standing.WATCHED, True, "watched, and lapsed: ISM"),
        (Standing.EXPELLED, False, "expelled"),
    ],
)
def test_objections(level: Standing, lapsed: bool, expected: str | None) -> None:
    expires = date(2026, 1, 1) if lapsed else date(2027, 1, 1)
    changes = {
        "standing": a_standing_record(level=level),
        "certificates": [a_certificate(code="ISM", expires=expires)],
    }
    vessel = EMMA.model_copy(update=changes)
    assert Fleet(FakeRegistry()).objection(vessel, NOON.date()) == expected
