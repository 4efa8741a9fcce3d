from settlement.custom.readings import describe
from settlement.generated_metering import Quality, Reading, a_reading


def test_a_line_without_a_voltage() -> None:
    assert "voltage" not in Reading.model_fields
    reading = a_reading(meter_id=7, channel="x", watt_hours=500, quality=Quality.ESTIMATED)
    line = describe(reading)
    assert line.startswith("meter 7/x: 0.500 kWh (estimated)")
    assert " V" not in line
