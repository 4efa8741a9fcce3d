from datetime import timedelta
from decimal import Decimal

import pytest

from settlement.custom.archive import READINGS, dumps, loads
from settlement.custom.readings import Readings, describe
from settlement.custom.values import kwh_of
from settlement.generated_metering import a_reading
from tests.support import DRAW, METER, START


def test_fractions_of_watt_hours_count() -> None:
    readings = Readings()
    for hour, stood in enumerate(("1000.5", "2501")):
        readings.add(
            a_reading(
                meter_id=42,
                channel=DRAW,
                taken_at=START + timedelta(hours=hour),
                watt_hours=Decimal(stood),
            )
        )
    (usage,) = readings.usages(METER, "draw", START, START + timedelta(hours=1))
    assert float(usage.kwh) == pytest.approx(1.5, abs=0.001)
    assert float(kwh_of(Decimal("2500.5"))) == pytest.approx(2.5005)


def test_fractions_are_kept() -> None:
    reading = a_reading(watt_hours=Decimal("1500.25"))
    assert loads(READINGS, dumps(READINGS, [reading])) == [reading]
    assert "1.500 kWh" in describe(reading)
