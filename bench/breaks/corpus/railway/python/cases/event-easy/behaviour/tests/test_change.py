import asyncio
import logging

import pytest

from dispatch.generated import Ctx
from dispatch.generated_sales import TicketCancelled, a_ticket, a_ticket_sold

from .neighbours import a_run, desk


def test_a_seat_is_free_without_a_reason(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    app = desk(None, None, a_run())
    asyncio.run(
        app.seat_passenger(a_ticket_sold(ticket=a_ticket(number=31, train="IC 512")), Ctx())
    )
    assert len(app.reservations) == 1
    asyncio.run(app.free_seat(TicketCancelled(number=31), Ctx()))
    assert len(app.reservations) == 0
    assert "seat of 31 is free" in caplog.text
