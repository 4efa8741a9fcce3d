from decimal import Decimal

from dispatch.custom.freight import shunting_list, train_length
from dispatch.generated import a_wagon


def test_lengths_add_up_exactly() -> None:
    wagons = [a_wagon(number=f"W{each}", length=Decimal("14.10"), axles=4) for each in range(3)]
    assert train_length(wagons) == Decimal("42.30")
    assert isinstance(train_length([]), Decimal)
    assert shunting_list(wagons[:1]) == "W0:4"
