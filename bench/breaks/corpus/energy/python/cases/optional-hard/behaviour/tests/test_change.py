from settlement.custom.archive import READINGS, dumps, loads
from settlement.custom.readings import Readings, describe
from settlement.generated_metering import a_reading
from tests.support import START


def test_readings_without_a_channel_are_kept() -> None:
    readings = Readings()
    assert readings.add(a_reading(meter_id=3, channel=None, taken_at=START, watt_hours=5))
    assert len(readings.registers_of(3)) == 1
    assert "None" not in describe(a_reading(channel=None))


def test_they_survive_a_restart() -> None:
    both = [a_reading(channel=None), a_reading(channel="2.8.0")]
    assert loads(READINGS, dumps(READINGS, both)) == both
