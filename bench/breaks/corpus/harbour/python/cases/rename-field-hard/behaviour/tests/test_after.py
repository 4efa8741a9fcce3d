"""Depths are reckoned from chart datum, whatever stands above the mean sea."""

from datetime import timedelta

from harbour.custom.tidetable import highest, level_at, safe_level
from harbour.generated_tides import Confidence, a_tide
from tests.support import NOON

LOW = a_tide(at=NOON, chart_level=1.0, level=-3.0)
HIGH = a_tide(at=NOON + timedelta(hours=6), chart_level=4.0, level=0.0)


def test_levels_are_above_chart_datum() -> None:
    assert level_at([HIGH, LOW], NOON) == 1.0
    assert level_at([HIGH, LOW], NOON + timedelta(hours=2)) == 2.0
    assert safe_level(a_tide(chart_level=2.0, level=9.0, confidence=Confidence.MEASURED)) == 2.0
    shallow = a_tide(chart_level=0.5, level=8.0)
    assert highest([shallow, HIGH]) == HIGH
