import asyncio

from dispatch.custom.archive import RESERVATIONS, seats_csv
from dispatch.custom.seats import price_of
from dispatch.custom.values import Money
from dispatch.generated import Ctx, a_reservation
from dispatch.generated_sales import Card, a_passenger, a_ticket, a_ticket_sold

from .neighbours import Sales, a_run, desk


def test_surcharges() -> None:
    seat = a_reservation(coach="1", seat=2, ticket=3, surcharge=450)
    assert price_of(a_ticket(price=10.0), seat) == Money(1450)
    assert seats_csv([seat]).splitlines() == ["coach;seat;ticket;fee", "1;2;3;450"]
    assert list(RESERVATIONS.parse(RESERVATIONS.line(seat))) == [seat]


def test_a_sold_ticket_has_its_surcharge() -> None:
    app = desk(None, Sales(passengers=[a_passenger(id=5, card=Card.HALF)]), a_run())
    ticket = a_ticket(number=31, train="IC 512", passenger_id=5)
    asyncio.run(app.seat_passenger(a_ticket_sold(ticket=ticket), Ctx()))
    assert [each.surcharge for each in app.reservations] == [225]
