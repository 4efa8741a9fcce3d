from settlement.custom.readings import better, describe
from settlement.generated_metering import Quality, a_reading


def test_measured_is_better_than_estimated() -> None:
    measured = a_reading(quality=Quality.MEASURED)
    estimated = a_reading(quality=Quality.ESTIMATED)
    assert better(measured, estimated) is measured
    assert better(estimated, measured) is measured
    assert "(estimated)" in describe(estimated)
    assert "(" not in describe(measured)
