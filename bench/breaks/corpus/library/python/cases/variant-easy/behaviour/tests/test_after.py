"""A mended copy can be lent and come back."""

from lending.custom import rules
from lending.generated import Condition


def test_wear_knows_mended_copies() -> None:
    assert rules.wear(Condition.MENDED, Condition.MENDED) == 0
    assert rules.wear(Condition.FRESH, Condition.MENDED) >= 0
    assert rules.wear(Condition.MENDED, Condition.FRESH) == 0
    assert rules.wear(Condition.FRESH, Condition.WORN) == 1
