"""Seats in boxes."""

from foyer.custom.reports import band_lines, evening
from foyer.custom.seats import BAND_NAMES
from foyer.generated import OrderState
from foyer.generated_programme import PriceBand

from .support import a_night, a_seat, an_order


def test_boxes_are_counted() -> None:
    update = {"state": OrderState.PAID, "tickets": [a_seat("A-1", "box"), a_seat("A-2", "box")]}
    report = evening(a_night(), [an_order(1).model_copy(update=update)], 0)
    assert report.by_band == {"box": 2}
    lines = band_lines(report)
    assert len(lines) == 4
    assert f"{BAND_NAMES[PriceBand.BOX]}: 2" in lines
