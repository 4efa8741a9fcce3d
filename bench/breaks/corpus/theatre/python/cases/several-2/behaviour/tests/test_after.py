"""Seats that are gone, prams, and intervals."""

import asyncio
from datetime import timedelta

from foyer.custom.cloakroom import FEES
from foyer.custom.leaflets import ends_at
from foyer.generated import Ctx, Garment, ReserveSeatsIn, SeatGone

from .support import EVENING, ORCHARD, a_foyer, a_night


def test_a_seat_is_gone() -> None:
    app, _ = a_foyer()
    wanted = ReserveSeatsIn(customer_id=7, performance_id=11, seats=["B-7", "A-1"])
    answers = [asyncio.run(app.reserve_seats(wanted, Ctx())) for _ in range(2)]
    assert answers[1] == SeatGone(seat="A-1")


def test_prams_have_a_fee_and_performances_an_interval() -> None:
    assert Garment.PRAM in FEES
    assert ends_at(a_night(interval=5), ORCHARD) == EVENING + timedelta(hours=2, minutes=10)
