from settlement.custom.reports import METER_COLUMNS, table
from settlement.generated_metering import a_meter, a_place
from tests.support import METER


def test_meters_stand_on_some_floor() -> None:
    assert METER.place.floor == 0
    upstairs = a_meter(serial="U", place=a_place(floor=3))
    assert upstairs.place.floor == 3
    assert table(METER_COLUMNS, [upstairs]).splitlines()[1].startswith("U ")
