"""Discounts without points."""

import asyncio
from datetime import date
from decimal import Decimal

from foyer.custom.reports import discount_for
from foyer.generated import Ctx, ReserveSeatsIn, TicketOrder
from foyer.generated_box_office import a_customer

from .support import a_foyer


def test_a_stranger_pays_the_full_price() -> None:
    assert discount_for(a_customer()) == 0
    assert 0 <= discount_for(a_customer(member_since=date(2020, 1, 1))) <= 10
    app, _ = a_foyer()
    wanted = ReserveSeatsIn(customer_id=99, performance_id=11, seats=["B-1"])
    order = asyncio.run(app.reserve_seats(wanted, Ctx()))
    assert isinstance(order, TicketOrder)
    assert order.total == Decimal("29.50")
