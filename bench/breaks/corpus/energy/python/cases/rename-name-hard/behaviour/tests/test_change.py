from settlement.custom.archive import READINGS, dumps, loads
from settlement.custom.readings import Readings, Series, better
from settlement.generated_metering import Measurement, a_measurement, a_reading_taken
from tests.support import START


def test_measurements_are_kept_like_readings() -> None:
    readings = Readings()
    event = a_reading_taken(reading=a_measurement(meter_id=5, channel="x", taken_at=START))
    assert readings.add(event.reading)
    assert readings.registers_of(5) == ["x"]
    assert loads(READINGS, dumps(READINGS, [event.reading])) == [event.reading]


def test_a_series_of_measurements() -> None:
    series: Series[Measurement] = Series(lambda each: each.taken_at, better)
    assert series.put(a_measurement(taken_at=START))
    assert len(series) == 1
