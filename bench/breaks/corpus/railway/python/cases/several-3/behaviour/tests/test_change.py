from datetime import date
from decimal import Decimal
from uuid import UUID

from dispatch.custom.freight import by_deadline, charge, days_left, tonnes, waybill
from dispatch.generated import a_consignment, a_load, a_wagon

from .neighbours import at


def test_weights_of_loads() -> None:
    wagons = [a_wagon(number="A", tare=10_000), a_wagon(number="B", tare=10_000)]
    loads = {"A": a_load(goods="coal", weight=30_000)}
    one = a_consignment(wagons=wagons, loads=loads, rate=Decimal(10), deliver_by=at(17))
    assert tonnes(one) == 50
    assert charge(one) == Decimal("300.00")
    assert "30000 kg" in waybill(one)
    assert days_left(one, date(2026, 5, 1)) == 3


def test_the_dangerous_still_goes_first_on_its_day() -> None:
    early = a_consignment(id=UUID(int=1), deliver_by=at(8))
    late = a_consignment(id=UUID(int=2), deliver_by=at(20), dangerous=True)
    before = a_consignment(id=UUID(int=3), deliver_by=at(23, day=3))
    assert by_deadline([early, late, before]) == [UUID(int=3), UUID(int=2), UUID(int=1)]
