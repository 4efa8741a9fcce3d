"""Reports whose occupancy is a decimal."""

from decimal import Decimal

from foyer.custom.reports import evening, grade, headline
from foyer.generated import OrderState

from .support import a_night, an_order


def test_half_of_the_stalls() -> None:
    order = an_order(1, "A-1", "A-2").model_copy(update={"state": OrderState.PAID})
    report = evening(a_night(), [order], 0)
    assert report.occupancy == Decimal("0.1")
    assert "(10%, thin)" in headline(report)
    assert [grade(Decimal(part)) for part in ("0.95", "0.6", "0.59")] == ["full", "good", "thin"]
