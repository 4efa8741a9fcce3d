"""Performances whose interval is known."""

from datetime import timedelta

from foyer.custom.leaflets import ends_at

from .support import EVENING, ORCHARD, a_night


def test_the_interval_counts() -> None:
    assert ends_at(a_night(interval=35), ORCHARD) == EVENING + timedelta(hours=2, minutes=40)
    assert ends_at(a_night(), ORCHARD) == EVENING + timedelta(hours=2, minutes=25)
