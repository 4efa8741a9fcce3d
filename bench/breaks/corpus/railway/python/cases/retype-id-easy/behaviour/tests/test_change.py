import asyncio

from dispatch.custom.seats import needs_ramp
from dispatch.generated import Ctx
from dispatch.generated_sales import Card, a_passenger, a_ticket, a_ticket_sold

from .neighbours import Sales, a_run, desk


def test_people_who_need_a_ramp() -> None:
    people = [a_passenger(id="p-2", wheelchair=True), a_passenger(id="p-1", wheelchair=True)]
    assert needs_ramp(people) == ["p-1", "p-2"]


def test_the_card_of_a_passenger_is_found() -> None:
    app = desk(None, Sales(passengers=[a_passenger(id="p-7", card=Card.HALF)]), a_run())
    ticket = a_ticket(number=31, train="IC 512", passenger_id="p-7")
    asyncio.run(app.seat_passenger(a_ticket_sold(ticket=ticket), Ctx()))
    assert [each.fee for each in app.reservations] == [225]
