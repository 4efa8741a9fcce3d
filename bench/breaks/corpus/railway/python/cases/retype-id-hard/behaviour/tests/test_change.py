import asyncio
import json
import logging

import pytest

from dispatch.custom.archive import RESERVATIONS, seats_csv
from dispatch.custom.seats import seat_label
from dispatch.generated import Ctx, a_reservation
from dispatch.generated_sales import a_ticket, a_ticket_cancelled, a_ticket_sold

from .neighbours import Sales, a_run, desk


def test_a_seat_is_given_and_freed_by_a_ticket_with_letters(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    app = desk(None, Sales(), a_run())
    ticket = a_ticket(number="AB-31", train="IC 512")
    asyncio.run(app.seat_passenger(a_ticket_sold(ticket=ticket), Ctx()))
    assert app.plan.taken == {1: {"1": {1: "AB-31"}}}
    asyncio.run(app.free_seat(a_ticket_cancelled(number="AB-31", reason="ill"), Ctx()))
    assert len(app.reservations) == 0
    assert "AB-31" in caplog.text


def test_labels_and_rows() -> None:
    seat = a_reservation(ticket="AB-31", coach="12", seat=4)
    label = seat_label(seat)
    assert label.startswith("12/04")
    assert label.endswith("AB-31")
    assert "AB-31" in seats_csv([seat])
    row = json.loads(RESERVATIONS.line(seat)) | {"ticket": "1099511627776"}
    assert [each.ticket for each in RESERVATIONS.parse(json.dumps(row))] == ["1099511627776"]
