"""Guests hear of performances that changed."""

import asyncio
from datetime import timedelta

from foyer import generated_programme as programme
from foyer.generated import Ctx, ReserveSeatsIn

from .support import EVENING, House, a_foyer, a_night


def test_guests_are_told_how_much_later_it_begins() -> None:
    house = House()
    app, _ = a_foyer(house)
    wanted = ReserveSeatsIn(customer_id=7, performance_id=11, seats=["A-1"])
    asyncio.run(app.reserve_seats(wanted, Ctx()))
    later = a_night(starts_at=EVENING + timedelta(minutes=90))
    event = programme.PerformanceChanged(performance=later, was_at=EVENING)
    asyncio.run(app.tell_guests(event, Ctx()))
    assert app.letters == ["to 7: 02.05. 21:00, 90 minutes later"]
    asyncio.run(app.reserve_seats(wanted, Ctx()))
    assert house.asked == ["performance 11", "performance 11"]
