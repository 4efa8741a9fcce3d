from datetime import date

from settlement.custom.reports import METER_COLUMNS, needs_visit, table
from settlement.generated_metering import MeterKind, a_meter


def test_meters_without_a_day() -> None:
    unknown = a_meter(serial="U", installed_on=None, kind=MeterKind.MECHANICAL)
    assert needs_visit(unknown)
    assert "None" not in table(METER_COLUMNS, [unknown])


def test_meters_with_a_day() -> None:
    young = a_meter(serial="Y", installed_on=date(2021, 5, 1), kind=MeterKind.SMART)
    assert not needs_visit(young)
    assert "2021" in table(METER_COLUMNS, [young])
