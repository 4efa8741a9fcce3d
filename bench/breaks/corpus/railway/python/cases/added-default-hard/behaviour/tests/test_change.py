import asyncio
import json

from dispatch.custom.archive import RESERVATIONS
from dispatch.generated import Ctx, Reservation, ReserveSeatIn, a_reservation
from dispatch.generated_sales import a_ticket, a_ticket_sold

from .neighbours import a_run, desk


def test_a_bicycle_is_kept_with_its_seat() -> None:
    app = desk(None, None, a_run())
    for ticket, bicycle in ((1, True), (2, False)):
        wanted = ReserveSeatIn(train_id=1, ticket=ticket, bicycle=bicycle)
        answer = asyncio.run(app.reserve_seat(wanted, Ctx()))
        assert isinstance(answer, Reservation)
        assert answer.bicycle is bicycle


def test_a_sold_ticket_has_none() -> None:
    app = desk(None, None, a_run())
    sold = a_ticket_sold(ticket=a_ticket(number=3, train="IC 512"))
    asyncio.run(app.seat_passenger(sold, Ctx()))
    assert [each.bicycle for each in app.reservations] == [False]


def test_rows() -> None:
    seat = a_reservation(ticket=4, bicycle=True)
    assert list(RESERVATIONS.parse(RESERVATIONS.line(seat))) == [seat]
    row = json.loads(RESERVATIONS.line(seat))
    del row["bicycle"]
    assert [each.bicycle for each in RESERVATIONS.parse(json.dumps(row))] == [False]
