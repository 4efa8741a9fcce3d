import asyncio

from dispatch.generated import Ctx
from dispatch.generated_sales import (
    Card,
    GetPassengerIn,
    Passenger,
    TravelClass,
    a_passenger,
    a_ticket,
    a_ticket_sold,
)

from .neighbours import Sales, a_run, desk


class Everybody(Sales):
    async def get_passenger(self, input: GetPassengerIn, ctx: Ctx | None = None) -> Passenger:
        return a_passenger(id=input.id, card=Card.HALF)


def test_the_card_counts() -> None:
    app = desk(None, Everybody(), a_run())
    ticket = a_ticket(number=31, train="IC 512", travel_class=TravelClass.FIRST)
    asyncio.run(app.seat_passenger(a_ticket_sold(ticket=ticket), Ctx()))
    assert [each.fee for each in app.reservations] == [295]
