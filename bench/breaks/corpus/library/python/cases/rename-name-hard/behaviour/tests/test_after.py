"""Reservations queue as holds did."""

from datetime import timedelta

from lending.custom.queue import HoldQueue, lengths
from lending.generated import HoldState, Reservation, a_hold_ready, a_reservation
from tests.support import MAIN, NOON


def test_a_reservation_is_offered_a_copy() -> None:
    first = a_reservation(id=1, title=3, member=5, branch="main", placed_at=NOON)
    later = a_reservation(id=2, title=3, member=6, branch="main", placed_at=NOON + timedelta(1))
    holds = HoldQueue([later, first])
    ready = holds.offer(3, "B", MAIN, NOON)
    assert isinstance(ready, Reservation)
    assert (ready.member, ready.state) == (5, HoldState.READY)
    assert a_hold_ready(hold=ready).hold.barcode == "B"
    assert list(lengths(holds.holds)) == [(3, 2)]
